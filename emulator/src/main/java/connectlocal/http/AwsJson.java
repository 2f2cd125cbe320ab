package connectlocal.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Map;

/**
 * AWS JSON 1.0 and 1.1: the header {@code X-Amz-Target: Prefix.Operation} says the operation, bodies are JSON, and an
 * error's type travels in the body as {@code __type}.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html">AWS JSON 1.0 protocol</a>
 */
public final class AwsJson {
    private static final String TYPE_1_0 = "application/x-amz-json-1.0";

    private AwsJson() {}

    /** The operation that {@code X-Amz-Target} names, without its prefix; empty when the header is missing. */
    public static String operation(Request request) {
        String target = request.header("X-Amz-Target").orElse("");
        return target.substring(target.indexOf('.') + 1);
    }

    /** What stands before the dot of {@code X-Amz-Target}; empty when there is no such header. */
    static String prefix(Request request) {
        String target = request.header("X-Amz-Target").orElse("");
        return target.substring(0, Math.max(0, target.indexOf('.')));
    }

    /** An answer of status 200 with a JSON body. */
    public static Response answer(Object body) {
        return new Response(200, Map.of("Content-Type", TYPE_1_0), Json.bytes(body));
    }

    /** A refusal; the type is in the header too, where newer SDKs look first. */
    public static Response error(AwsError error) {
        var body = JsonNodeFactory.instance.objectNode();
        body.put("__type", error.code());
        body.put("message", error.getMessage());
        return new Response(
                error.status(), Map.of("Content-Type", TYPE_1_0, "x-amzn-errortype", error.code()), Json.bytes(body));
    }
}
