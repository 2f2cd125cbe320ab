package software.amazon.connect.user.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.TreeSet;

/** The type's schema, walked: what it declares is what the tests hold the code to. */
public final class Schema {
    public static final JsonNode ROOT = load();

    private Schema() {}

    private static JsonNode load() {
        try (var in = Schema.class.getResourceAsStream("/aws-connect-user.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Set<String> permissions(String handler) {
        Set<String> permissions = new TreeSet<>();
        ROOT.at("/handlers/" + handler + "/permissions").forEach(permission -> permissions.add(permission.asText()));
        return permissions;
    }

    /** A value for every property but those named, arrays with one item. */
    public static ObjectNode example(Set<String> without) {
        return object(ROOT, without);
    }

    private static ObjectNode object(JsonNode schema, Set<String> without) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        schema.get("properties").fields().forEachRemaining(property -> {
            if (!without.contains(property.getKey())) {
                object.set(property.getKey(), value(property.getKey(), property.getValue(), without));
            }
        });
        return object;
    }

    private static JsonNode value(String name, JsonNode schema, Set<String> without) {
        if (schema.has("$ref")) {
            return value(name, ROOT.at(schema.get("$ref").asText().substring(1)), without);
        }
        JsonNodeFactory json = JsonNodeFactory.instance;
        return switch (schema.get("type").asText()) {
            case "object" -> object(schema, without);
            case "array" -> {
                ArrayNode array = json.arrayNode();
                yield array.add(value(name, schema.get("items"), without));
            }
            case "boolean" -> json.booleanNode(true);
            case "integer" -> json.numberNode(7);
            case "number" -> json.numberNode(3.0);
            default ->
                json.textNode(schema.has("enum") ? schema.get("enum").get(0).asText() : text(name, schema));
        };
    }

    private static String text(String name, JsonNode schema) {
        String pattern = schema.path("pattern").asText();
        if (pattern.contains(":connect:")) {
            String type = pattern.replaceAll(".*instance/\\[[^]]*\\]\\*", "").replaceAll("\\[.*", "");
            return FakeConnect.INSTANCE + (type.startsWith("/") ? type + "id-" + name : "");
        }
        return pattern.startsWith("^\\+") ? "+12065550100" : "text-" + name;
    }
}
