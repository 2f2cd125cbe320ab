package software.amazon.connect.user.entry;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * One exchange of an HTTP client with this very process, over a port of the loopback address that is open for it alone.
 * Half of what a process loads at its first request is the way of a request through the HTTP client to a socket. No
 * connection is left behind.
 */
final class FirstConnection {
    private static final int PATIENCE_MILLIS = 2000;
    private static final byte[] ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"
                    .getBytes(StandardCharsets.US_ASCII);

    private static final List<String> PROXIES = List.of("http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY");
    private static final byte[] BODY = "{}".getBytes(StandardCharsets.US_ASCII);

    private FirstConnection() {}

    /**
     * Makes it. Where a proxy stands between this process and the world it is left out: the client would ask the proxy
     * for this process.
     *
     * @return the status that came back, 0 without one
     * @throws IOException when this machine lets nobody connect to himself
     */
    static int of(SdkHttpClient client, UnaryOperator<String> environment) throws IOException {
        if (PROXIES.stream().anyMatch(name -> environment.apply(name) != null)
                || System.getProperty("http.proxyHost") != null) {
            return 0;
        }
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout(PATIENCE_MILLIS);
            Thread answering = new Thread(() -> answerOne(server), "first connection");
            answering.setDaemon(true);
            answering.start();
            URI place = URI.create(
                    "http://" + server.getInetAddress().getHostAddress() + ":" + server.getLocalPort() + "/");
            HttpExecuteResponse answer = client.prepareRequest(HttpExecuteRequest.builder()
                            .request(SdkHttpRequest.builder()
                                    .method(SdkHttpMethod.POST)
                                    .uri(place)
                                    .putHeader("Content-Length", Integer.toString(BODY.length))
                                    .build())
                            .contentStreamProvider(() -> new ByteArrayInputStream(BODY))
                            .build())
                    .call();
            try (InputStream body = answer.responseBody().orElseThrow()) {
                body.readAllBytes();
            }
            return answer.httpResponse().statusCode();
        }
    }

    /** Whatever goes wrong closes both sockets, so that the client does not wait for an answer. */
    private static void answerOne(ServerSocket server) {
        try (server;
                Socket client = server.accept()) {
            client.setSoTimeout(PATIENCE_MILLIS);
            InputStream request = client.getInputStream();
            for (int line = 0, next = request.read(); next >= 0; next = request.read()) {
                line = next == '\n' ? line + 1 : next == '\r' ? line : 0;
                if (line == 2) {
                    request.readNBytes(BODY.length);
                    break;
                }
            }
            client.getOutputStream().write(ANSWER);
        } catch (IOException e) {
            // The client hears of it.
        }
    }
}
