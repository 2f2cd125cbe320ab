package connectlocal.http;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What has come of a request, taken from the server's idea of it as it came: the target above all. */
final class Received {
    private final org.eclipse.jetty.server.Request in;

    Received(org.eclipse.jetty.server.Request in) {
        this.in = in;
    }

    /** What is known before query and body are. */
    Request head() {
        Map<String, String> headers = new HashMap<>();
        in.getHeaders()
                .forEach(field -> headers.merge(
                        field.getName().toLowerCase(Locale.ROOT),
                        field.getValue() == null ? "" : field.getValue(),
                        (a, b) -> a + "," + b));
        if (in.getHttpURI().getHost() != null) {
            // Of HTTP/1.0, where the target may name a host that no header does.
            headers.putIfAbsent("host", in.getHttpURI().getHost());
        }
        return new Request(in.getMethod().toUpperCase(Locale.ROOT), rawPath(), Map.of(), headers, new byte[0]);
    }

    private String rawPath() {
        String target = target();
        if (target.startsWith("/")) {
            return target.split("[?#]", 2)[0];
        }
        String path = in.getHttpURI().getPath();
        return path == null ? "/" : path;
    }

    String rawQuery() {
        String target = target();
        if (!target.startsWith("/")) {
            return in.getHttpURI().getQuery();
        }
        int start = target.indexOf('?');
        return start < 0 ? null : target.substring(start + 1).split("#", 2)[0];
    }

    /** As it came; the server's own idea of it has been made readable. */
    private String target() {
        return in.getConnectionMetaData() instanceof TargetConnection connection ? connection.target() : "";
    }
}
