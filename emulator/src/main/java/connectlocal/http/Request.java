package connectlocal.http;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One HTTP request as it came over the wire, read whole.
 *
 * <p>The path stays percent-encoded, because clients send ARNs as one segment with {@code %2F}: whoever routes splits
 * the raw path first and decodes each segment afterwards.
 *
 * @param method upper-case HTTP method
 * @param rawPath the path without the query, still percent-encoded
 * @param query decoded query parameters, each with its values in order; empty when there is none
 * @param headers header values by lower-case name
 * @param body the body's bytes, empty when there is none
 */
public record Request(
        String method, String rawPath, Map<String, List<String>> query, Map<String, String> headers, byte[] body) {

    /** The same with its query and its body. */
    Request with(Map<String, List<String>> itsQuery, byte[] itsBody) {
        return new Request(method, rawPath, itsQuery, headers, itsBody);
    }

    /** The value of a header, whatever the case of its name. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }
}
