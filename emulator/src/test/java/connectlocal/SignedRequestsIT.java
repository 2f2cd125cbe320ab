package connectlocal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import connectlocal.http.Json;
import connectlocal.shared.PackagedEmulator;
import connectlocal.shared.Sdk;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudcontrol.CloudControlClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.connect.ConnectClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sts.StsClient;

/** With --auth only those are let in who sign with a key that is known: AWS's own clients and signers try. */
class SignedRequestsIT {
    private static final String INSTANCE = "11111111-1111-1111-1111-111111111111";
    private static final String ARN = "arn:aws:connect:us-east-1:123456789012:instance/" + INSTANCE;
    private static final AwsCredentials KNOWN = AwsBasicCredentials.create("AKIDKNOWN0000001", "a/Secret+of=mine");
    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path directory;

    private Emulator emulator;

    @BeforeEach
    void start() throws Exception {
        Path keys = directory.resolve("keys.yaml");
        Files.writeString(keys, KNOWN.accessKeyId() + ": " + KNOWN.secretAccessKey() + "\n");
        emulator = Emulator.start(Options.onFreePort()
                .withProviders(List.of(PackagedEmulator.packaged()))
                .withAuth(keys));
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    private <C, B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>> C as(AwsCredentials who, B builder) {
        return Sdk.client(emulator.endpoint(), who, Region.US_EAST_1, builder);
    }

    @Test
    void clients_withAKnownKey_areServed_andTheProviderIsToo() {
        try (var connect = as(KNOWN, ConnectClient.builder());
                var control = as(KNOWN, CloudControlClient.builder());
                var stacks = as(KNOWN, CloudFormationClient.builder());
                var lambda = as(KNOWN, LambdaClient.builder())) {
            assertThat(connect.listInstances(r -> {}).instanceSummaryList()).hasSize(3);
            assertThat(connect.listTagsForResource(r -> r.resourceArn(ARN)).tags())
                    .isEmpty();
            assertThat(stacks.listStacks(r -> {}).stackSummaries()).isEmpty();
            var begun = control.createResource(
                            r -> r.typeName("AWS::Connect::User").desiredState(user("signed")))
                    .progressEvent();
            var end = begun;
            while (!end.operationStatusAsString().matches("SUCCESS|FAILED")) {
                end = control.getResourceRequestStatus(r -> r.requestToken(begun.requestToken()))
                        .progressEvent();
            }
            assertThat(end.operationStatusAsString()).as(end.toString()).isEqualTo("SUCCESS");
            assertThat(lambda.invoke(r -> r.functionName("TypeFunction").payload(SdkBytes.fromUtf8String("{}")))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void credentials_ofAnAssumedRole_areServed_andWithoutTheirTokenAreNot() {
        try (var sts = as(KNOWN, StsClient.builder())) {
            var issued = sts.assumeRole(r ->
                            r.roleArn("arn:aws:iam::123456789012:role/agent").roleSessionName("me"))
                    .credentials();
            var session =
                    AwsSessionCredentials.create(issued.accessKeyId(), issued.secretAccessKey(), issued.sessionToken());
            try (var connect = as(session, ConnectClient.builder());
                    var assumed = as(session, StsClient.builder());
                    var tokenless = as(
                            AwsBasicCredentials.create(issued.accessKeyId(), issued.secretAccessKey()),
                            ConnectClient.builder())) {
                assertThat(connect.listInstances(r -> {}).instanceSummaryList()).hasSize(3);
                assertThat(assumed.getCallerIdentity(r -> {}).arn()).contains("assumed-role/agent/me");
                refused("UnrecognizedClientException", 403, () -> tokenless.listInstances(r -> {}));
            }
        }
    }

    @Test
    void clients_withAnotherSecretOrKey_areRefusedInTheFormOfEachService() {
        var liar = AwsBasicCredentials.create(KNOWN.accessKeyId(), "guessed");
        refusedEverywhere(liar, "InvalidSignatureException", "SignatureDoesNotMatch");
        refusedEverywhere(
                AwsBasicCredentials.create("AKIDSTRANGER0001", KNOWN.secretAccessKey()),
                "UnrecognizedClientException",
                "InvalidClientTokenId");
        // What functions are given is no secret that one could know from the sources.
        refusedEverywhere(
                AwsSessionCredentials.create("AKIALOCALFUNCTION000", "local", "local"),
                "UnrecognizedClientException",
                "InvalidClientTokenId");
    }

    private void refusedEverywhere(AwsCredentials who, String inJson, String inQuery) {
        try (var connect = as(who, ConnectClient.builder());
                var control = as(who, CloudControlClient.builder());
                var stacks = as(who, CloudFormationClient.builder());
                var sts = as(who, StsClient.builder());
                var lambda = as(who, LambdaClient.builder())) {
            refused(inJson, 403, () -> connect.listInstances(r -> {}));
            refused(inJson, 400, () -> control.listResourceRequests(r -> {}));
            refused(inJson, 403, () -> lambda.invoke(r -> r.functionName("TypeFunction")));
            refused(inQuery, 403, () -> stacks.listStacks(r -> {}));
            refused(inQuery, 403, () -> sts.getCallerIdentity(r -> {}));
        }
    }

    private static void refused(String code, int status, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(AwsServiceException.class, e -> {
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
            assertThat(e.statusCode()).isEqualTo(status);
            assertThat(e.getMessage()).doesNotContain(KNOWN.secretAccessKey());
        });
    }

    @Test
    void request_thatIsNotSigned_isRefused_andTheEmulatorsOwnRoutesAreNot() throws Exception {
        var answer = send(HttpRequest.newBuilder(emulator.endpoint().resolve("/instance")));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("x-amzn-errortype")).hasValue("MissingAuthenticationTokenException");
        var sts = send(
                HttpRequest.newBuilder(emulator.endpoint().resolve("/?Action=GetCallerIdentity&Version=2011-06-15")));
        assertThat(sts.body()).contains("<Code>MissingAuthenticationToken</Code>");
        assertThat(send(HttpRequest.newBuilder(emulator.endpoint().resolve("/_emulator/health")))
                        .statusCode())
                .isEqualTo(200);
        var log = send(HttpRequest.newBuilder(emulator.endpoint().resolve("/_emulator/requests")))
                .body();
        assertThat(Json.MAPPER.readTree(log).findValuesAsText("errorType"))
                .contains("MissingAuthenticationTokenException", "MissingAuthenticationToken");
    }

    @Test
    void presigned_bySdkSigner_isServedUntilItExpires_andNotWhenChanged() throws Exception {
        URI fresh = presigned(Instant.now());
        assertThat(send(HttpRequest.newBuilder(fresh)).body()).contains("GetCallerIdentityResult");
        var changed = send(HttpRequest.newBuilder(URI.create(fresh + "&RoleArn=other")));
        assertThat(changed.body()).contains("<Code>SignatureDoesNotMatch</Code>", "we calculated");
        var late = send(HttpRequest.newBuilder(presigned(Instant.now().minusSeconds(3600))));
        assertThat(late.body()).contains("<Code>SignatureDoesNotMatch</Code>", "Signature expired");
        var early = send(HttpRequest.newBuilder(presigned(Instant.now().plusSeconds(3600))));
        assertThat(early.body()).contains("<Code>SignatureDoesNotMatch</Code>", "not yet current");
    }

    /** Without --auth it does not: anybody could have written the address. */
    @Test
    void presigned_rightly_opensItsRegion() throws Exception {
        SdkHttpRequest plain = SdkHttpRequest.builder()
                .method(SdkHttpMethod.GET)
                .uri(emulator.endpoint())
                .encodedPath("/instance")
                .build();
        var answer = send(HttpRequest.newBuilder(presigned(plain, "connect", "eu-west-1", Instant.now())));
        assertThat(answer.body()).isEqualTo("{\"InstanceSummaryList\":[]}");
    }

    private URI presigned(Instant when) {
        SdkHttpRequest plain = SdkHttpRequest.builder()
                .method(SdkHttpMethod.GET)
                .uri(emulator.endpoint())
                .encodedPath("/")
                .putRawQueryParameter("Action", "GetCallerIdentity")
                .putRawQueryParameter("Version", "2011-06-15")
                .build();
        return presigned(plain, "sts", "us-east-1", when);
    }

    private static URI presigned(SdkHttpRequest plain, String service, String region, Instant when) {
        return AwsV4HttpSigner.create()
                .sign(r -> r.identity(KNOWN)
                        .request(plain)
                        .payload(() -> new ByteArrayInputStream(new byte[0]))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                        .putProperty(AwsV4HttpSigner.AUTH_LOCATION, AuthLocation.QUERY_STRING)
                        .putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, Duration.ofMinutes(10))
                        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(when, ZoneOffset.UTC)))
                .request()
                .getUri();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String user(String name) {
        return """
            {"InstanceArn":"%1$s","Username":"%2$s","Password":"Secret123456",
             "RoutingProfileArn":"%1$s/routing-profile/22222222-2222-2222-2222-222222222222",
             "SecurityProfileArns":["%1$s/security-profile/33333333-3333-3333-3333-333333333333"],
             "IdentityInfo":{"FirstName":"Ada","LastName":"Lovelace"},
             "PhoneConfig":{"PhoneType":"SOFT_PHONE"}}""".formatted(ARN, name);
    }
}
