package connectlocal.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which service answers a request, what is logged of it, and the routes that are no service's. */
class FrontDoorTest extends WithEchoServer {
    /** HTTP/1.0 asks for no Host header, and the target may name a host too. */
    @Test
    void host_inTheTargetAlone_passesTheGateToo() throws Exception {
        assertThat(server.raw("GET http://evil.example/_emulator/health HTTP/1.0\r\n\r\n"))
                .startsWith("HTTP/1.1 403");
        assertThat(server.raw("GET http://localhost/_emulator/health HTTP/1.0\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
        assertThat(server.raw("GET /_emulator/health HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 200");
    }

    /** A name of the page's own that points here makes a service of any page's own site. */
    @Test
    void service_underAForeignName_isNotAsked() throws Exception {
        String head = " HTTP/1.1\r\nConnection: close\r\n" + EchoServer.SIGNED;
        assertThat(server.raw("GET /mine" + head + "Host: localhost\r\n\r\n")).startsWith("HTTP/1.1 200");
        assertThat(server.raw("GET /foreign" + head + "Host: evil.example\r\n\r\n"))
                .startsWith("HTTP/1.1 403")
                .contains("--allow-host");
        String asked = server.send(server.request("/_emulator/requests")).body();
        assertThat(asked).contains("\"operation\":\"Mine\"").doesNotContain("Foreign");
    }

    @Test
    void unknownService_anyProtocol_isNamedInItsShape() throws Exception {
        var rest = server.send(server.request("/x").header("Authorization", EchoApi.authorization("s3")));
        assertThat(rest.statusCode()).isEqualTo(404);
        assertThat(rest.body()).contains("s3", "Services here: echo");
        var json = server.send(
                server.request("/").header("X-Amz-Target", "Foo.Bar").POST(HttpRequest.BodyPublishers.ofString("{}")));
        assertThat(json.body()).contains("__type", "UnknownOperationException");
        var query = server.send(server.request("/?Action=ListNothing"));
        assertThat(query.statusCode()).isEqualTo(400);
        assertThat(query.body()).startsWith("<ErrorResponse").contains("<Code>InvalidAction</Code>");
    }

    @Test
    void dispatch_targetBeforeScopeBeforeAction_picksTheService() throws Exception {
        var byTarget = server.request("/?Action=Nothing&Version=1")
                .header("X-Amz-Target", "Echo.Do")
                .header("Authorization", EchoApi.authorization("s3"));
        assertThat(server.send(byTarget).statusCode()).isEqualTo(200);
        var presigned = server.request("/x?X-Amz-Credential=AK%2F20260101%2Fus-east-1%2Fecho%2Faws4_request");
        assertThat(server.send(presigned).statusCode()).isEqualTo(200);
    }

    @Test
    void adminRoute_thatFails_isInternalFailure_andStandardErrorSaysWhere() throws Exception {
        var answer = server.send(server.request("/_emulator/reset").POST(HttpRequest.BodyPublishers.noBody()));
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("its standard error says where").doesNotContain("secret");
        assertThat(server.failures())
                .contains(
                        "InternalFailure in POST /_emulator/reset: java.lang.IllegalStateException",
                        "EchoServer.failing")
                .doesNotContain("secret");
    }

    @Test
    void operation_thatFails_isInternalFailureWithoutDetails() throws Exception {
        var answer = server.send(server.signed("/fail"));
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.headers().firstValue("x-amzn-errortype")).hasValue("InternalFailure");
        assertThat(answer.body())
                .contains("The emulator failed; its standard error says where.")
                .doesNotContain("secret");
        assertThat(server.failures())
                .contains("InternalFailure in Fail", "IllegalStateException", "EchoApi")
                .doesNotContain("secret");
    }

    /** Above a thread of a waiting room there is nobody who would answer. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void operation_thatBreaks_isInternalFailureToo(boolean waits) throws Exception {
        var failures = new ByteArrayOutputStream();
        var log = new RequestLog(3);
        var admin = new Admin(log, Map::of, Map::of, () -> {});
        var door = new FrontDoor(List.of(new EchoApi(waits)), admin, log, new PrintStream(failures, true, UTF_8));
        var answer = new CompletableFuture<Response>();
        Map<String, String> headers = Map.of("authorization", EchoApi.authorization("echo"));
        door.answer(new Request("GET", "/break", Map.of(), headers, new byte[0]), answer::complete);
        assertThat(answer.get(10, TimeUnit.SECONDS).status()).isEqualTo(500);
        assertThat(failures.toString(UTF_8))
                .contains("InternalFailure in Break", "NoClassDefFoundError")
                .doesNotContain("Secret");
    }

    @Test
    void requestLog_filteredAndCleared_showsWhatWasAsked() throws Exception {
        for (String path : List.of("/one", "/two", "/fail", "/three")) {
            server.send(server.signed(path));
        }
        String all = server.send(server.request("/_emulator/requests")).body();
        assertThat(all).startsWith("[{\"service\":\"echo\",\"operation\":\"Two\",\"status\":200,\"errorType\":null");
        assertThat(Json.MAPPER.readTree(all)).hasSize(3);
        assertThat(Json.MAPPER.readTree(server.send(server.request("/_emulator/requests?operation=Three"))
                        .body()))
                .hasSize(1);
        assertThat(Json.MAPPER.readTree(server.send(server.request("/_emulator/requests?since=2999-01-01T00:00:00Z"))
                        .body()))
                .isEmpty();
        assertThat(server.send(server.request("/_emulator/requests?since=today"))
                        .statusCode())
                .isEqualTo(400);
        server.send(server.request("/_emulator/requests").DELETE());
        assertThat(server.send(server.request("/_emulator/requests?service=echo"))
                        .body())
                .isEqualTo("[]");
    }

    @Test
    void adminRoute_unknown_listsTheRoutes() throws Exception {
        var answer = server.send(server.request("/_emulator/nothing"));
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("GET /_emulator/state", "POST /_emulator/reset");
    }

    @ParameterizedTest
    @ValueSource(strings = {"health", "requests", "state"})
    void adminRoute_head_answersAsGetWithoutBody(String route) throws Exception {
        var head =
                server.send(server.request("/_emulator/" + route).method("HEAD", HttpRequest.BodyPublishers.noBody()));
        var get = server.send(server.request("/_emulator/" + route));
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValue("content-length"))
                .isEqualTo(get.headers().firstValue("content-length"));
    }

    @Test
    void adminRoute_headOfOneThatIsPosted_unknown() throws Exception {
        var head = server.send(server.request("/_emulator/reset").method("HEAD", HttpRequest.BodyPublishers.noBody()));
        assertThat(head.statusCode()).isEqualTo(404);
    }
}
