package connectlocal.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.http.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a log says of itself: its format, whose state it is, and which seed it began with.
 *
 * @param account the account that the state belongs to
 * @param region the region that it is at home in
 * @param seed a digest of the seed's text
 */
public record About(String account, String region, String seed) {
    static final String PLACE = "about";

    private static final int FORMAT = 1;
    private static final String SEED = "seed";

    /** What makes a log say that everything behind it began with this seed. */
    public Journal.Change change() {
        ObjectNode about = Json.MAPPER.createObjectNode();
        about.put("format", FORMAT)
                .put("account", account)
                .put("region", region)
                .put(SEED, seed);
        return new Journal.Change(List.of(PLACE), about);
    }

    /**
     * Puts it where nothing is yet, or no seed as in logs of older emulators, or nothing that began with one, as after
     * a start whose seed a service refused; compares it otherwise.
     *
     * @return what is to be said of it, when the seed is another: that is no mistake, but seldom meant
     * @throws IllegalArgumentException when the log is of another format, account or region
     */
    Optional<String> check(Contents contents, Path log) {
        JsonNode about = contents.at(PLACE);
        if (about == null) {
            contents.apply(change());
            return Optional.empty();
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
        if (!about.path(SEED).isTextual() || contents.places().equals(List.of(PLACE))) {
            contents.apply(change());
            return Optional.empty();
        }
        return about.get(SEED).asText().equals(seed)
                ? Optional.empty()
                : Optional.of(log.getParent() + " was made with another seed; what it holds counts;"
                        + " POST /_emulator/reset takes the seed");
    }
}
