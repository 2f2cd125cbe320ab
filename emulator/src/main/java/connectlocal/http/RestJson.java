package connectlocal.http;

import java.util.Map;

/**
 * AWS's REST-JSON protocol: method and path say the operation, the body is JSON, and an error's type travels in the
 * header {@code x-amzn-errortype}.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html">AWS restJson1 protocol</a>
 */
public final class RestJson {
    private static final String TYPE = "application/json";

    private RestJson() {}

    /** An answer with a JSON body. */
    public static Response answer(int status, Object body) {
        return new Response(status, Map.of("Content-Type", TYPE), Json.bytes(body));
    }

    /** A refusal: type in the header, text in the body. */
    public static Response error(AwsError error) {
        return new Response(
                error.status(),
                Map.of("Content-Type", TYPE, "x-amzn-errortype", error.code()),
                Json.bytes(Map.of("message", error.getMessage())));
    }
}
