package connectlocal.connect.wire;

import connectlocal.http.Segment;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A request URI such as {@code /users/{InstanceId}/{UserId}}. It is matched on the raw path, segment by segment, and
 * only then are labels decoded: an ARN is one segment whose slashes travel as {@code %2F}.
 */
public final class PathTemplate {
    private final String text;
    private final String[] segments;

    PathTemplate(String text) {
        this.text = text;
        this.segments = text.split("/", -1);
    }

    /** Whether a raw path has this form. */
    public boolean matches(String rawPath) {
        return split(rawPath).isPresent();
    }

    /**
     * The decoded labels of a raw path that matches.
     *
     * @throws IllegalArgumentException what is wrong with a segment
     */
    public Map<String, String> labels(String rawPath) {
        String[] found = split(rawPath).orElseThrow();
        Map<String, String> labels = new LinkedHashMap<>();
        for (int i = 0; i < segments.length; i++) {
            if (isLabel(segments[i])) {
                labels.put(segments[i].substring(1, segments[i].length() - 1), Segment.decoded(found[i]));
            }
        }
        return labels;
    }

    private Optional<String[]> split(String rawPath) {
        String[] found = rawPath.split("/", -1);
        if (found.length != segments.length) {
            return Optional.empty();
        }
        for (int i = 0; i < segments.length; i++) {
            if (isLabel(segments[i]) ? found[i].isEmpty() : !segments[i].equals(found[i])) {
                return Optional.empty();
            }
        }
        return Optional.of(found);
    }

    private static boolean isLabel(String segment) {
        return segment.startsWith("{");
    }

    @Override
    public String toString() {
        return text;
    }
}
