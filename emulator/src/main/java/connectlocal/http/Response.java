package connectlocal.http;

import java.util.Map;

/**
 * One HTTP answer, complete, so that the server can write headers and body at once.
 *
 * @param status HTTP status code
 * @param headers headers beyond Content-Length and x-amzn-RequestId, which the server adds
 * @param body the body's bytes, possibly empty
 * @param delivery how it reaches the client
 */
public record Response(int status, Map<String, String> headers, byte[] body, Delivery delivery) {

    /** An answer that is delivered as usual. */
    public Response(int status, Map<String, String> headers, byte[] body) {
        this(status, headers, body, Delivery.WHOLE);
    }

    /** The same with another delivery. */
    public Response delivered(Delivery other) {
        return new Response(status, headers, body, other);
    }
}
