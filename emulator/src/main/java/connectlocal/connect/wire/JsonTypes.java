package connectlocal.connect.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import connectlocal.http.AwsError;
import java.math.BigDecimal;

/**
 * Checks JSON against the types of the model. Nulls count as absent and members that the model does not know are
 * dropped, as AWS services do. Refusals name the member and never its value.
 */
final class JsonTypes {
    private final ApiModel model;

    JsonTypes(ApiModel model) {
        this.model = model;
    }

    static AwsError refused(String what) {
        return new AwsError("SerializationException", 400, what);
    }

    JsonNode read(Shape shape, JsonNode json, String path) {
        return switch (shape.type()) {
            case "structure" -> structure(shape, json, path);
            case "map" -> map(shape, json, path);
            case "list" -> list(shape, json, path);
            case "boolean" -> expect(json.isBoolean(), json, path, "Boolean");
            case "integer" -> whole(json, path, json.canConvertToInt(), "Integer");
            case "long" -> whole(json, path, json.canConvertToLong(), "Long");
            case "float" -> {
                expect(json.isNumber() && Double.isFinite(json.doubleValue()), json, path, "Float");
                yield JsonNodeFactory.instance.numberNode(json.doubleValue());
            }
            default -> text(json, path);
        };
    }

    /** JSON can escape half a character, which is no text: nobody could store it or show it again. */
    private static JsonNode text(JsonNode json, String path) {
        expect(json.isTextual(), json, path, "String");
        if (json.textValue().codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            throw refused(path + " holds half of a surrogate pair, which is not Unicode text");
        }
        return json;
    }

    private JsonNode structure(Shape shape, JsonNode json, String path) {
        expect(json.isObject(), json, path, "structure");
        ObjectNode read = JsonNodeFactory.instance.objectNode();
        shape.members().forEach((name, member) -> {
            JsonNode value = json.get(name);
            if (value != null && !value.isNull()) {
                read.set(name, read(model.shape(member.shape()), value, path.isEmpty() ? name : path + "." + name));
            }
        });
        return read;
    }

    private JsonNode map(Shape shape, JsonNode json, String path) {
        expect(json.isObject(), json, path, "map");
        ObjectNode read = JsonNodeFactory.instance.objectNode();
        json.properties()
                .forEach(entry -> read.set(
                        text(TextNode.valueOf(entry.getKey()), path + " key").textValue(),
                        read(model.shape(shape.element()), entry.getValue(), path + "." + entry.getKey())));
        return read;
    }

    private JsonNode list(Shape shape, JsonNode json, String path) {
        expect(json.isArray(), json, path, "list");
        ArrayNode read = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < json.size(); i++) {
            read.add(read(model.shape(shape.element()), json.get(i), path + "[" + i + "]"));
        }
        return read;
    }

    private static JsonNode whole(JsonNode json, String path, boolean fits, String type) {
        expect(json.isNumber() && fits && isWhole(json.decimalValue()), json, path, type);
        return JsonNodeFactory.instance.numberNode(json.longValue());
    }

    /** Asked of the number as it was written: 1e-999999999 is not 0. */
    private static boolean isWhole(BigDecimal number) {
        return number.signum() == 0 || number.stripTrailingZeros().scale() <= 0;
    }

    private static JsonNode expect(boolean holds, JsonNode json, String path, String type) {
        if (!holds) {
            throw refused(path + ": a value of JSON type " + json.getNodeType() + " can not be converted to " + type);
        }
        return json;
    }
}
