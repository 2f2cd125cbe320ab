package connectlocal.cloudformation.template.schema;

import com.fasterxml.jackson.databind.JsonNode;
import connectlocal.cloudformation.template.eval.Intrinsic;
import connectlocal.http.FirstViolations;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a schema has against properties as a template writes them; functions and references may become anything. */
public final class Violations {
    private static final Map<String, String> NAMES = Map.of(
            "array", "JSONArray",
            "boolean", "Boolean",
            "integer", "Integer",
            "number", "Number",
            "object", "JSONObject",
            "string", "String");

    private final FirstViolations found = new FirstViolations();

    private Violations() {}

    /**
     * Each with its place, as many as somebody may read, in the words of the library that the service uses; values are
     * not quoted.
     */
    public static List<String> of(JsonNode raw, JsonNode schema) {
        Violations violations = new Violations();
        violations.check(raw, Shape.of(schema), "#");
        return violations.found.told();
    }

    private void check(JsonNode raw, Shape shape, String path) {
        if (found.enough() || Intrinsic.of(raw).isPresent() || raw.asText().contains("{{resolve:")) {
            return;
        }
        JsonNode value = raw.isContainerNode() ? raw : Coercion.coerced(raw, shape);
        if (!isOneOf(value, shape.types())) {
            found.add(path + ": expected type: " + names(shape.types()) + ", found: " + NAMES.get(type(value)));
            return;
        }
        if (value.isObject()) {
            members(value, shape, path);
        } else if (value.isArray()) {
            Shape items = shape.items();
            for (int i = 0; i < value.size() && !found.enough(); i++) {
                check(value.get(i), items, path + "/" + i);
            }
        }
    }

    private void members(JsonNode value, Shape shape, String path) {
        boolean closed = shape.closed();
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            List<Shape> inner = shape.member(member.getKey());
            if (!inner.isEmpty()) {
                check(member.getValue(), inner.get(0), path + "/" + member.getKey());
            } else if (closed) {
                found.add(path + ": extraneous key [" + member.getKey() + "] is not permitted");
            }
        }
        for (String name : shape.required()) {
            if (!value.has(name)) {
                found.add(path + ": required key [" + name + "] not found");
            }
        }
    }

    private static boolean isOneOf(JsonNode value, Set<String> types) {
        String type = type(value);
        return types.isEmpty() || types.contains(type) || type.equals("integer") && types.contains("number");
    }

    private static String type(JsonNode value) {
        if (value.isArray()) {
            return "array";
        } else if (value.isObject()) {
            return "object";
        } else if (value.isBoolean()) {
            return "boolean";
        } else if (value.isNumber()) {
            return value.isIntegralNumber() ? "integer" : "number";
        }
        return "string";
    }

    private static String names(Set<String> types) {
        return String.join(
                " or ",
                types.stream().map(type -> NAMES.getOrDefault(type, type)).toList());
    }
}
