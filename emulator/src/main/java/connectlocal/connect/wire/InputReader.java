package connectlocal.connect.wire;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import connectlocal.http.AwsError;
import connectlocal.http.Request;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads a request into an {@link Input}, or refuses it: SerializationException for what is no JSON of the right types,
 * InvalidParameterException with the violated constraints of the model.
 */
public final class InputReader {
    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]+");
    private static final ObjectMapper PARSER = new ObjectMapper(connectlocal.http.Json.wireFormat())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private final JsonTypes types;
    private final Constraints constraints;
    private final ApiModel model;

    /** A reader by this model; it may be shared by threads. */
    public InputReader(ApiModel model) {
        this.model = model;
        this.types = new JsonTypes(model);
        this.constraints = new Constraints(model);
    }

    /**
     * Reads the input of an operation from a request that has its method and path.
     *
     * @throws AwsError when the request is malformed or breaks the model's constraints
     */
    public Input read(OperationModel operation, Request request) {
        ObjectNode body = hasBody(operation) ? body(request.body()) : JsonNodeFactory.instance.objectNode();
        return checked(operation, raw(operation, request, body));
    }

    /**
     * Reads an input from JSON members alone, as a seed file gives them.
     *
     * @throws AwsError when a member has the wrong type or breaks the model's constraints
     */
    public Input read(OperationModel operation, ObjectNode members) {
        return checked(operation, members);
    }

    private Input checked(OperationModel operation, ObjectNode given) {
        Shape shape = model.shape(operation.input());
        ObjectNode typed = (ObjectNode) types.read(shape, given, "");
        List<String> violations = constraints.violations(shape, typed);
        if (!violations.isEmpty()) {
            throw invalid(String.join("; ", violations));
        }
        return new Input(typed);
    }

    private boolean hasBody(OperationModel operation) {
        return model.shape(operation.input()).members().values().stream()
                .anyMatch(m -> m.location().equals("body"));
    }

    private ObjectNode raw(OperationModel operation, Request request, ObjectNode body) {
        Map<String, String> labels = labels(operation, request);
        ObjectNode given = JsonNodeFactory.instance.objectNode();
        model.shape(operation.input()).members().forEach((name, member) -> {
            switch (member.location()) {
                case "uri" -> given.put(name, labels.get(member.wireName()));
                case "querystring" -> {
                    List<String> values = request.query().get(member.wireName());
                    if (values != null && !values.isEmpty()) {
                        given.set(name, query(model.shape(member.shape()), name, values));
                    }
                }
                default -> given.set(name, body.get(member.wireName()));
            }
        });
        return given;
    }

    private static Map<String, String> labels(OperationModel operation, Request request) {
        try {
            return operation.path().labels(request.rawPath());
        } catch (IllegalArgumentException e) {
            throw invalid("the path can not be read: " + e.getMessage());
        }
    }

    private static AwsError invalid(String what) {
        return new AwsError("InvalidParameterException", 400, what);
    }

    private static JsonNode query(Shape shape, String name, List<String> values) {
        if (shape.type().equals("list")) {
            return values.stream()
                    .collect(
                            JsonNodeFactory.instance::arrayNode,
                            (array, value) -> array.add(value),
                            (a, b) -> a.addAll(b));
        }
        String value = values.get(0);
        if (!shape.type().equals("integer")) {
            return TextNode.valueOf(value);
        }
        try {
            // Java takes a plus sign too, and the digits of every script.
            if (WHOLE_NUMBER.matcher(value).matches()) {
                return JsonNodeFactory.instance.numberNode(Integer.parseInt(value));
            }
        } catch (NumberFormatException tooLarge) {
            // As any other text that is no such number.
        }
        throw JsonTypes.refused(name + " must be a whole number");
    }

    private static ObjectNode body(byte[] body) {
        if (body.length == 0) {
            return JsonNodeFactory.instance.objectNode();
        }
        try {
            if (PARSER.readTree(body) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            // The parser's own message quotes the body, which may hold a password; the place is enough.
            JsonLocation at = e.getLocation();
            throw JsonTypes.refused("the body is not JSON"
                    + (at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr()));
        } catch (NumberFormatException e) {
            throw JsonTypes.refused("the body has a number that is too large or too small for anything");
        } catch (IOException e) {
            throw JsonTypes.refused("the body is not JSON in UTF-8");
        }
        throw JsonTypes.refused("the body must be a JSON object");
    }
}
