package connectlocal.cloudformation.template.eval;

import connectlocal.cloudformation.template.model.TemplateError;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The text of {@code Fn::Sub}, cut into what is literal and what is a variable. */
public final class SubText {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.:]+");

    private SubText() {}

    /** A stretch of literal text, or a variable's name. */
    public record Part(String text, boolean variable) {}

    /** In one pass from left to right; {@code ${!X}} is the literal {@code ${X}}. */
    public static List<Part> parts(String text) {
        List<Part> parts = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int start = text.indexOf("${", from);
            int end = start < 0 ? -1 : text.indexOf('}', start);
            if (end < 0) {
                break;
            }
            parts.add(new Part(text.substring(from, start), false));
            String name = text.substring(start + 2, end);
            if (name.startsWith("!")) {
                parts.add(new Part("${" + name.substring(1) + "}", false));
            } else if (NAME.matcher(name.strip()).matches()) {
                parts.add(new Part(name.strip(), true));
            } else {
                throw new TemplateError(
                        "Template error: variable names in Fn::Sub syntax must contain only alphanumeric"
                                + " characters, underscores, periods, and colons");
            }
            from = end + 1;
        }
        parts.add(new Part(text.substring(from), false));
        return parts;
    }
}
