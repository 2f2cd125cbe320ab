package software.amazon.connect.user.entry;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.json.JSONObject;

/**
 * Says what a property takes when the framework only says which rule it broke: of a pattern or a range it tells neither
 * what was expected nor, rightly, what was given; of a property that there is not, it does not say which there are.
 */
public final class SchemaHints {
    private static final Pattern POINTER = Pattern.compile("#((?:/[A-Za-z0-9]+)+): ");
    private static final Pattern UNKNOWN =
            Pattern.compile("#((?:/[A-Za-z0-9]+)*): extraneous key \\[([^\\]]+)] is not permitted");

    /** The form of an ARN as descriptions write it, its parts in capitals. */
    private static final Pattern ARN_FORM = Pattern.compile("(?:arn:aws:|INSTANCE-ARN/)[-A-Za-z:/]*[A-Za-z]");

    private static final String INSTANCE_FORM = "arn:aws:connect:REGION:ACCOUNT:instance/ID";
    private static final String PHONE_NUMBER = "+12065550100";

    /** Of properties whose description puts the form into words. */
    private static final Map<String, String> EXAMPLES = Map.of(
            "Username", "ada.lovelace",
            "Key", "Team",
            "Mobile", PHONE_NUMBER,
            "DeskPhoneNumber", PHONE_NUMBER,
            "PhoneNumber", PHONE_NUMBER);

    private final JSONObject schema;

    public SchemaHints(JSONObject schema) {
        this.schema = schema;
    }

    /** The message, followed by what the schema says of each place that it points to. */
    public String explain(String message) {
        Set<String> hints = new LinkedHashSet<>();
        Matcher pointers = POINTER.matcher(message);
        while (pointers.find()) {
            String path = pointers.group(1);
            node(path).flatMap(node -> described(path, node)).ifPresent(hints::add);
        }
        Matcher unknown = UNKNOWN.matcher(message);
        while (unknown.find()) {
            String given = unknown.group(2);
            node(unknown.group(1)).map(node -> instead(given, node)).ifPresent(hints::add);
        }
        return hints.isEmpty() ? message : message + ". " + String.join(" ", hints);
    }

    private Optional<String> described(String path, JSONObject node) {
        String name = path.substring(1).replace('/', '.');
        return Optional.ofNullable(node.optString("description", null))
                .map(description -> name + " takes: " + description
                        + example(path, node)
                                .map(text -> " For example " + text + ".")
                                .orElse(""));
    }

    /** A value of the form that a property with a pattern must have. */
    private static Optional<String> example(String path, JSONObject node) {
        if (!node.has("pattern")) {
            return Optional.empty();
        }
        Matcher form = ARN_FORM.matcher(node.optString("description"));
        if (!form.find()) {
            return Optional.ofNullable(EXAMPLES.get(path.substring(path.lastIndexOf('/') + 1)));
        }
        return Optional.of(form.group()
                .replace("INSTANCE-ARN", INSTANCE_FORM)
                .replace("REGION", "us-east-1")
                .replace("ACCOUNT", "123456789012")
                .replaceAll("\\bID\\b", "11111111-2222-3333-4444-555555555555"));
    }

    /** Which property was meant by one that there is not: the nearest, or when none is near, what there is. */
    private static String instead(String given, JSONObject node) {
        Set<String> names = node.optJSONObject("properties", new JSONObject()).keySet();
        return names.stream()
                .min(Comparator.comparingInt((String name) -> distance(given, name))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(name -> distance(given, name) <= Math.max(2, name.length() / 3))
                .map(name -> "There is no " + given + "; did you mean " + name + "?")
                .orElseGet(() -> "There is no " + given + "; there are "
                        + String.join(", ", names.stream().sorted().toList()) + ".");
    }

    /** How many letters must be put in, taken out or changed to make one word of the other; case means nothing. */
    private static int distance(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        int[] row = IntStream.rangeClosed(0, b.length()).toArray();
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }

    private Optional<JSONObject> node(String path) {
        JSONObject node = schema;
        for (String step : path.isEmpty() ? new String[0] : path.substring(1).split("/")) {
            boolean index = Character.isDigit(step.charAt(0));
            JSONObject members = index ? node : node.optJSONObject("properties", new JSONObject());
            node = resolved(members.optJSONObject(index ? "items" : step));
            if (node == null) {
                return Optional.empty();
            }
        }
        return Optional.of(node);
    }

    private JSONObject resolved(JSONObject node) {
        String reference = node == null ? null : node.optString("$ref", null);
        return reference == null ? node : (JSONObject) schema.query(reference);
    }
}
