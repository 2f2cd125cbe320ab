package connectlocal.sts;

import connectlocal.http.AwsError;
import java.util.Map;

/** The constraints that STS's API model puts on parameters, refused in its words. */
final class StsInput {
    private static final int SHORTEST_SECONDS = 900;

    private StsInput() {}

    static String required(Map<String, String> parameters, String name, int min, int max) {
        String value = parameters.get(name);
        if (value == null) {
            throw violation("null", name, "Member must not be null");
        }
        if (value.length() < min) {
            throw violation("'" + value + "'", name, "Member must have length greater than or equal to " + min);
        }
        if (value.length() > max) {
            throw violation("'" + value + "'", name, "Member must have length less than or equal to " + max);
        }
        return value;
    }

    static void sessionName(String name) {
        if (!name.matches("[\\w+=,.@-]*")) {
            throw violation(
                    "'" + name + "'",
                    "RoleSessionName",
                    "Member must satisfy regular expression pattern: [\\w+=,.@-]*");
        }
    }

    static int durationSeconds(Map<String, String> parameters, int unlessGiven, int max) {
        String text = parameters.get("DurationSeconds");
        if (text == null) {
            return unlessGiven;
        }
        if (!text.matches("-?[0-9]{1,9}")) {
            throw new AwsError("MalformedInput", 400, "DurationSeconds must be a whole number");
        }
        int seconds = Integer.parseInt(text);
        if (seconds < SHORTEST_SECONDS) {
            throw violation(
                    "'" + text + "'",
                    "DurationSeconds",
                    "Member must have value greater than or equal to " + SHORTEST_SECONDS);
        }
        if (seconds > max) {
            throw violation("'" + text + "'", "DurationSeconds", "Member must have value less than or equal to " + max);
        }
        return seconds;
    }

    private static AwsError violation(String value, String name, String constraint) {
        String member = Character.toLowerCase(name.charAt(0)) + name.substring(1);
        String message = "1 validation error detected: Value %s at '%s' failed to satisfy constraint: %s"
                .formatted(value, member, constraint);
        return new AwsError("ValidationError", 400, message);
    }
}
