package connectlocal.http;

import java.util.Map;

/**
 * One HTTP answer, complete, so that the server can write headers and body at once.
 *
 * @param status HTTP status code
 * @param headers headers beyond Content-Length and x-amzn-RequestId, which the server adds
 * @param body the body's bytes, possibly empty
 */
public record Response(int status, Map<String, String> headers, byte[] body) {}
