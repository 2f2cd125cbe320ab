package connectlocal.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import connectlocal.http.AwsError;
import connectlocal.http.Request;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every bound of the judge of signatures, on both sides. */
class VerifierTest extends SignedCalls {
    private static final Map<String, String> MISMATCH =
            Map.of("connect", "InvalidSignatureException", "s3", "SignatureDoesNotMatch");

    @ParameterizedTest
    @CsvSource({
        "s3,900,RequestTimeTooSkewed,403",
        "sts,300,SignatureDoesNotMatch,403",
        "cloudformation,300,SignatureDoesNotMatch,403",
        "connect,300,InvalidSignatureException,403",
        "lambda,300,InvalidSignatureException,403",
        "ssm,300,InvalidSignatureException,400",
        "cloudcontrolapi,300,InvalidSignatureException,400"
    })
    void clocks_maySkewSoFar_andNoFurther_inEachServicesWords(String service, int skew, String code, int status) {
        Request request = signed(service, NOW);
        for (int seconds : List.of(0, skew, -skew)) {
            check(request, service, NOW.plusSeconds(seconds));
        }
        refused(request, service, NOW.plusSeconds(skew + 1), code, status, "Signature expired: ");
        refused(request, service, NOW.minusSeconds(skew + 1), code, status, "Signature not yet current: ");
    }

    @ParameterizedTest
    @CsvSource({
        "s3,SignatureDoesNotMatch,403,InvalidAccessKeyId,403,AccessDenied,403,AuthorizationHeaderMalformed,400",
        "sts,SignatureDoesNotMatch,403,InvalidClientTokenId,403,MissingAuthenticationToken,403,IncompleteSignature,400",
        "connect,InvalidSignatureException,403,UnrecognizedClientException,403,MissingAuthenticationTokenException,403,"
                + "IncompleteSignatureException,400",
        "ssm,InvalidSignatureException,400,UnrecognizedClientException,400,MissingAuthenticationTokenException,400,"
                + "IncompleteSignatureException,400"
    })
    void wrongSecret_unknownKey_noSignature_brokenHeader_inEachServicesWords(
            String service,
            String mismatch,
            int mismatchStatus,
            String unknown,
            int unknownStatus,
            String missing,
            int missingStatus,
            String incomplete,
            int incompleteStatus) {
        Request request = signed(service, NOW);
        String header = request.header("authorization").orElseThrow();
        String last = header.endsWith("0") ? "1" : "0";
        String wrong = header.substring(0, header.length() - 1) + last;
        refused(with(request, "authorization", wrong), service, NOW, mismatch, mismatchStatus, "does not match");
        String stranger = header.replace(KEY, "AKIDSTRANGER");
        refused(with(request, "authorization", stranger), service, NOW, unknown, unknownStatus, "security token");
        refused(with(request, "authorization", null), service, NOW, missing, missingStatus, "Missing");
        for (String part : List.of("Credential", "SignedHeaders", "Signature")) {
            String broken = header.replace(part + "=", "X=");
            refused(with(request, "authorization", broken), service, NOW, incomplete, incompleteStatus, part);
        }
        refused(with(request, "x-amz-date", null), service, NOW, incomplete, incompleteStatus, "X-Amz-Date");
        refused(with(request, "x-amz-date", "today"), service, NOW, incomplete, incompleteStatus, "20150830T123600Z");
        String scope = header.replaceFirst("/aws4_request", "/aws5_request");
        refused(with(request, "authorization", scope), service, NOW, incomplete, incompleteStatus, "KEY/DATE/REGION");
        String other = header.replace("AWS4-HMAC-SHA256", "AWS4-HMAC-SHA512");
        refused(with(request, "authorization", other), service, NOW, incomplete, incompleteStatus, "AWS4-HMAC-SHA256");
        String day = header.replace("/20260301/", "/20260228/");
        refused(with(request, "authorization", day), service, NOW, mismatch, mismatchStatus, "Date in Credential");
    }

