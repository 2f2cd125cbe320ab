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

    private final String logicalId;
    private final FirstViolations<Violation> found;

    private Violations(String logicalId, FirstViolations<Violation> found) {
        this.logicalId = logicalId;
        this.found = found;
    }

    /**
     * Adds what is unknown, missing, or of the wrong type in one resource to what was found in the template; values are
     * not quoted.
     */
    public static void collect(String logicalId, JsonNode raw, JsonNode schema, FirstViolations<Violation> found) {
        new Violations(logicalId, found).check(raw, Shape.of(schema), "");
    }

    private void check(JsonNode raw, Shape shape, String path) {
        if (found.enough() || Intrinsic.of(raw).isPresent() || raw.asText().contains("{{resolve:")) {
            return;
        }
        JsonNode value = raw.isContainerNode() ? raw : Coercion.coerced(raw, shape);
        if (!isOneOf(value, shape.types())) {
            found.add(Violation.type(logicalId, path, names(shape.types()), NAMES.get(type(value))));
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
                found.add(Violation.extraneous(logicalId, path, member.getKey()));
            }
        }
        for (String name : shape.required()) {
            if (!value.has(name)) {
                found.add(Violation.missing(logicalId, path, name));
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
