package connectlocal.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import connectlocal.Emulator;
import connectlocal.Options;
import connectlocal.http.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults at every service: how each says what strikes, and that what can be struck is what is served. */
class RefusalsOfServicesTest {
    private static final Map<String, String> TARGETS =
            Map.of("cloudcontrolapi", "CloudApiService.", "ssm", "AmazonSSM.");

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

    /** How each service says it, by the documents of its common errors and protocols. */
    @ParameterizedTest
    @CsvSource({
        "connect, kind=throttle, 429, ThrottlingException",
        "connect, kind=access-denied, 403, AccessDeniedException",
        "connect, 'kind=error,type=ThrottlingException', 429, ThrottlingException",
        "*, 'kind=error,type=AccessDeniedException', 403, AccessDeniedException",
        "lambda, kind=throttle, 429, TooManyRequestsException",
        "lambda, kind=access-denied, 403, AccessDeniedException",
        "lambda, 'kind=error,type=RequestTooLargeException', 413, RequestTooLargeException",
        "cloudcontrolapi, kind=throttle, 400, ThrottlingException",
        "cloudcontrolapi, kind=access-denied, 400, AccessDeniedException",
        "cloudcontrolapi, 'kind=error,type=ThrottlingException', 400, ThrottlingException",
        "cloudcontrolapi, 'kind=error,type=AccessDeniedException', 400, AccessDeniedException",
        "cloudcontrolapi, 'kind=error,type=ConcurrentOperationException', 400, ConcurrentOperationException",
        "cloudcontrolapi, 'kind=error,type=NotStabilizedException', 400, NotStabilizedException",
        "cloudcontrolapi, 'kind=error,type=ResourceNotFoundException', 400, ResourceNotFoundException",
        "cloudcontrolapi, 'kind=error,type=NetworkFailureException', 500, NetworkFailureException",
        "cloudcontrolapi, 'kind=error,type=NetworkFailureException,status=502', 502, NetworkFailureException",
        "ssm, kind=throttle, 400, ThrottlingException",
        "ssm, kind=access-denied, 400, AccessDeniedException",
        "ssm, 'kind=error,type=ParameterNotFound', 400, ParameterNotFound",
        "cloudformation, kind=throttle, 400, Throttling",
        "cloudformation, kind=access-denied, 403, AccessDenied",
        "cloudformation, 'kind=error,type=TokenAlreadyExistsException', 400, TokenAlreadyExistsException",
        "sts, kind=throttle, 400, Throttling",
        "sts, kind=access-denied, 403, AccessDenied",
        "sts, 'kind=error,type=RegionDisabledException', 403, RegionDisabledException",
        "s3, kind=throttle, 503, SlowDown",
        "s3, kind=access-denied, 403, AccessDenied",
        "s3, 'kind=error,type=NoSuchKey', 404, NoSuchKey",
        "s3, 'kind=error,type=InternalError', 500, InternalError",
        "s3, 'kind=error,type=ExpiredToken', 400, ExpiredToken",
        "s3, 'kind=error,type=InternalFailure', 500, InternalFailure",
        "connect, 'kind=error,type=ExpiredTokenException', 403, ExpiredTokenException",
        "*, 'kind=error,type=RequestTimeoutException', 408, RequestTimeoutException",
        "lambda, 'kind=error,type=ThrottlingException', 400, ThrottlingException",
        "lambda, 'kind=error,type=UnrecognizedClientException', 403, UnrecognizedClientException",
        "cloudcontrolapi, 'kind=error,type=ExpiredTokenException', 400, ExpiredTokenException",
        "ssm, 'kind=error,type=UnrecognizedClientException', 400, UnrecognizedClientException",
        "cloudformation, 'kind=error,type=ThrottlingException', 400, ThrottlingException",
        "cloudformation, 'kind=error,type=AccessDeniedException', 403, AccessDeniedException",
        "cloudformation, 'kind=error,type=ExpiredToken', 403, ExpiredToken",
        "sts, 'kind=error,type=ThrottlingException', 400, ThrottlingException",
        "sts, 'kind=error,type=AccessDeniedException', 403, AccessDeniedException",
        "sts, 'kind=error,type=InvalidClientTokenId', 403, InvalidClientTokenId"
    })
    void struckCall_ofAnyService_isRefusedInItsOwnTerms(String service, String fault, int status, String code)
            throws IOException {
        start("service=" + service + "," + fault);
        String called = service.equals("*") ? "connect" : service;
        String answer = call(called, "ListResources", "GetParameter", "ListStacks", "GetCallerIdentity", "");
        assertThat(answer).startsWith("HTTP/1.1 " + status + " ").containsPattern("[\">#: ]" + code + "[\"<\r]");
        String log = raw("GET /_emulator/requests?struck=true", "", "");
        assertThat(Json.MAPPER
                        .readTree(log.substring(log.indexOf("[{")))
                        .at("/0/service")
                        .asText())
                .isEqualTo(called);
    }

