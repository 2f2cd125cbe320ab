package connectlocal.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A server with the echo behind its door, and clients of it. */
final class EchoServer implements AutoCloseable {
    /** A header that is signed for the echo. */
    static final String SIGNED = "Authorization: " + EchoApi.authorization("echo") + "\r\n";

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private final HttpClient http = HttpClient.newHttpClient();
    private final ByteArrayOutputStream failures = new ByteArrayOutputStream();
    private final Server server;

    /** Listens on two ports, and remembers three requests. */
    EchoServer() throws IOException {
        var log = new RequestLog(3);
        var admin = new Admin(log, () -> Map.of("status", "ok"), () -> Map.of("users", 0), EchoServer::failing);
        var door = new FrontDoor(List.of(new EchoApi()), admin, log, new PrintStream(failures, true, UTF_8));
        server = Server.start(door, ListenAddress.LOOPBACK, List.of(0, 0), Time.REAL);
    }

    /** What a reset comes to. */
    private static void failing() {
        throw new IllegalStateException("secret");
    }

    @Override
    public void close() {
        server.close();
    }

    /** Its first or second port. */
    int port(int number) {
        return server.port(number);
    }

    /** What it has said of its own failures. */
    String failures() {
        return failures.toString(UTF_8);
    }

    /** A connection to its first port, on which nobody waits for long. */
    Socket connection() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), server.port(0));
        socket.setSoTimeout((int) PATIENCE.toMillis());
        return socket;
    }

    /** All that is answered to these bytes, until the connection is closed. */
    String raw(String text) throws IOException {
        try (var socket = connection()) {
            socket.getOutputStream().write(text.getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    /** A request for a path. */
    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port(0) + path))
                .timeout(PATIENCE);
    }

    /** The same for the echo. */
    HttpRequest.Builder signed(String path) {
        return request(path).header("Authorization", EchoApi.authorization("echo"));
    }

    /** The answer to a request. */
    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
