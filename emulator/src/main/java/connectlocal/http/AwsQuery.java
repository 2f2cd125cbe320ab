package connectlocal.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * AWS's Query protocol: a form whose {@code Action} says the operation, answered in XML.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-query-protocol.html">AWS query protocol</a>
 */
public final class AwsQuery {
    private AwsQuery() {}

    /**
     * The parameters of a request, from the query string or the form body, first values only.
     *
     * @throws AwsError MalformedQueryString, 400
     */
    public static Map<String, String> parameters(Request request) {
        var parameters = new LinkedHashMap<String, String>();
        request.query().forEach((name, values) -> parameters.put(name, values.get(0)));
        boolean form = request.header("Content-Type").orElse("").startsWith("application/x-www-form-urlencoded");
        if (form) {
            Map<String, List<String>> fields = Form.parse(new String(request.body(), StandardCharsets.UTF_8));
            fields.forEach((name, values) -> parameters.put(name, values.get(0)));
        }
        return parameters;
    }

    /** The operation that a request names; empty when it is none of this protocol. */
    static Optional<String> action(Request request) {
        try {
            return Optional.ofNullable(parameters(request).get("Action"));
        } catch (AwsError malformed) {
            return Optional.empty();
        }
    }

    /**
     * A successful answer.
     *
     * @param action the operation, which names the elements
     * @param namespace the XML namespace of the service's API version
     * @param resultXml the content of the result element, escaped already
     */
    public static Response answer(String action, String namespace, String resultXml) {
        String id = UUID.randomUUID().toString();
        String xml = "<%1$sResponse xmlns=\"%2$s\"><%1$sResult>%3$s</%1$sResult>"
                + "<ResponseMetadata><RequestId>%4$s</RequestId></ResponseMetadata></%1$sResponse>";
        xml = xml.formatted(action, namespace, resultXml, id);
        return xml(200, xml, id);
    }

    /** A refusal; who is to blame follows from the status. */
    public static Response error(AwsError error, String namespace) {
        String id = UUID.randomUUID().toString();
        String xml = ("<ErrorResponse xmlns=\"%s\"><Error><Type>%s</Type>%s%s</Error>"
                        + "<RequestId>%s</RequestId></ErrorResponse>")
                .formatted(
                        namespace,
                        error.status() < 500 ? "Sender" : "Receiver",
                        element("Code", error.code()),
                        element("Message", error.getMessage()),
                        id);
        return xml(error.status(), xml, id);
    }

    /** An element with text content, escaped. */
    public static String element(String name, String text) {
        return "<" + name + ">" + escape(text) + "</" + name + ">";
    }

    private static Response xml(int status, String xml, String requestId) {
        return new Response(
                status,
                Map.of("Content-Type", "text/xml", "x-amzn-RequestId", requestId),
                xml.getBytes(StandardCharsets.UTF_8));
    }

    private static String escape(String text) {
        var out = new StringBuilder(text.length());
        for (int c : text.codePoints().toArray()) {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                default -> out.appendCodePoint(isXml(c) ? c : '?');
            }
        }
        return out.toString();
    }

    /** Characters that XML 1.0 cannot carry would make the whole answer unreadable. */
    private static boolean isXml(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= 0x20 && c < 0xD800)
                || (c > 0xDFFF && c < 0xFFFE)
                || c > 0xFFFF;
    }
}
