package connectlocal.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import connectlocal.Emulator;
import connectlocal.Options;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the request log has of calls, and how it is asked: nothing is left out, and no question is misunderstood. */
class LoggedCallsTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final RequestLog.Query ALL = new RequestLog.Query(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    private Emulator emulator;

    @BeforeEach
    void start() throws IOException {
        emulator = Emulator.start(Options.onFreePort());
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    private HttpResponse<String> send(String method, String target, String region, String service, byte[] body)
            throws Exception {
        var request = HttpRequest.newBuilder(URI.create(emulator.endpoint() + target))
                .timeout(Duration.ofSeconds(30))
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        if (service != null) {
            request.header(
                    "Authorization",
                    "AWS4-HMAC-SHA256 Credential=A/20260101/" + region + "/" + service + "/aws4_request");
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** A target that clients of Java do not send. */
    private String broken(String target, String service) throws IOException {
        String head = "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: "
                + EchoApi.authorization(service) + "\r\n\r\n";
        try (var socket = new Socket("127.0.0.1", emulator.endpoint().getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private JsonNode asked(String query) throws Exception {
        var answer = send("GET", "/_emulator/requests" + query, null, null, new byte[0]);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Json.MAPPER.readTree(answer.body());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "?struck=1 | struck must be true or false, not \\\"1\\\"",
                "?struck=TRUE | struck must be true or false",
                "?operatoin=CreateUser | operatoin is no filter; filters are service, operation, userId, struck, since",
                "?service=connect&limit=5 | limit is no filter",
                "?since=now | since must be a time like"
            })
    void questionThatIsNotUnderstood_isRefused(String query, String explanation) throws Exception {
        for (String route : List.of("/_emulator/requests", "/_emulator/requests/count")) {
            var answer = send("GET", route + query, null, null, new byte[0]);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains(explanation);
        }
    }

    @Test
    void forgetting_isOfEverything_soFiltersAreRefused() throws Exception {
        send("GET", "/instance", "us-east-1", "connect", new byte[0]);
        var refused = send("DELETE", "/_emulator/requests?service=lambda", null, null, new byte[0]);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("forgets all requests and takes no filter, not service");
        assertThat(asked("")).hasSize(1);
        assertThat(send("DELETE", "/_emulator/requests", null, null, new byte[0])
                        .statusCode())
                .isEqualTo(200);
        assertThat(asked("")).isEmpty();
    }

    @Test
    void region_isThatOfTheService_andCanBeAskedFor() throws Exception {
        for (String region : List.of("us-east-1", "eu-west-1")) {
            send("GET", "/instance", region, "connect", new byte[0]);
        }
        send("GET", "/instance", null, null, new byte[0]);
        send("GET", "/?Action=GetCallerIdentity", "eu-west-1", "sts", new byte[0]);
        assertThat(asked("").findValuesAsText("region")).containsExactly("us-east-1", "eu-west-1", "us-east-1", "null");
        assertThat(asked("?region=eu-west-1").findValuesAsText("operation")).containsExactly("ListInstances");
        assertThat(asked("/count?region=us-east-1").get("count").asInt()).isEqualTo(2);
    }

    @Test
    void callsThatNoOperationAnswered_areThereToo() throws Exception {
        assertThat(send("PUT", "/users/x", "eu-west-1", "connect", new byte[7 * 1024 * 1024])
                        .statusCode())
                .isEqualTo(413);
        assertThat(broken("/instance?a=%zz", "connect")).startsWith("HTTP/1.1 400");
        JsonNode log = asked("");
        assertThat(log.findValuesAsText("status")).containsExactly("413", "400");
        assertThat(log.findValuesAsText("operation")).containsExactly("PUT /users/x", "GET /instance");
        assertThat(log.findValuesAsText("service")).containsExactly("connect", "connect");
        assertThat(log.findValuesAsText("region")).containsExactly("eu-west-1", "us-east-1");
        assertThat(log.findValuesAsText("errorType")).doesNotContain("null");
    }

    @Test
    void routesOfTheEmulator_areNoCalls_evenWhereTheyAreRefused() throws Exception {
        assertThat(send("POST", "/_emulator/faults", null, null, new byte[7 * 1024 * 1024])
                        .statusCode())
                .isEqualTo(413);
        assertThat(asked("")).isEmpty();
    }

    /** A path of it cannot even be looked at. */
    private static final class BrokenApi extends SlowApi {
        BrokenApi() {
            super(1);
        }

        @Override
        public Operation route(Request request) {
            if (request.rawPath().equals("/broken")) {
                throw new IllegalStateException("no service's thread");
            }
            return super.route(request);
        }
    }

    /** They are refused on the server's own thread, where nothing of the service's may be done for them. */
    @Test
    void callsThatMayNotWait_areThereToo_andNothingIsDoneForThem() throws Exception {
        var opened = new ArrayList<String>();
        var slow = new BrokenApi();
        var regional = new Regional(slow, "us-east-1", region -> opened.add(region) ? slow : null, region -> true);
        var log = new RequestLog();
        var admin = new Admin(log, Map::of, Map::of, () -> {});
        var door = new FrontDoor(List.of(regional), admin, log, System.err, Edge.NONE, new Gate(List.of()), 1);
        var answers = new ArrayList<CompletableFuture<Response>>();
        for (String path : List.of("/x", "/x", "/broken", "/eu-west-1")) {
            var answer = new CompletableFuture<Response>();
            answers.add(answer);
            String home = EchoApi.authorization("slow");
            String signed = path.equals("/eu-west-1") ? home.replace("us-east-1", "eu-west-1") : home;
            door.answer(
                    new Request("GET", path, Map.of(), Map.of("authorization", signed), new byte[0]), answer::complete);
        }
        for (var refused : answers.subList(1, 4)) {
            assertThat(refused.get(30, TimeUnit.SECONDS).status()).isEqualTo(400);
        }
        assertThat(log.entries(ALL))
                .extracting(entry -> entry.region() + " " + entry.operation() + " " + entry.errorType())
                .containsExactly(
                        "us-east-1 GET /x ThrottlingException",
                        "us-east-1 GET /broken ThrottlingException",
                        "eu-west-1 GET /eu-west-1 ThrottlingException");
        assertThat(opened).isEmpty();
        slow.released.countDown();
        assertThat(answers.get(0).get(30, TimeUnit.SECONDS).status()).isEqualTo(200);
    }
}
