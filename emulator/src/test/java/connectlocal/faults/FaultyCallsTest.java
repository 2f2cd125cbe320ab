package connectlocal.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import connectlocal.Emulator;
import connectlocal.Options;
import connectlocal.http.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a client sees of faults, on sockets, and what the service has done all the same. */
class FaultyCallsTest {
    private static final String INSTANCE = "11111111-1111-1111-1111-111111111111";
    private static final String USER = "{\"Username\":\"ada\",\"Password\":\"Password123\","
            + "\"RoutingProfileId\":\"22222222-2222-2222-2222-222222222222\","
            + "\"SecurityProfileIds\":[\"33333333-3333-3333-3333-333333333333\"]}";

    private Emulator emulator;

    @AfterEach
    void stop() {
        if (emulator != null) {
            emulator.close();
        }
    }

    private void start(String... faults) throws IOException {
        emulator = Emulator.start(Options.onFreePort().withFaults(faults));
    }

    private String raw(String method, String path, String body) throws IOException {
        return raw(method + " " + path + " HTTP/1.1\r\n", body);
    }

    private String raw(String begin, String body) throws IOException {
        try (var socket =
                new Socket(InetAddress.getLoopbackAddress(), emulator.endpoint().getPort())) {
            socket.setSoTimeout(20_000);
            String head = "%sHost: localhost\r\nConnection: close\r\nContent-Length: %d\r\n\r\n";
            socket.getOutputStream().write((head.formatted(begin, body.length()) + body).getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    private String create() throws IOException {
        return raw("PUT", "/users/" + INSTANCE, USER);
    }

    private JsonNode admin(String method, String path, String body) throws IOException {
        String answer = raw(method, "/_emulator/" + path, body);
        return Json.MAPPER.readTree(answer.substring(answer.indexOf("\r\n\r\n") + 4));
    }

    private int users() throws IOException {
        return admin("GET", "state", "").at("/Instances/0/Users").size();
    }

    @ParameterizedTest
    @CsvSource({
        "kind=throttle, 429, ThrottlingException, 0",
        "'kind=throttle,after=true', 429, ThrottlingException, 1",
        "kind=access-denied, 403, AccessDeniedException, 0",
        "'kind=error,type=InternalServiceException', 500, InternalServiceException, 0",
        "'kind=error,type=InternalServiceException,after=true', 500, InternalServiceException, 1",
        "'kind=error,type=Strange,status=503', 503, Strange, 0",
        "kind=garbage, 200, not an answer, 1",
        "'kind=delay,ms=1', 200, UserArn, 1",
        "'kind=trickle,ms=1', 200, UserArn, 1"
    })
    void struckCall_isAnswered(String fault, int status, String text, int users) throws IOException {
        start("service=connect,operation=CreateUser," + fault);
        assertThat(create()).startsWith("HTTP/1.1 " + status).contains(text);
        assertThat(users()).isEqualTo(users);
        JsonNode call =
                admin("GET", "requests?operation=CreateUser&struck=true", "").get(0);
        assertThat(call.get("fault").asText()).isEqualTo(fault.replaceAll("kind=([a-z-]+).*", "$1") + " #1");
        assertThat(call.get("status").asInt()).isEqualTo(status);
        assertThat(admin("GET", "faults", "").at("/0/struck").asInt()).isEqualTo(1);
        assertThat(create()).startsWith(users == 1 ? "HTTP/1.1 409" : "HTTP/1.1 200");
    }

    /** An end without a byte may be seen as a reset. */
    private String createUnanswered() {
        try {
            return create();
        } catch (IOException closed) {
            return "";
        }
    }

    @ParameterizedTest
    @CsvSource({"drop-before, 0", "drop-after, 1"})
    void connection_endsWithoutAnswer(String kind, int users) throws IOException {
        start("operation=CreateUser,kind=" + kind);
        assertThat(createUnanswered()).isEmpty();
        assertThat(users()).isEqualTo(users);
        assertThat(admin("GET", "requests?operation=CreateUser", "")
                        .at("/0/made")
                        .isTextual())
                .isEqualTo(users == 1);
    }

    @ParameterizedTest
    @CsvSource({"reset-before, 0", "reset-after, 1"})
    void connection_isReset(String kind, int users) throws IOException {
        start("operation=CreateUser,kind=" + kind);
        assertThatThrownBy(this::create).isInstanceOf(IOException.class).hasMessageContaining("reset");
        assertThat(users()).isEqualTo(users);
    }

    @Test
    void truncated_endsInTheMiddleOfTheBody() throws IOException {
        start("operation=CreateUser,kind=truncate");
        String answer = create();
        int length = Integer.parseInt(answer.replaceAll("(?s).*Content-Length: ([0-9]+).*", "$1"));
        assertThat(answer.length() - answer.indexOf("\r\n\r\n") - 4).isEqualTo(length / 2);
        assertThat(users()).isEqualTo(1);
    }

    /** Half of nothing would be all of it. */
    @Test
    void truncated_emptyAnswer_isNotWholeEither() throws IOException {
        start("operation=DeleteUser,kind=truncate");
        String id = create().replaceAll("(?s).*\"UserId\":\"([^\"]+)\".*", "$1");
        String answer = raw("DELETE", "/users/" + INSTANCE + "/" + id, "");
        assertThat(answer)
                .startsWith("HTTP/1.1 200")
                .contains("Content-Length: 2\r\n")
                .endsWith("\r\n\r\n");
        assertThat(users()).isZero();
    }

    /** How each service says it, by the documents of its common errors and protocols. */
    @ParameterizedTest
    @CsvSource({
        "connect, throttle, 429, ThrottlingException",
        "connect, access-denied, 403, AccessDeniedException",
        "lambda, throttle, 429, TooManyRequestsException",
        "lambda, access-denied, 403, AccessDeniedException",
        "cloudcontrolapi, throttle, 400, ThrottlingException",
        "cloudcontrolapi, access-denied, 400, AccessDeniedException",
        "ssm, throttle, 400, ThrottlingException",
        "ssm, access-denied, 400, AccessDeniedException",
        "cloudformation, throttle, 400, Throttling",
        "cloudformation, access-denied, 403, AccessDenied",
        "sts, throttle, 400, Throttling",
        "sts, access-denied, 403, AccessDenied",
        "s3, throttle, 503, SlowDown",
        "s3, access-denied, 403, AccessDenied"
    })
    void struckCall_ofAnyService_isRefusedInItsOwnTerms(String service, String kind, int status, String code)
            throws IOException {
        String answer = struck(service, kind);
        assertThat(answer).startsWith("HTTP/1.1 " + status).containsPattern("[\">#: ]" + code + "[\"<\r]");
        assertThat(admin("GET", "requests?struck=true", "").at("/0/service").asText())
                .isEqualTo(service);
    }

    /** The sentence that clients print, and of which tools read the action that a role lacks. */
    @ParameterizedTest
    @CsvSource({
        "connect, connect:ListInstances",
        "lambda, lambda:InvokeFunction",
        "cloudcontrolapi, cloudformation:ListResources",
        "ssm, ssm:GetParameter",
        "cloudformation, cloudformation:ListStacks",
        "sts, sts:GetCallerIdentity",
        "s3, s3:ListAllMyBuckets"
    })
    void accessDenied_namesCallerActionAndResource(String service, String action) throws IOException {
        assertThat(struck(service, "access-denied"))
                .contains("User: arn:aws:iam::123456789012:user/local is not authorized to perform: " + action
                        + " on resource: * (a fault that was set)");
    }

    private String struck(String service, String kind) throws IOException {
        start("service=" + service + ",kind=" + kind);
        String target = Map.of("cloudcontrolapi", "CloudApiService.ListResources", "ssm", "AmazonSSM.GetParameter")
                .getOrDefault(service, "");
        String path = Map.of(
                        "connect", "GET /instance",
                        "lambda", "POST /2015-03-31/functions/f/invocations",
                        "cloudformation", "GET /?Action=ListStacks",
                        "sts", "GET /?Action=GetCallerIdentity",
                        "s3", "GET /")
                .getOrDefault(service, "POST /");
        String scope = "Authorization: AWS4-HMAC-SHA256 Credential=A/20260101/us-east-1/" + service
                + "/aws4_request\r\n" + (target.isEmpty() ? "" : "X-Amz-Target: " + target + "\r\n");
        return raw(path + " HTTP/1.1\r\n" + scope, "{\"TypeName\":\"A::B::C\",\"Name\":\"n\"}");
    }

    @Test
    void faults_areSetListedAndTakenAwayByRoute() throws IOException {
        start();
        JsonNode set = admin("POST", "faults", "[{\"kind\":\"throttle\",\"times\":\"forever\"},{\"kind\":\"delay\"}]");
        assertThat(set).hasSize(2);
        assertThat(create()).startsWith("HTTP/1.1 429");
        assertThat(raw("POST", "/_emulator/faults", "[{\"kind\":\"delay\"},{\"kind\":\"anger\"}]"))
                .startsWith("HTTP/1.1 400")
                .contains("kind must be one of");
        assertThat(admin("GET", "faults", "")).as("all or none").hasSize(2);
        raw("DELETE", "/_emulator/faults?id=" + set.at("/0/id").asText(), "");
        assertThat(admin("GET", "faults", "")).hasSize(1);
        assertThat(raw("DELETE", "/_emulator/faults?id=77", "")).startsWith("HTTP/1.1 404");
        raw("DELETE", "/_emulator/faults", "");
        assertThat(admin("GET", "faults", "")).isEmpty();
        assertThat(create()).startsWith("HTTP/1.1 200");
    }

    @Test
    void faults_ofFileAndSeed_areSetFromTheStart(@TempDir Path directory) throws IOException {
        Path seed = Files.writeString(
                directory.resolve("seed.yaml"),
                "instances: []\nfaults:\n  - {kind: throttle, operation: ListUsers, times: 3}\n");
        Path file = Files.writeString(directory.resolve("faults.yaml"), "- {kind: delay, ms: 5}\n");
        emulator = Emulator.start(Options.onFreePort()
                .withSeed(seed)
                .withUnkindness(new Options.Unkindness(
                        List.of("kind=garbage"), Optional.of(file), Optional.empty(), List.of())));
        assertThat(admin("GET", "faults", "").findValuesAsText("kind")).containsExactly("throttle", "delay", "garbage");
    }

    @Test
    void requestLog_canBeAsked_andTellsNoSecret() throws IOException {
        start();
        String id = create().replaceAll("(?s).*\"UserId\":\"([^\"]+)\".*", "$1");
        raw("GET", "/users/" + INSTANCE + "/" + id, "");
        raw("GET", "/users/" + INSTANCE + "/other", "");
        raw("DELETE", "/users/" + INSTANCE + "/" + id, "");
        JsonNode ofUser = admin("GET", "requests?userId=" + id, "");
        assertThat(ofUser.findValuesAsText("operation")).containsExactly("CreateUser", "DescribeUser", "DeleteUser");
        JsonNode count = admin("GET", "requests/count", "");
        assertThat(count.required("dropped").asLong()).isZero();
        assertThat(count.get("count").asInt()).isEqualTo(4);
        assertThat(count.at("/operations/connect DescribeUser").asInt()).isEqualTo(2);
        assertThat(admin("GET", "requests/count?operation=CreateUser", "")
                        .get("count")
                        .asInt())
                .isEqualTo(1);
        JsonNode create = admin("GET", "requests?operation=CreateUser", "").get(0);
        assertThat(create.at("/parameters/Password").asText()).isEqualTo("<redacted>");
        assertThat(create.at("/parameters/InstanceId").asText()).isEqualTo(INSTANCE);
        assertThat(create.at("/parameters/SecurityProfileIds/0").asText()).startsWith("33333333");
        assertThat(create.toString()).doesNotContain("Password123");
        assertThat(create.get("time").asText()).matches(".*T[0-9:]{8}[.][0-9]{3}Z");
    }
}
