package connectlocal.provider;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Refuses at the start what would fail every request later: references that lead nowhere, in a circle or out of the
 * file, patterns that are none, identifiers that are no property, and times that nobody could wait for.
 */
final class SchemaCheck {
    private static final String REF = "$ref";
    private static final int MOST_MINUTES = 2160;
    /** Keywords whose schemas hold for the same value. */
    private static final List<String> SAME_VALUE = List.of("allOf", "anyOf", "oneOf", "not", "if", "then", "else");

    private final JsonNode root;

    /** References that were followed to their end: thirty that each lead to the next one twice are a billion ways. */
    private final Set<String> ended = new HashSet<>();

    private SchemaCheck(JsonNode root) {
        this.root = root;
    }

    /** @throws IllegalArgumentException what is wrong, and where */
    static void check(JsonNode definition) {
        var check = new SchemaCheck(definition);
        check.walk(definition, "#");
        definition.path("primaryIdentifier").forEach(check::requireProperty);
        definition.path("additionalIdentifiers").forEach(names -> names.forEach(check::requireProperty));
        definition.path("handlers").properties().forEach(handler -> {
            requireTime(handler.getValue().path("timeoutInMinutes"), "#/handlers/" + handler.getKey());
        });
    }

    /** The bounds of the published schema of schemas. */
    private static void requireTime(JsonNode minutes, String where) {
        boolean fits = minutes.isIntegralNumber() && minutes.canConvertToInt();
        if (!minutes.isMissingNode() && (!fits || minutes.intValue() < 2 || minutes.intValue() > MOST_MINUTES)) {
            throw new IllegalArgumentException(
                    where + "/timeoutInMinutes must be a number from 2 to " + MOST_MINUTES + ", not " + minutes);
        }
    }

    private void walk(JsonNode node, String where) {
        if (node.path(REF).isTextual() && !isOfHandler(node, where)) {
            requireEnd(node, where, new HashSet<>());
        }
        if (node.path("pattern").isTextual()) {
            requirePattern(node.path("pattern").asText(), where + "/pattern");
        }
        if (!where.endsWith("/properties")) {
            node.path("patternProperties")
                    .fieldNames()
                    .forEachRemaining(name -> requirePattern(name, where + "/patternProperties"));
        }
        node.properties().forEach(member -> walk(member.getValue(), where + "/" + member.getKey()));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            walk(node.get(i), where + "/" + i);
        }
    }

    /** The schema of a list handler refers to the type's by this name; it is not fetched either. */
    private static boolean isOfHandler(JsonNode node, String where) {
        return where.startsWith("#/handlers/") && node.path(REF).asText().startsWith("resource-schema.json#");
    }

    private JsonNode target(JsonNode node, String where) {
        String reference = node.path(REF).asText();
        if (!reference.equals("#") && !reference.startsWith("#/")) {
            throw new IllegalArgumentException(where + ": $ref \"" + reference
                    + "\" leads out of the schema; nothing is fetched, so it must begin with #/");
        }
        JsonNode target = reference.equals("#") ? root : root.at(JsonPointer.compile(reference.substring(1)));
        if (target.isMissingNode()) {
            throw new IllegalArgumentException(where + ": $ref \"" + reference + "\" leads nowhere");
        }
        return target;
    }

    /** Whoever follows references for one value must come to an end. */
    private void requireEnd(JsonNode node, String where, Set<String> seen) {
        if (node.path(REF).isTextual()) {
            String reference = node.path(REF).asText();
            if (!seen.add(reference)) {
                throw new IllegalArgumentException(where + ": $ref \"" + reference + "\" leads in a circle");
            }
            if (!ended.contains(reference)) {
                requireEnd(target(node, where), where, seen);
                ended.add(reference);
            }
            seen.remove(reference);
        }
        for (String keyword : SAME_VALUE) {
            JsonNode schemas = node.path(keyword);
            if (schemas.isMissingNode()) {
                continue;
            }
            for (JsonNode schema : schemas.isArray() ? schemas : List.of(schemas)) {
                requireEnd(schema, where, seen);
            }
        }
    }

    private static void requirePattern(String pattern, String where) {
        try {
            Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    where + ": \"" + pattern + "\" is not a regular expression: " + e.getDescription());
        }
    }

    private void requireProperty(JsonNode name) {
        JsonNode schema = root;
        for (String step : PropertyPath.of(name.asText()).name().split("/")) {
            while (schema.path(REF).isTextual()) {
                schema = target(schema, name.asText());
            }
            schema = schema.path("properties").path(step);
        }
        if (schema.isMissingNode()) {
            throw new IllegalArgumentException("the identifier " + name.asText() + " is no property of the schema");
        }
    }
}
