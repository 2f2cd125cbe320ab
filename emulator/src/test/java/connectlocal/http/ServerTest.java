package connectlocal.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP as it comes: what is read whole, what is too much, and what is no request. */
class ServerTest extends WithEchoServer {
    @Test
    void path_withEncodedArn_arrivesRaw() throws Exception {
        var answer = server.send(server.signed("/users/arn%3Aaws%3Aconnect%2Fx/a%20b?k=1%2F2&k=3"));
        assertThat(answer.body())
                .contains("/users/arn%3Aaws%3Aconnect%2Fx/a%20b")
                .contains("[1/2, 3]");
        assertThat(answer.headers().firstValue("x-amzn-requestid")).isPresent();
        assertThat(answer.headers().firstValue("content-length")).isPresent();
    }

    @Test
    void answer_small_comesInOneSegment() throws Exception {
        try (var socket = server.connection()) {
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
        try (var socket = server.connection()) {
            socket.getOutputStream().write(head.getBytes(UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
            assertThat(answer)
                    .startsWith("HTTP/1.1 " + status)
                    .contains("x-amzn-errortype: BadRequestException", words, "32768 bytes");
        }
    }

    @Test
    void body_overLimit_isRefusedInAwsShape() throws Exception {
        try (var socket = server.connection()) {
            socket.getOutputStream()
                    .write("POST /x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 7340032\r\n\r\n".getBytes(UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 413").contains("RequestEntityTooLargeException");
        }
    }

    @Test
    void body_chunkedOverLimit_isRefusedInAwsShape() throws Exception {
        try (var socket = server.connection()) {
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
        try (var socket = server.connection()) {
            var out = socket.getOutputStream();
            out.write("POST /x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 20971520\r\n\r\n".getBytes(UTF_8));
            for (int i = 0; i < 20; i++) {
                out.write(new byte[1024 * 1024]);
            }
            String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 413").contains("RequestEntityTooLargeException");
        }
    }

    /** What they send would be kept whole before anybody looked at who they are. */
    @Test
    void body_ofAStranger_isNotWaitedFor() throws Exception {
        try (var socket = server.connection()) {
            socket.getOutputStream()
                    .write("POST /x HTTP/1.1\r\nHost: evil.example\r\nContent-Length: 6000000\r\n\r\n".getBytes(UTF_8));
            var first = new byte[4096];
            int length = socket.getInputStream().read(first);
            assertThat(new String(first, 0, length, UTF_8))
                    .startsWith("HTTP/1.1 403")
                    .contains("evil.example");
        }
    }

    @Test
    void bodies_slowAndMany_doNotKeepOthersOut() throws Exception {
        var slow = new ArrayList<Socket>();
        try {
            for (int i = 0; i < 600; i++) {
                var socket = server.connection();
                slow.add(socket);
                socket.getOutputStream()
                        .write("POST /x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{".getBytes(UTF_8));
            }
            assertThat(server.send(server.request("/_emulator/health")).statusCode())
                    .isEqualTo(200);
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
        try (var socket = server.connection()) {
            socket.getOutputStream().write(garbage.getBytes(UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
            assertThat(answer).matches("(?s)HTTP/1\\.[01] 4.. .*").doesNotContain("\tat ", "Exception:", "<html");
        }
    }

    /** The server's own refusal would be in nobody's form, before anybody knows whose request it is. */
    @ParameterizedTest
    @ValueSource(strings = {"/a%00b", "/%zz", "/%", "/%u0041", "/%ff", "/%01", "/a%00b?k=%00", "/%00%zz"})
    void path_thatNobodyCanDecode_arrivesRawAtTheService(String target) throws Exception {
        String answer = server.raw(
                "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + EchoServer.SIGNED + "\r\n");
        assertThat(answer).startsWith("HTTP/1.1 200").contains("\"path\":\"" + target.replaceAll("[?].*", "") + "\"");
    }

    @Test
    void paths_pipelinedOnOneConnection_areToldApart() throws Exception {
        String first = "GET /%zz HTTP/1.1\r\nHost: localhost\r\n" + EchoServer.SIGNED + "\r\n";
        String last = "GET /b%20c HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + EchoServer.SIGNED + "\r\n";
        assertThat(server.raw(first + first + last).split("HTTP/1.1 200"))
                .hasSize(4)
                .satisfies(answers -> {
                    assertThat(answers[1]).contains("\"path\":\"/%zz\"");
                    assertThat(answers[2]).contains("\"path\":\"/%zz\"");
                    assertThat(answers[3]).contains("\"path\":\"/b%20c\"");
                });
    }

    @Test
    void query_thatNobodyCanDecode_isRefusedInTheServicesForm() throws Exception {
        String answer = server.raw(
                "GET /a?k=%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + EchoServer.SIGNED + "\r\n");
        assertThat(answer).startsWith("HTTP/1.1 400").contains("x-amzn-errortype: EchoMalformed");
        String stranger = server.raw(
                "GET /a?k=%zz HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n" + EchoServer.SIGNED + "\r\n");
        assertThat(stranger).startsWith("HTTP/1.1 403");
    }

    @Test
    void body_overLimitOfAKnownService_isRefusedInItsForm() throws Exception {
        String answer = server.raw(
                "POST /a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 7340032\r\n" + EchoServer.SIGNED + "\r\n");
        assertThat(answer).startsWith("HTTP/1.1 413").contains("x-amzn-errortype: EchoTooLarge");
    }

    /** Found by attack: a header of 22 KB that made the search for the scope take seconds. */
    @Test
    void signature_madeToBeSearchedForLong_isReadLikeAnyOther() throws Exception {
        String bad = "AWS4-HMAC-SHA256 " + "Credential=A/20260101/".repeat(1000);
        for (int i = 0; i < 3; i++) {
            String answer = server.raw(
                    "GET /x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: " + bad + "\r\n\r\n");
            assertThat(answer).startsWith("HTTP/1.1 404");
        }
    }
}
