package connectlocal.connect.wire;

import com.fasterxml.jackson.databind.JsonNode;
import connectlocal.http.FirstViolations;
import java.math.BigDecimal;
import java.util.List;

/**
 * Finds the constraints of the model that a value violates. Texts have the form that was seen in public where one was
 * ({@code QuickConnectIds must include at most 50 items}); the values of sensitive members are never quoted.
 */
final class Constraints {
    private static final int LONGEST_QUOTE = 60;

    private final ApiModel model;

    Constraints(ApiModel model) {
        this.model = model;
    }

    /** What is wrong with a value of the right types, in the order of the model; empty when nothing is. */
    List<String> violations(Shape shape, JsonNode value) {
        FirstViolations<String> found = new FirstViolations<String>();
        check(shape, value, "", found);
        return found.told(FirstViolations.MORE);
    }

    private void check(Shape shape, JsonNode value, String path, FirstViolations<String> found) {
        if (found.enough()) {
            return;
        }
        switch (shape.type()) {
            case "structure" -> structure(shape, value, path, found);
            case "list" -> {
                bounds(shape, value.size(), path, "include", "item", found);
                for (int i = 0; i < value.size() && !found.enough(); i++) {
                    check(model.shape(shape.element()), value.get(i), path + "[" + i + "]", found);
                }
            }
            case "map" -> {
                bounds(shape, value.size(), path, "include", "item", found);
                value.properties().forEach(entry -> {
                    text(model.shape(shape.key()), entry.getKey(), path + " key", found);
                    check(
                            model.shape(shape.element()),
                            entry.getValue(),
                            path + " value of " + quote(entry.getKey()),
                            found);
                });
            }
            case "string" -> text(shape, value.textValue(), path, found);
            case "integer", "long", "float" -> number(shape, value.decimalValue(), path, found);
            default -> {}
        }
    }

    private void structure(Shape shape, JsonNode value, String path, FirstViolations<String> found) {
        String prefix = path.isEmpty() ? "" : path + ".";
        for (String member : shape.required()) {
            if (!value.has(member)) {
                found.add(prefix + member + " is required");
            }
        }
        value.properties()
                .forEach(entry -> check(
                        model.shape(shape.members().get(entry.getKey()).shape()),
                        entry.getValue(),
                        prefix + entry.getKey(),
                        found));
    }

    private static void text(Shape shape, String value, String path, FirstViolations<String> found) {
        String shown = shape.sensitive() ? path : path + " " + quote(value);
        boolean fits = bounds(shape, value.codePointCount(0, value.length()), path, "have", "character", found);
        if (!shape.values().isEmpty() && !shape.values().contains(value)) {
            found.add(shown + " must be one of " + String.join(", ", shape.values()));
        }
        // A pattern with a group that repeats takes stack for each repetition; the length bounds it.
        if (fits && shape.pattern() != null && !shape.pattern().matcher(value).matches()) {
            found.add(shown + " " + Patterns.inWords(shape));
        }
    }

    private static void number(Shape shape, BigDecimal value, String path, FirstViolations<String> found) {
        if (shape.min() != null && value.compareTo(shape.min()) < 0) {
            found.add(path + " must be at least " + shape.min().toPlainString());
        }
        if (shape.max() != null && value.compareTo(shape.max()) > 0) {
            found.add(path + " must be at most " + shape.max().toPlainString());
        }
    }

    private static boolean bounds(
            Shape shape, int size, String path, String verb, String unit, FirstViolations<String> found) {
        boolean few = shape.min() != null && size < shape.min().intValue();
        boolean many = shape.max() != null && size > shape.max().intValue();
        if (few) {
            found.add(path + " must " + verb + " at least " + count(shape.min(), unit));
        }
        if (many) {
            found.add(path + " must " + verb + " at most " + count(shape.max(), unit));
        }
        return !few && !many;
    }

    private static String count(BigDecimal number, String unit) {
        return number.toPlainString() + " " + unit + (number.intValue() == 1 ? "" : "s");
    }

    private static String quote(String value) {
        boolean whole = value.codePointCount(0, value.length()) <= LONGEST_QUOTE;
        return "'" + (whole ? value : value.substring(0, value.offsetByCodePoints(0, LONGEST_QUOTE)) + "…") + "'";
    }
}
