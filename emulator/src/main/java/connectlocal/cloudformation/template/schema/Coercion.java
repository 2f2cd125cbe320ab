package connectlocal.cloudformation.template.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Parameters are texts; the schema says which of them are meant as numbers and booleans, and the other way round. */
public final class Coercion {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Set<String> NUMBERS = Set.of("integer", "number");
    private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]{1,18}");
    private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9]{1,40}(\\.[0-9]{1,40})?([eE][-+]?[0-9]{1,2})?");

    private Coercion() {}

    /** A copy in which what can be of the type that the schema asks for is so. */
    public static JsonNode coerced(JsonNode value, Shape shape) {
        if (value instanceof ObjectNode object) {
            ObjectNode copy = NODES.objectNode();
            object.properties().forEach(member -> {
                List<Shape> inner = shape.member(member.getKey());
                copy.set(
                        member.getKey(),
                        inner.isEmpty() ? member.getValue() : coerced(member.getValue(), inner.get(0)));
            });
            return copy;
        }
        if (value instanceof ArrayNode array) {
            Shape items = shape.items();
            ArrayNode copy = NODES.arrayNode();
            array.forEach(item -> copy.add(coerced(item, items)));
            return copy;
        }
        return scalar(value, shape.types());
    }

    private static JsonNode scalar(JsonNode value, Set<String> types) {
        if (types.isEmpty() || value.isTextual() && types.contains("string")) {
            return value;
        }
        String text = value.asText();
        boolean fits = value.isBoolean() && types.contains("boolean")
                || value.isNumber() && types.contains("number")
                || value.isIntegralNumber() && types.contains("integer");
        if (fits) {
            return value;
        }
        if (types.contains("boolean") && isBoolean(text)) {
            return NODES.booleanNode(Boolean.parseBoolean(text.toLowerCase(Locale.ROOT)));
        }
        if (types.stream().anyMatch(NUMBERS::contains) && !value.isBoolean()) {
            if (INTEGER.matcher(text).matches()) {
                return NODES.numberNode(Long.parseLong(text));
            }
            if (NUMBER.matcher(text).matches()) {
                return number(new BigDecimal(text), types, value);
            }
        }
        return types.contains("string") && value.isValueNode() && !value.isNull() ? NODES.textNode(text) : value;
    }

    private static JsonNode number(BigDecimal number, Set<String> types, JsonNode otherwise) {
        boolean whole = number.stripTrailingZeros().scale() <= 0;
        if (types.contains("number")) {
            return NODES.numberNode(number);
        }
        return whole && number.precision() - number.scale() <= 18
                ? NODES.numberNode(number.longValueExact())
                : otherwise;
    }

    private static boolean isBoolean(String text) {
        return text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
    }
}