    @ParameterizedTest
    @ValueSource(strings = {"connect", "s3"})
    void signature_thatIsNotTheWholeRightOne_isRefused_inTheHeaderAndPresigned(String service) {
        Request header = signed(service, NOW);
        Request query = presigned(service, NOW, Duration.ofSeconds(100));
        String signed = Signed.of(header).orElseThrow().signature();
        String presigned = Signed.of(query).orElseThrow().signature();
        for (UnaryOperator<String> wrong : List.<UnaryOperator<String>>of(
                right -> right.substring(0, 1),
                right -> right.substring(0, 63),
                right -> right + "0",
                right -> right.toUpperCase(Locale.ROOT),
                right -> right.substring(0, 32) + right.substring(0, 32))) {
            String value = header.header("authorization").orElseThrow().replace(signed, wrong.apply(signed));
            refused(with(header, "authorization", value), service, NOW, MISMATCH.get(service), 403, "does not match");
            Request changed = query(query, "X-Amz-Signature", wrong.apply(presigned));
            refused(changed, service, NOW, MISMATCH.get(service), 403, "does not match");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "connect, IncompleteSignatureException",
        "ssm, IncompleteSignatureException",
        "sts, IncompleteSignature",
        "s3, InvalidArgument"
    })
    void signature_inHeaderAndQuery_isRefused_whateverThePartInTheQuery(String service, String code) {
        Request request = signed(service, NOW);
        for (String name : List.of("X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Signature")) {
            refused(query(request, name, "x"), service, NOW, code, 400, "Only one auth mechanism allowed");
        }
    }

    /** Who verifies must mean the credential that the region is taken from. */
    @Test
    void header_withTwoCredentials_isVerifiedByTheFirst() {
        Request request = signed("connect", NOW);
        String header = request.header("authorization").orElseThrow();
        String other = "Credential=" + KEY + "/20260301/eu-west-1/connect/aws4_request, Credential=";
        Request twice = with(request, "authorization", header.replace("Credential=", other));
        refused(twice, "connect", NOW, "InvalidSignatureException", 403, "does not match");
    }

    /** As AWS's documents have it for clients that cannot set other headers. */
    @ParameterizedTest
    @ValueSource(strings = {"Sun, 01 Mar 2026 12:00:00 GMT", "20260301T120000Z"})
    void header_date_standsForAmzDate(String date) {
        Request request = with(with(signed("connect", NOW), "x-amz-date", null), "date", date);
        String header = request.header("authorization").orElseThrow();
        Request named = with(request, "authorization", header.replace("x-amz-date", "date"));
        Request dated = resigned(named, "connect", SignatureV4.sha256(BODY));
        check(dated, "connect", NOW.plusSeconds(300));
        refused(dated, "connect", NOW.plusSeconds(301), "InvalidSignatureException", 403, "Signature expired: ");
        refused(with(dated, "date", "today"), "connect", NOW, "IncompleteSignatureException", 400, "20150830T123600Z");
    }

    @Test
    void what_isNotSigned_isNotBelieved() {
        Request request = signed("connect", NOW);
        for (String name : List.of("x-amz-target", "x-amz-meta-x", "x-amz-security-token")) {
            assertThatThrownBy(() -> check(with(request, name, "v"), "connect", NOW))
                    .as(name)
                    .isInstanceOf(AwsError.class);
        }
        check(with(request, "x-other", "v"), "connect", NOW);
        String header = request.header("authorization").orElseThrow();
        String hostless = header.replace("SignedHeaders=host;", "SignedHeaders=");
        assertThat(hostless).isNotEqualTo(header);
        refused(
                with(request, "authorization", hostless),
                "connect",
                NOW,
                "InvalidSignatureException",
                403,
                "'Host' and all headers");
    }

    @Test
    void session_endsWhenItEnds_andKeysOfOldAreForgotten() {
        var keys = new Keys(List.of());
        keys.issue(new KeyPair(KEY, SECRET, "", NOW));
        var request = signed("connect", NOW.minusSeconds(1));
        new Verifier(keys, () -> NOW.minusSeconds(1)).check(request, service("connect"));
        assertThatThrownBy(() -> new Verifier(keys, () -> NOW).check(request, service("connect")))
                .hasMessageContaining("expired");
        assertThatThrownBy(() -> new Verifier(keys, () -> NOW).check(signed("s3", NOW), service("s3")))
                .isInstanceOfSatisfying(
                        AwsError.class, e -> assertThat(e.code() + e.status()).isEqualTo("ExpiredToken400"));
        for (int i = 0; i < 10_000; i++) {
            assertThat(keys.find(KEY)).as("after " + i).isPresent();
            keys.issue(new KeyPair("ASIA" + i, "s", "t", null));
        }
        assertThat(keys.find(KEY)).isEmpty();
        keys.reset();
        assertThat(keys.find("ASIA9999")).isEmpty();
    }
}
