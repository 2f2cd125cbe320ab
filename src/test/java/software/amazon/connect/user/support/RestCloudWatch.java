package software.amazon.connect.user.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

/** CloudWatch and CloudWatch Logs, as far as a provider's log and metrics need them: what is sent is kept. */
public final class RestCloudWatch implements AutoCloseable {
    /** The operations in the order of the calls. */
    public final List<String> calls = new CopyOnWriteArrayList<>();

    /** The lines of all log events. */
    public final List<String> lines = new CopyOnWriteArrayList<>();

    /** The names of all metrics. */
    public final List<String> metrics = new CopyOnWriteArrayList<>();

    /** The access keys that calls were signed with. */
    public final List<String> keys = new CopyOnWriteArrayList<>();

    /** Operations that are refused. */
    public final List<String> refused = Collections.synchronizedList(new ArrayList<>());

    private final Set<String> groups = new ConcurrentSkipListSet<>();

    private final HttpServer server;

    public RestCloudWatch() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /** What a process must have to find both. */
    public Map<String, String> variables() {
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        return Map.of("AWS_ENDPOINT_URL_CLOUDWATCH_LOGS", url, "AWS_ENDPOINT_URL_CLOUDWATCH", url);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        // The SDK compresses what is long.
        boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        InputStream sent = exchange.getRequestBody();
        String body = new String((zipped ? new GZIPInputStream(sent) : sent).readAllBytes(), StandardCharsets.UTF_8);
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        String operation = target == null ? "PutMetricData" : target.replaceFirst(".*\\.", "");
        calls.add(operation);
        keys.add(exchange.getRequestHeaders().getFirst("Authorization").replaceFirst(".*Credential=([^/]*)/.*", "$1"));
        if (refused.contains(operation)) {
            send(exchange, 400, "{\"__type\": \"AccessDeniedException\", \"message\": \"not yours\"}");
        } else if (target == null) {
            for (String pair : body.split("&")) {
                String[] member =
                        URLDecoder.decode(pair, StandardCharsets.UTF_8).split("=", 2);
                if (member[0].endsWith(".MetricName")) {
                    metrics.add(member[1]);
                }
            }
            send(exchange, 200, "<PutMetricDataResponse xmlns=\"http://monitoring.amazonaws.com/doc/2010-08-01/\"/>");
        } else {
            JsonNode request = Event.JSON.readTree(body);
            String group = request.path("logGroupName").asText();
            if (operation.equals("CreateLogGroup")) {
                groups.add(group);
            }
            if (!groups.contains(group)) {
                send(exchange, 400, "{\"__type\": \"ResourceNotFoundException\", \"message\": \"no such group\"}");
                return;
            }
            request.path("logEvents")
                    .forEach(event -> lines.add(event.get("message").asText().strip()));
            send(exchange, 200, "{}");
        }
    }

    private static void send(HttpExchange exchange, int status, String answer) throws IOException {
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
