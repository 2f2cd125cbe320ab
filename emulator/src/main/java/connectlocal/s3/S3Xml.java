package connectlocal.s3;

import static connectlocal.http.AwsQuery.element;

import connectlocal.http.AwsError;
import connectlocal.http.Response;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** S3's answers: XML documents with its namespace, and errors that are no part of it. */
final class S3Xml {
    private static final String NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private S3Xml() {}

    static Response document(String root, String content) {
        String xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<%1$s xmlns=\"%2$s\">%3$s</%1$s>"
                .formatted(root, NAMESPACE, content);
        return answer(200, Map.of("Content-Type", "application/xml"), xml.getBytes(StandardCharsets.UTF_8));
    }

    static Response error(AwsError error) {
        String id = requestId();
        String xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error>"
                + element("Code", error.code())
                + element("Message", error.getMessage())
                + element("RequestId", id)
                + "</Error>";
        return new Response(
                error.status(),
                Map.of("Content-Type", "application/xml", "x-amz-request-id", id, "x-amzn-errortype", error.code()),
                xml.getBytes(StandardCharsets.UTF_8));
    }

    static Response empty(int status, Map<String, String> headers) {
        return answer(status, headers, new byte[0]);
    }

    static Response answer(int status, Map<String, String> headers, byte[] body) {
        var all = new HashMap<>(headers);
        all.put("x-amz-request-id", requestId());
        return new Response(status, all, body);
    }

    static String time(Instant time) {
        return TIME.format(time);
    }

    private static String requestId() {
        return UUID.randomUUID().toString().replace("-", "").substring(0, 16).toUpperCase(java.util.Locale.ROOT);
    }
}
