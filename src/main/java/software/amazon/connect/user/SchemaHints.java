package software.amazon.connect.user;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.json.JSONObject;

/**
 * Says what a property takes when the framework only says which rule it broke: of a pattern or a range it tells neither
 * what was expected nor, rightly, what was given.
 */
final class SchemaHints {
    private static final Pattern POINTER = Pattern.compile("#((?:/[A-Za-z0-9]+)+): ");

    private final JSONObject schema;

    SchemaHints(JSONObject schema) {
        this.schema = schema;
    }

    /** The message, followed by the schema's description of each property that it points to. */
    String explain(String message) {
        Set<String> hints = new LinkedHashSet<>();
        Matcher pointers = POINTER.matcher(message);
        while (pointers.find()) {
            String path = pointers.group(1).substring(1);
            describe(path).ifPresent(description -> hints.add(path.replace('/', '.') + " takes: " + description));
        }
        return hints.isEmpty() ? message : message + ". " + String.join(" ", hints);
    }

    private Optional<String> describe(String path) {
        JSONObject node = schema;
        for (String step : path.split("/")) {
            boolean index = Character.isDigit(step.charAt(0));
            JSONObject members = index ? node : node.optJSONObject("properties", new JSONObject());
            node = resolved(members.optJSONObject(index ? "items" : step));
            if (node == null) {
                return Optional.empty();
            }
        }
        return Optional.ofNullable(node.optString("description", null));
    }

    private JSONObject resolved(JSONObject node) {
        String reference = node == null ? null : node.optString("$ref", null);
        return reference == null ? node : (JSONObject) schema.query(reference);
    }
}