    /** The sentence that clients print, and of which tools read the action that a role lacks. */
    @ParameterizedTest
    @CsvSource({
        "connect, '', connect:ListInstances",
        "lambda, '', lambda:InvokeFunction",
        "cloudcontrolapi, '', cloudformation:ListResources",
        "ssm, '', ssm:GetParameter",
        "cloudformation, '', cloudformation:ListStacks",
        "sts, '', sts:GetCallerIdentity",
        "s3, '', s3:ListAllMyBuckets",
        "s3, b?list-type=2, s3:ListBucket",
        "s3, b?encryption, s3:GetEncryptionConfiguration",
        "s3, b?location, s3:GetBucketLocation",
        "s3, b/key, s3:GetObject"
    })
    void accessDenied_namesCallerActionAndResource(String service, String s3, String action) throws IOException {
        start("service=" + service + ",kind=access-denied");
        assertThat(call(service, "ListResources", "GetParameter", "ListStacks", "GetCallerIdentity", s3))
                .contains("User: arn:aws:iam::123456789012:user/local is not authorized to perform: " + action
                        + " on resource: * (a fault that was set)");
    }

    /** Answers to HEAD have no body that would say it. */
    @ParameterizedTest
    @CsvSource({"HeadBucket, ListBucket", "HeadObject, GetObject"})
    void accessDenied_namesThePermissionOfHead(String operation, String permission) {
        assertThat(Denial.of("123456789012", "us-east-1", "s3", operation))
                .hasMessageContaining(" to perform: s3:" + permission + " on resource: *");
    }

    /** Each service names its operations to who asks for another. */
    @ParameterizedTest
    @ValueSource(strings = {"cloudcontrolapi", "ssm", "cloudformation", "sts", "s3"})
    void operationsThatCanBeStruck_areThoseThatAreServed(String service) throws IOException {
        start();
        Matcher list = Pattern.compile("[oO]perations(?: here)?: \\[?([A-Za-z0-9]+(?:, [A-Za-z0-9]+)*)")
                .matcher(call(service, "Nope", "Nope", "Nope", "Nope", "?nope"));
        assertThat(list.find()).isTrue();
        assertThat(Served.operations(service))
                .isEqualTo(new TreeSet<>(Set.of(list.group(1).split(", "))));
    }

    @Test
    void servicesThatCanBeStruck_areThoseThatAreServed() throws IOException {
        start();
        String health = raw("GET /_emulator/health", "", "");
        var services = new TreeSet<String>();
        Json.MAPPER
                .readTree(health.substring(health.indexOf("\r\n\r\n") + 4))
                .get("services")
                .forEach(service -> services.add(service.asText()));
        assertThat(Served.services()).isEqualTo(services);
    }

    private String call(String service, String control, String ssm, String stacks, String sts, String s3)
            throws IOException {
        String path = Map.of(
                        "connect", "GET /instance",
                        "lambda", "POST /2015-03-31/functions/f/invocations",
                        "cloudformation", "GET /?Action=" + stacks,
                        "sts", "GET /?Action=" + sts,
                        "s3", "GET /" + s3)
                .getOrDefault(service, "POST /");
        String scope =
                "Authorization: AWS4-HMAC-SHA256 Credential=A/20260101/us-east-1/" + service + "/aws4_request\r\n";
        String target = TARGETS.containsKey(service)
                ? "X-Amz-Target: " + TARGETS.get(service) + (service.equals("ssm") ? ssm : control) + "\r\n"
                : "";
        return raw(path, scope + target, "{\"TypeName\":\"A::B::C\",\"Name\":\"n\"}");
    }

    private String raw(String methodAndPath, String headers, String body) throws IOException {
        try (var socket =
                new Socket(InetAddress.getLoopbackAddress(), emulator.endpoint().getPort())) {
            socket.setSoTimeout(20_000);
            String head = "%s HTTP/1.1\r\n%sHost: localhost\r\nConnection: close\r\nContent-Length: %d\r\n\r\n"
                    .formatted(methodAndPath, headers, body.length());
            socket.getOutputStream().write((head + body).getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }
}
