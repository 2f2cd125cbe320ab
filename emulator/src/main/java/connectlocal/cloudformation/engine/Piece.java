package connectlocal.cloudformation.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.state.Keep;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Part of a stack as it is written down: what everybody may read, and what is sealed, for templates, parameters and
 * properties may hold secrets.
 */
record Piece(ObjectNode open, ObjectNode secret) {
    /** Templates nest 200 deep; what stands around their parts comes on top. */
    private static final JsonMapper MAPPER = new JsonMapper();

    private static final String SEALED = "Sealed";

    static Piece empty() {
        return new Piece(object(), object());
    }

    /** Two pieces of the same digest are the same. */
    String digest() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(MAPPER.writeValueAsBytes(open));
            return HexFormat.of().formatHex(digest.digest(MAPPER.writeValueAsBytes(secret)));
        } catch (NoSuchAlgorithmException | JsonProcessingException e) {
            throw new IllegalStateException("every Java has SHA-256, and a tree is written as JSON", e);
        }
    }

    JsonNode sealed(Keep keep) {
        ObjectNode whole = open.deepCopy();
        return secret.isEmpty() ? whole : whole.put(SEALED, keep.seal(secret.toString()));
    }

    /** As it was written down: of the same digest. */
    static Piece read(JsonNode json, Keep keep) {
        try {
            ObjectNode secret = json.has(SEALED)
                    ? (ObjectNode) MAPPER.readTree(keep.unseal(json.get(SEALED).asText()))
                    : object();
            ObjectNode open = json.deepCopy();
            open.remove(SEALED);
            return new Piece(open, secret);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was sealed was JSON", e);
        }
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    static String text(JsonNode json, String name) {
        return json.path(name).asText(null);
    }

    static String text(Instant time) {
        return time == null ? null : time.toString();
    }

    static Instant time(JsonNode json, String name) {
        String text = text(json, name);
        return text == null ? null : Instant.parse(text);
    }

    static List<String> texts(JsonNode json) {
        var texts = new ArrayList<String>();
        json.forEach(one -> texts.add(one.asText()));
        return List.copyOf(texts);
    }

    static Map<String, String> map(JsonNode json) {
        var map = new LinkedHashMap<String, String>();
        json.properties()
                .forEach(entry -> map.put(entry.getKey(), entry.getValue().asText()));
        return map;
    }
}
