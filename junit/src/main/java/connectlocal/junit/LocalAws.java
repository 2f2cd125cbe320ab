package connectlocal.junit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;

/** A running local AWS: where it is, clients for it, what it was asked. */
public final class LocalAws {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final URI endpoint;
    private final String region;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .proxy(HttpClient.Builder.NO_PROXY)
            .build();
    private final Clients clients;

    LocalAws(URI endpoint) {
        this.endpoint = endpoint;
        this.region = get("/_emulator/health").get("region").asText();
        this.clients = new Clients(endpoint, region);
    }

    /** One call of an API that the local AWS has recorded. */
    public record Call(String service, String operation, int status, String errorType, JsonNode parameters) {
        @Override
        public String toString() {
            String error = errorType == null ? "" : " " + errorType;
            return "%s %s -> %d%s %s".formatted(service, operation, status, error, parameters);
        }
    }

    /** What clients call their endpoint override, {@code http://127.0.0.1:PORT}. */
    public URI endpoint() {
        return endpoint;
    }

    /** The region of the seed. */
    public String region() {
        return region;
    }

    /**
     * A client of the AWS SDK for Java 2 that goes here; the same one each time, closed with this AWS.
     *
     * @param type the client's interface, e.g. {@code ConnectClient.class}
     * @throws IllegalArgumentException when this is no such interface
     */
    public <T> T client(Class<T> type) {
        return clients.of(type);
    }

    /**
     * The calls since the test began, oldest first. Values that may be secret are shown as {@code <redacted>}.
     *
     * @throws IllegalStateException when there were more than are kept, 10,000
     */
    public List<Call> calls() {
        return all("");
    }

    /**
     * Those of one operation, e.g. {@code CreateUser}.
     *
     * @throws IllegalStateException when there were more calls, of whatever operation, than are kept, 10,000
     */
    public List<Call> callsOf(String operation) {
        return all("?operation=" + URLEncoder.encode(operation, StandardCharsets.UTF_8));
    }

    /** Puts everything back to the seed, and forgets the calls. */
    public void reset() {
        send("POST", "/_emulator/reset", "");
    }

    /** Forgets the calls, and keeps everything else as it is. */
    public void forgetCalls() {
        send("DELETE", "/_emulator/requests", "");
    }

    /**
     * Makes something go wrong from now on, until the next reset.
     *
     * @param fault a fault as the emulator's README has it, a JSON object, e.g.
     *     {@code {"service":"connect","operation":"CreateUser","kind":"throttle","times":"1"}}
     */
    public void fault(String fault) {
        send("POST", "/_emulator/faults", fault);
    }

    void close() {
        clients.close();
    }

    private List<Call> all(String query) {
        List<Call> found = kept(query);
        // Afterwards, so that none goes between the two.
        long dropped = get("/_emulator/requests/count").path("dropped").asLong();
        if (dropped > 0) {
            throw new IllegalStateException(
                    ("the local AWS keeps the last 10,000 calls, and %d of this test went before"
                                    + " them; call forgetCalls() or reset() in between")
                            .formatted(dropped));
        }
        return found;
    }

    /** The last calls since the test began, all of them or not. */
    List<Call> lastCalls() {
        return kept("");
    }

    private List<Call> kept(String query) {
        return StreamSupport.stream(get("/_emulator/requests" + query).spliterator(), false)
                .map(LocalAws::call)
                .toList();
    }

    private static Call call(JsonNode logged) {
        JsonNode error = logged.get("errorType");
        return new Call(
                logged.path("service").asText(),
                logged.path("operation").asText(),
                logged.path("status").asInt(),
                error == null || error.isNull() ? null : error.asText(),
                logged.path("parameters"));
    }

    private JsonNode get(String path) {
        return send("GET", path, "");
    }

    private JsonNode send(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(endpoint.resolve(path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        try {
            var answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new IllegalArgumentException(
                        "%s %s: %d %s".formatted(method, path, answer.statusCode(), answer.body()));
            }
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException("the local AWS at " + endpoint + " does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the local AWS was asked for " + path, e);
        }
    }
}
