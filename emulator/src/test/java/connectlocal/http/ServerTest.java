package connectlocal.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String SIGNED = "Authorization: " + EchoApi.authorization("echo") + "\r\n";
    private final RequestLog log = new RequestLog(3);
    private final HttpClient http = HttpClient.newHttpClient();
    private final ByteArrayOutputStream failures = new ByteArrayOutputStream();
    private Server server;

    @BeforeEach
    void start() throws IOException {
        var admin = new Admin(log, () -> Map.of("status", "ok"), () -> Map.of("users", 0), ServerTest::failing);
        var door = new FrontDoor(List.of(new EchoApi()), admin, log, new PrintStream(failures, true, UTF_8));
        server = Server.start(door, ListenAddress.LOOPBACK, List.of(0, 0), Time.REAL);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** A server on all addresses would answer on this one, which every Linux machine has. */
    @Test
    void start_anyPort_listensOnOneLoopbackAddressOnly() {
        var other = new InetSocketAddress("127.0.0.2", server.port(0));
        assertThatThrownBy(() -> {
                    try (var socket = new Socket()) {
                        socket.connect(other, 2_000);
                    }
                })
                .isInstanceOf(IOException.class);
    }

    @Test
    void path_withEncodedArn_arrivesRaw() throws Exception {
        var answer = send(signed("/users/arn%3Aaws%3Aconnect%2Fx/a%20b?k=1%2F2&k=3"));
        assertThat(answer.body())
                .contains("/users/arn%3Aaws%3Aconnect%2Fx/a%20b")
                .contains("[1/2, 3]");
        assertThat(answer.headers().firstValue("x-amzn-requestid")).isPresent();
        assertThat(answer.headers().firstValue("content-length")).isPresent();
    }

    @Test
    void ports_two_answerTheSame() throws Exception {
        for (int n : new int[] {0, 1}) {
            var uri = URI.create("http://127.0.0.1:" + server.port(n) + "/_emulator/health");
            var answer = http.send(
                    HttpRequest.newBuilder(uri).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void answer_small_comesInOneSegment() throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port(0))) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write("GET /_emulator/health HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(UTF_8));
            var first = new byte[4096];
            int length = socket.getInputStream().read(first);
            assertThat(new String(first, 0, length, UTF_8))
                    .contains("\r\n\r\n{")
                    .endsWith("}");
        }
    }

    @ParameterizedTest
    @CsvSource({"414, the address of the request", "431, the headers of the request"})
    void head_overLimit_isRefusedInAwsShape_andSaysWhatToDo(int status, String words) throws Exception {
        String tooLong = "x".repeat(33_000);
        String head = status == 414
                ? "GET /" + tooLong + " HTTP/1.1\r\nHost: localhost\r\n\r\n"
                : "GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: " + tooLong + "\r\n\r\n";
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port(0))) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(head.getBytes(UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
            assertThat(answer)
                    .startsWith("HTTP/1.1 " + status)
                    .contains("x-amzn-errortype: BadRequestException", words, "32768 bytes");
        }
    }

    @Test
    void body_overLimit_isRefusedInAwsShape() throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port(0))) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write("POST /x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 7340032\r\n\r\n".getBytes(UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 413").contains("RequestEntityTooLargeException");
        }
    }

    @Test
    void body_chunkedOverLimit_isRefusedInAwsShape() throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port(0))) {
            socket.setSoTimeout(10_000);
            var out = socket.getOutputStream();
            out.write("POST /x HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(UTF_8));
            out.write(("600001\r\n").getBytes(UTF_8));
            out.write(new byte[0x600001]);
            out.flush();
            var buffer = new byte[4096];
            int length = socket.getInputStream().read(buffer);
            assertThat(new String(buffer, 0, length, UTF_8)).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void body_overLimitSentBeforeReading_theAnswerStillArrives() throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port(0))) {
            socket.setSoTimeout(10_000);
            var out = socket.getOutputStream();
            out.write("POST /x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 20971520\r\n\r\n".getBytes(UTF_8));
            for (int i = 0; i < 20; i++) {
                out.write(new byte[1024 * 1024]);
            }
            String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 413").contains("RequestEntityTooLargeException");
        }
    }

    @Test
    void bodies_slowAndMany_doNotKeepOthersOut() throws Exception {
        var slow = new ArrayList<Socket>();
        try {
            for (int i = 0; i < 600; i++) {
                var socket = new Socket(InetAddress.getLoopbackAddress(), server.port(0));
                slow.add(socket);
                socket.getOutputStream()
                        .write("POST /x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{".getBytes(UTF_8));
            }
            assertThat(send(request("/_emulator/health")).statusCode()).isEqualTo(200);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\0\1\2\3\r\n\r\n",
                "GET\r\n\r\n",
                "GET / HTTP/9.9\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET /%00 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET /\1 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET /a b HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET http://localhost/%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
                "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip\r\n\r\n",
                "CONNECT localhost:1 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "OPTIONS * HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a:b:c\r\nConnection: close\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\n folded: x\r\nConnection: close\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                        + "Authorization: AWS4-HMAC-SHA256 Credential=////,,\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Amz-Target: .\r\n\r\n",
                "GET /?a=%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "BREW /pot HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "TRACE /pot HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
                "POST / HTTP/1.1\r\n"
                        + "Host: localhost\r\n"
                        + "Transfer-Encoding: chunked\r\n"
                        + "Connection: close\r\n\r\n"
                        + "zz\r\n\r\n"
            })
    void garbage_anyKind_isA4xxWithoutStackTrace(String garbage) throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port(0))) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(garbage.getBytes(UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
            assertThat(answer).matches("(?s)HTTP/1\\.[01] 4.. .*").doesNotContain("\tat ", "Exception:", "<html");
        }
    }

    /** The server's own refusal would be in nobody's form, before anybody knows whose request it is. */
    @ParameterizedTest
    @ValueSource(strings = {"/a%00b", "/%zz", "/%", "/%u0041", "/%ff", "/%01", "/a%00b?k=%00", "/%00%zz"})
    void path_thatNobodyCanDecode_arrivesRawAtTheService(String target) throws Exception {
        String answer =
                raw("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + SIGNED + "\r\n");
        assertThat(answer).startsWith("HTTP/1.1 200").contains("\"path\":\"" + target.replaceAll("[?].*", "") + "\"");
    }

    @Test
    void paths_pipelinedOnOneConnection_areToldApart() throws Exception {
        String first = "GET /%zz HTTP/1.1\r\nHost: localhost\r\n" + SIGNED + "\r\n";
        String last = "GET /b%20c HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + SIGNED + "\r\n";
        assertThat(raw(first + first + last).split("HTTP/1.1 200")).hasSize(4).satisfies(answers -> {
            assertThat(answers[1]).contains("\"path\":\"/%zz\"");
            assertThat(answers[2]).contains("\"path\":\"/%zz\"");
            assertThat(answers[3]).contains("\"path\":\"/b%20c\"");
        });
    }

    @Test
    void query_thatNobodyCanDecode_isRefusedInTheServicesForm() throws Exception {
        String answer = raw("GET /a?k=%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + SIGNED + "\r\n");
        assertThat(answer).startsWith("HTTP/1.1 400").contains("x-amzn-errortype: EchoMalformed");
        String stranger = raw("GET /a?k=%zz HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n" + SIGNED + "\r\n");
        assertThat(stranger).startsWith("HTTP/1.1 403");
    }

    @Test
    void body_overLimitOfAKnownService_isRefusedInItsForm() throws Exception {
        String answer = raw("POST /a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 7340032\r\n" + SIGNED + "\r\n");
        assertThat(answer).startsWith("HTTP/1.1 413").contains("x-amzn-errortype: EchoTooLarge");
    }

    /** Found by attack: a header of 22 KB that made the search for the scope take seconds. */
    @Test
    void signature_madeToBeSearchedForLong_isReadLikeAnyOther() throws Exception {
        String bad = "AWS4-HMAC-SHA256 " + "Credential=A/20260101/".repeat(1000);
        for (int i = 0; i < 3; i++) {
            String answer = raw(
                    "GET /x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: " + bad + "\r\n\r\n");
            assertThat(answer).startsWith("HTTP/1.1 404");
        }
    }

    /** HTTP/1.0 asks for no Host header, and the target may name a host too. */
    @Test
    void host_inTheTargetAlone_passesTheGateToo() throws Exception {
        assertThat(raw("GET http://evil.example/_emulator/health HTTP/1.0\r\n\r\n"))
                .startsWith("HTTP/1.1 403");
        assertThat(raw("GET http://localhost/_emulator/health HTTP/1.0\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
        assertThat(raw("GET /_emulator/health HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 200");
    }

    @Test
    void unknownService_anyProtocol_isNamedInItsShape() throws Exception {
        var rest = send(request("/x").header("Authorization", EchoApi.authorization("s3")));
        assertThat(rest.statusCode()).isEqualTo(404);
        assertThat(rest.body()).contains("s3", "Services here: echo");
        var json = send(request("/").header("X-Amz-Target", "Foo.Bar").POST(HttpRequest.BodyPublishers.ofString("{}")));
        assertThat(json.body()).contains("__type", "UnknownOperationException");
        var query = send(request("/?Action=Nothing"));
        assertThat(query.statusCode()).isEqualTo(400);
        assertThat(query.body()).startsWith("<ErrorResponse").contains("<Code>InvalidAction</Code>");
    }

    @Test
    void dispatch_targetBeforeScopeBeforeAction_picksTheService() throws Exception {
        var byTarget = request("/?Action=Nothing&Version=1")
                .header("X-Amz-Target", "Echo.Do")
                .header("Authorization", EchoApi.authorization("s3"));
        assertThat(send(byTarget).statusCode()).isEqualTo(200);
        var presigned = request("/x?X-Amz-Credential=AK%2F20260101%2Fus-east-1%2Fecho%2Faws4_request");
        assertThat(send(presigned).statusCode()).isEqualTo(200);
    }

    @Test
    void operation_thatFails_isInternalFailureWithoutDetails() throws Exception {
        var answer = send(signed("/fail"));
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.headers().firstValue("x-amzn-errortype")).hasValue("InternalFailure");
        assertThat(answer.body()).doesNotContain("secret");
        assertThat(failures.toString(UTF_8))
                .contains("InternalFailure in Fail", "IllegalStateException", "EchoApi")
                .doesNotContain("secret");
    }

    @Test
    void adminRoute_thatFails_isInternalFailure_andStandardErrorSaysWhere() throws Exception {
        var answer = send(request("/_emulator/reset").POST(HttpRequest.BodyPublishers.noBody()));
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("its standard error says where").doesNotContain("secret");
        assertThat(failures.toString(UTF_8))
                .contains(
                        "InternalFailure in POST /_emulator/reset: java.lang.IllegalStateException",
                        "ServerTest.failing")
                .doesNotContain("secret");
    }

    private static void failing() {
        throw new IllegalStateException("secret");
    }

    @Test
    void requestLog_filteredAndCleared_showsWhatWasAsked() throws Exception {
        for (String path : List.of("/one", "/two", "/fail", "/three")) {
            send(signed(path));
        }
        String all = send(request("/_emulator/requests")).body();
        assertThat(all).startsWith("[{\"service\":\"echo\",\"operation\":\"Two\",\"status\":200,\"errorType\":null");
        assertThat(Json.MAPPER.readTree(all)).hasSize(3);
        assertThat(Json.MAPPER.readTree(
                        send(request("/_emulator/requests?operation=Three")).body()))
                .hasSize(1);
        assertThat(Json.MAPPER.readTree(send(request("/_emulator/requests?since=2999-01-01T00:00:00Z"))
                        .body()))
                .isEmpty();
        assertThat(send(request("/_emulator/requests?since=today")).statusCode())
                .isEqualTo(400);
        send(request("/_emulator/requests").DELETE());
        assertThat(send(request("/_emulator/requests?service=echo")).body()).isEqualTo("[]");
    }

    @Test
    void adminRoute_unknown_listsTheRoutes() throws Exception {
        var answer = send(request("/_emulator/nothing"));
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("GET /_emulator/state", "POST /_emulator/reset");
    }

    @ParameterizedTest
    @ValueSource(strings = {"health", "requests", "state"})
    void adminRoute_head_answersAsGetWithoutBody(String route) throws Exception {
        var head = send(request("/_emulator/" + route).method("HEAD", HttpRequest.BodyPublishers.noBody()));
        var get = send(request("/_emulator/" + route));
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValue("content-length"))
                .isEqualTo(get.headers().firstValue("content-length"));
    }

    @Test
    void adminRoute_headOfOneThatIsPosted_unknown() throws Exception {
        var head = send(request("/_emulator/reset").method("HEAD", HttpRequest.BodyPublishers.noBody()));
        assertThat(head.statusCode()).isEqualTo(404);
    }

    @Test
    void start_portTaken_saysSo() {
        assertThatThrownBy(() -> start(ListenAddress.LOOPBACK, server.port(0))).isInstanceOf(Server.PortInUse.class);
    }

    @Test
    void start_otherAddress_isListenedOnAndNoOther() throws Exception {
        try (var there = start(ListenAddress.of("127.0.0.2"), server.port(0))) {
            assertThat(there.port(0)).isEqualTo(server.port(0));
            for (String host : List.of("127.0.0.1", "127.0.0.2")) {
                try (var socket = new Socket(host, server.port(0))) {
                    assertThat(socket.isConnected()).isTrue();
                }
            }
        }
        assertThatThrownBy(() -> new Socket("127.0.0.2", server.port(0)).close())
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void start_addressOfAnotherMachine_saysSo() {
        assertThatThrownBy(() -> start(ListenAddress.of("192.0.2.1"), 0))
                .hasMessage("192.0.2.1 is no address of this machine");
    }

    private Server start(ListenAddress address, int port) throws IOException {
        var door = new FrontDoor(List.of(), new Admin(log, Map::of, Map::of, () -> {}), log);
        return Server.start(door, address, List.of(port), Time.REAL);
    }

    private String raw(String text) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port(0))) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(text.getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port(0) + path))
                .timeout(PATIENCE);
    }

    private HttpRequest.Builder signed(String path) {
        return request(path).header("Authorization", EchoApi.authorization("echo"));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
