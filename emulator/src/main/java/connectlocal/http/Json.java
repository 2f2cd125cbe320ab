package connectlocal.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The one JSON mapper of the edge, strict about what it reads: a client's mistake must come back as its mistake. */
public final class Json {
    private static final int DEEPEST = 200;

    /** Shared, thread-safe, never reconfigured. */
    public static final JsonMapper MAPPER = JsonMapper.builder(wireFormat())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /**
     * How clients' JSON is read. Names are not kept in a table that all requests share: names made to collide would
     * spoil it for everybody. Documents nest 200 deep at most, so that nobody runs out of stack over one.
     */
    public static JsonFactory wireFormat() {
        return JsonFactory.builder()
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .streamReadConstraints(
                        StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                .build();
    }

    /**
     * The body as a JSON object; an empty body is an empty object, as AWS takes it.
     *
     * @throws AwsError SerializationException, 400, which says where the JSON breaks, never what it holds
     */
    public static ObjectNode object(byte[] body) {
        if (body.length == 0) {
            return MAPPER.createObjectNode();
        }
        try {
            JsonNode node = MAPPER.readTree(body);
            if (node instanceof ObjectNode object) {
                return object;
            }
            throw malformed("the body must be a JSON object, but it is "
                    + node.getNodeType().name().toLowerCase());
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            throw malformed(
                    at == null
                            ? "the body is not JSON"
                            : "the body is not JSON at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr()));
        } catch (IOException e) {
            throw malformed("the body is not JSON text in UTF-8");
        }
    }

    /** A value as UTF-8 JSON. */
    public static byte[] bytes(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * About how many bytes of memory a document takes: of small values their surroundings weigh more than their text.
     */
    public static long weight(JsonNode node) {
        if (node.isValueNode()) {
            return 40 + (node.isTextual() ? node.textValue().length() : 0);
        }
        long weight = 130;
        for (var member : node.properties()) {
            weight += 50 + member.getKey().length() + weight(member.getValue());
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            weight += 10 + weight(node.get(i));
        }
        return weight;
    }

    private static AwsError malformed(String message) {
        return new AwsError("SerializationException", 400, message);
    }
}
