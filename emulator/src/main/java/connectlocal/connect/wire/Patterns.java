package connectlocal.connect.wire;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * The model's regular expressions, repaired where they are written so that they could never match: Password stands
 * between literal slashes, PhoneNumber has every backslash doubled. Both are read as they are evidently meant.
 */
final class Patterns {
    /** What a pattern asks for, in words, for the people who meet the refusal. */
    private static final Map<String, String> IN_WORDS = Map.of(
            "Password",
            "must have 8 to 64 characters, no whitespace, and at least one lower-case letter, one upper-case letter and"
                    + " one digit",
            "PhoneNumber",
            "must be a phone number in E.164 format: + and 2 to 15 digits, the first of them not 0",
            "SensitivePhoneNumber",
            "must be a phone number in E.164 format: + and 2 to 15 digits, the first of them not 0",
            "TagKey",
            "must not start with aws: and may have letters, digits, spaces and _ . : / = + - @ only");

    private Patterns() {}

    static Pattern compile(String written) {
        String meant = written;
        if (meant.length() > 1 && meant.startsWith("/") && meant.endsWith("/")) {
            meant = meant.substring(1, meant.length() - 1);
        }
        if (meant.startsWith("\\\\")) {
            meant = meant.replace("\\\\", "\\");
        }
        return Pattern.compile(meant);
    }

    static String inWords(Shape shape) {
        return IN_WORDS.getOrDefault(
                shape.name(), "must match the pattern " + shape.pattern().pattern());
    }
}
