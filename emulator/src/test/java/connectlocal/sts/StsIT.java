package connectlocal.sts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import connectlocal.Emulator;
import connectlocal.Options;
import connectlocal.shared.Sdk;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.StsException;

class StsIT {
    private static final String ROLE = "arn:aws:iam::210987654321:role/path/Deployer";
    private Emulator emulator;
    private StsClient sts;

    @BeforeEach
    void start() throws Exception {
        emulator = Emulator.start(Options.onFreePort());
        sts = client(AwsBasicCredentials.create("AKID", "secret"));
    }

    @AfterEach
    void stop() {
        sts.close();
        emulator.close();
    }

    @Test
    void getCallerIdentity_anyKey_isOfTheSeedsAccount() {
        var identity = sts.getCallerIdentity();
        assertThat(identity.account()).isEqualTo("123456789012");
        assertThat(identity.arn()).isEqualTo("arn:aws:iam::123456789012:user/local");
        assertThat(identity.userId()).isNotBlank();
    }

    @Test
    void getSessionToken_plain_expiresInTwelveHours() {
        var credentials = sts.getSessionToken().credentials();
        assertThat(credentials.accessKeyId()).startsWith("ASIA").hasSize(20);
        assertThat(credentials.secretAccessKey()).hasSize(40);
        assertThat(credentials.sessionToken()).isNotBlank();
        assertThat(credentials.expiration())
                .isCloseTo(
                        Instant.now().plusSeconds(43_200),
                        org.assertj.core.api.Assertions.within(1, ChronoUnit.MINUTES));
    }

    @Test
    void assumeRole_itsCredentials_areThatRole() {
        var answer = sts.assumeRole(r -> r.roleArn(ROLE).roleSessionName("me").durationSeconds(900));
        assertThat(answer.assumedRoleUser().arn()).isEqualTo("arn:aws:sts::210987654321:assumed-role/Deployer/me");
        var c = answer.credentials();
        try (var assumed =
                client(AwsSessionCredentials.create(c.accessKeyId(), c.secretAccessKey(), c.sessionToken()))) {
            assertThat(assumed.getCallerIdentity().account()).isEqualTo("210987654321");
            assertThat(assumed.getCallerIdentity().arn())
                    .isEqualTo(answer.assumedRoleUser().arn());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "nonsense, session, 900, ValidationError, 'roleArn'",
        "arn:aws:iam::1:role/TooShortAccount, session, 900, ValidationError, is invalid",
        "arn:aws:iam::210987654321:user/NotARole, session, 900, ValidationError, is invalid",
        "arn:aws:iam::210987654321:role/R, x, 900, ValidationError, 'roleSessionName'",
        "arn:aws:iam::210987654321:role/R, with space, 900, ValidationError, 'roleSessionName'",
        "arn:aws:iam::210987654321:role/R, session, 899, ValidationError, 'durationSeconds'",
        "arn:aws:iam::210987654321:role/R, session, 43201, ValidationError, 'durationSeconds'"
    })
    void assumeRole_badInput_isRefusedInStsWords(String arn, String session, int seconds, String code, String about) {
        assertThatThrownBy(() -> sts.assumeRole(
                        r -> r.roleArn(arn).roleSessionName(session).durationSeconds(seconds)))
                .isInstanceOfSatisfying(StsException.class, e -> {
                    assertThat(e.statusCode()).isEqualTo(400);
                    assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
                    assertThat(e.getMessage()).contains(about.replace("'", ""));
                });
    }

    @Test
    void assumeRole_nothingGiven_namesWhatIsMissing() {
        assertThatThrownBy(() -> sts.assumeRole(r -> {}))
                .isInstanceOf(StsException.class)
                .hasMessageContaining("roleArn");
    }

    @Test
    void action_unsignedOrUnknown_answersInXml() throws Exception {
        assertThat(post("Action=GetCallerIdentity&Version=2011-06-15").body())
                .contains("<Account>123456789012</Account>");
        var unknown = post("Action=DecodeAuthorizationMessage&Version=2011-06-15");
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(unknown.body()).startsWith("<ErrorResponse").contains("<Code>InvalidAction</Code>");
    }

    private HttpResponse<String> post(String form) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(emulator.endpoint() + "/"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .timeout(Duration.ofSeconds(10))
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private StsClient client(AwsCredentials credentials) {
        return Sdk.client(emulator.endpoint(), credentials, Region.US_EAST_1, StsClient.builder());
    }
}
