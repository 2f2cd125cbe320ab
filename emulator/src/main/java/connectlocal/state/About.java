package connectlocal.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.http.Json;
import java.nio.file.Path;
import java.util.List;

/** What a log says of itself: its format, and whose state it is. */
final class About {
    static final String PLACE = "about";

    private static final int FORMAT = 1;

    private About() {}

    /**
     * Writes it where nothing is written yet, and compares it otherwise.
     *
     * @throws IllegalArgumentException when the log is of another format, account or region
     */
    static void check(Contents contents, Path log, String account, String region) {
        JsonNode about = contents.at(PLACE);
        if (about == null) {
            ObjectNode fresh = Json.MAPPER.createObjectNode();
            fresh.put("format", FORMAT).put("account", account).put("region", region);
            contents.apply(new Journal.Change(List.of(PLACE), fresh));
            return;
        }
        if (about.path("format").asInt() != FORMAT) {
            throw new IllegalArgumentException(log + " has the format " + about.path("format")
                    + ", and this emulator reads " + FORMAT + "; give another --state DIR");
        }
        String there =
                about.path("account").asText() + " in " + about.path("region").asText();
        if (!there.equals(account + " in " + region)) {
            throw new IllegalArgumentException(log.getParent() + " holds the state of account " + there
                    + ", and the seed is of account " + account + " in " + region
                    + "; give the seed that it was made with, or another --state DIR");
        }
    }
}
