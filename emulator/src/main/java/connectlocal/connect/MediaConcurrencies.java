package connectlocal.connect;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;

/** How many contacts of each channel an agent gets at once: what a routing profile may say. */
final class MediaConcurrencies {
    static final String MEMBER = "MediaConcurrencies";

    private MediaConcurrencies() {}

    /** @throws connectlocal.http.AwsError InvalidParameterException */
    static void check(JsonNode concurrencies) {
        Set<String> seen = new HashSet<>();
        for (JsonNode one : concurrencies) {
            String channel = one.get("Channel").asText();
            if (!seen.add(channel)) {
                throw ConnectErrors.invalidParameter(MEMBER + " must not include channel " + channel + " twice");
            }
            if (channel.equals(ChannelSettings.VOICE) && one.path("Concurrency").asInt(1) > 1) {
                throw ConnectErrors.invalidParameter(MEMBER + ": Concurrency of channel VOICE must be at most 1");
            }
        }
        if (seen.isEmpty()) {
            throw ConnectErrors.invalidParameter(MEMBER + " must include at least 1 item");
        }
    }
}
