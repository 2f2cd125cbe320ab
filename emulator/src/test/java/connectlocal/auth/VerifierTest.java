package connectlocal.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import connectlocal.http.Api;
import connectlocal.http.AwsError;
import connectlocal.http.Request;
import connectlocal.http.Response;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;

/** Every bound of the judge of signatures, on both sides, with requests that AWS's own signer has signed. */
class VerifierTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String KEY = "AKIDEXAMPLE1";
    private static final String SECRET = "Canary+secret/1";
    private static final Map<String, String> MISMATCH =
            Map.of("connect", "InvalidSignatureException", "s3", "SignatureDoesNotMatch");
    private static final byte[] BODY = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);

    private record Service(String service, Optional<String> targetPrefix) implements Api {
        @Override
        public Operation route(Request request) {
            throw new AssertionError("not asked for");
        }

        @Override
        public Response render(AwsError error) {
            throw new AssertionError("not asked for");
        }
    }

    private static Api service(String name) {
        boolean json = name.equals("cloudcontrolapi") || name.equals("ssm");
        return new Service(name, json ? Optional.of("Target") : Optional.empty());
    }

    private static Request signed(String service, Instant when, String... headers) {
        return request(service, when, AuthLocation.HEADER, null, true, headers);
    }

    private static Request presigned(String service, Instant when, Duration expires) {
        return request(service, when, AuthLocation.QUERY_STRING, expires, !service.equals("s3"));
    }

    private static Request request(
            String service, Instant when, AuthLocation where, Duration expires, boolean payload, String... headers) {
        var plain = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(URI.create((payload ? "http" : "https") + "://127.0.0.1:4566/a%20b/c"))
                .putRawQueryParameter("q", "1");
        for (int i = 0; i < headers.length; i += 2) {
            plain.putHeader(headers[i], headers[i + 1]);
        }
        var signed = AwsV4HttpSigner.create().sign(r -> {
            r.identity(AwsBasicCredentials.create(KEY, SECRET))
                    .request(plain.build())
                    .payload(() -> new ByteArrayInputStream(where == AuthLocation.HEADER ? BODY : new byte[0]))
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                    .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
                    .putProperty(AwsV4HttpSigner.AUTH_LOCATION, where)
                    .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, !service.equals("s3"))
                    .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, !service.equals("s3"))
                    .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, payload)
                    .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(when, ZoneOffset.UTC));
            if (expires != null) {
                r.putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, expires);
            }
        });
        SdkHttpRequest request = signed.request();
        Map<String, String> lower = new LinkedHashMap<>();
        request.headers().forEach((name, values) -> lower.put(name.toLowerCase(Locale.ROOT), values.get(0)));
        lower.putIfAbsent("host", "127.0.0.1:4566");
        Map<String, List<String>> query = new LinkedHashMap<>();
        request.rawQueryParameters().forEach((name, values) -> query.put(name, new ArrayList<>(values)));
        return new Request(
                "POST", request.encodedPath(), query, lower, where == AuthLocation.HEADER ? BODY : new byte[0]);
    }

    private static void check(Request request, String service, Instant now) {
        new Verifier(new Keys(List.of(new KeyPair(KEY, SECRET, "", null))), () -> now).check(request, service(service));
    }

    private static void refused(Request request, String service, Instant now, String code, int status, String words) {
        assertThatThrownBy(() -> check(request, service, now)).isInstanceOfSatisfying(AwsError.class, e -> {
            assertThat(e.code() + " " + e.status()).isEqualTo(code + " " + status);
            assertThat(e.getMessage()).contains(words).doesNotContain(SECRET);
        });
    }

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

    @Test
    void presigned_dayOfTheScopeThatIsNotThatOfTheTime_isRefused() {
        Request request = presigned("s3", NOW, Duration.ofSeconds(100));
        String credential = request.query().get("X-Amz-Credential").get(0);
        Request changed = query(request, "X-Amz-Credential", credential.replace("/20260301/", "/20260228/"));
        refused(changed, "s3", NOW, "SignatureDoesNotMatch", 403, "Date in Credential");
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
    void payload_ofAnother_isRefusedInEachServicesWords() {
        Request whole = signed("s3", NOW);
        refused(body(whole, "other"), "s3", NOW, "XAmzContentSHA256Mismatch", 400, "x-amz-content-sha256");
        refused(body(signed("sts", NOW), "x"), "sts", NOW, "SignatureDoesNotMatch", 403, "");
        refused(body(signed("connect", NOW), "x"), "connect", NOW, "InvalidSignatureException", 403, "");
        // Only S3 takes a payload that nobody has signed, and then the header says so and is signed itself.
        for (String stated : List.of("UNSIGNED-PAYLOAD", "STREAMING-UNSIGNED-PAYLOAD-TRAILER")) {
            Request changed = with(signed("s3", NOW), "x-amz-content-sha256", stated);
            refused(changed, "s3", NOW, "SignatureDoesNotMatch", 403, "we calculated");
        }
    }

    /** A request whose signature says that this is the digest of its body. */
    private static Request resigned(Request request, String service, String payload) {
        Signed signed = Signed.of(request).orElseThrow();
        String right = SignatureV4.of(request, signed, SECRET, service.equals("s3"), payload);
        String header = request.header("authorization").orElseThrow();
        return with(request, "authorization", header.replace(signed.signature(), right));
    }

    @Test
    void payload_thatNobodySigned_isTakenByS3Alone_andOnlyWhenItsHeaderSaysSo() {
        String unsigned = "UNSIGNED-PAYLOAD";
        Request s3 = with(signed("s3", NOW), "x-amz-content-sha256", unsigned);
        check(resigned(s3, "s3", unsigned), "s3", NOW);
        check(body(resigned(s3, "s3", unsigned), "other"), "s3", NOW);
        Request connect = signed("connect", NOW, "x-amz-content-sha256", unsigned);
        Request stated = with(connect, "x-amz-content-sha256", unsigned);
        assertThatThrownBy(() -> check(resigned(stated, "connect", unsigned), "connect", NOW))
                .isInstanceOf(AwsError.class);
        Request silent = with(signed("s3", NOW), "x-amz-content-sha256", null);
        refused(resigned(silent, "s3", unsigned), "s3", NOW, "SignatureDoesNotMatch", 403, "we calculated");
        check(resigned(silent, "s3", SignatureV4.sha256(BODY)), "s3", NOW);
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3", "sts"})
    void presigned_isGoodFromItsTimeToItsEnd(String service) {
        Request request = presigned(service, NOW, Duration.ofSeconds(100));
        check(request, service, NOW);
        check(request, service, NOW.plusSeconds(100));
        String code = service.equals("s3") ? "AccessDenied" : "SignatureDoesNotMatch";
        refused(request, service, NOW.plusSeconds(101), code, 403, "Signature expired");
        int skew = service.equals("s3") ? 900 : 300;
        check(request, service, NOW.minusSeconds(skew));
        assertThatThrownBy(() -> check(request, service, NOW.minusSeconds(skew + 1)))
                .hasMessageContaining("not yet current");
        check(presigned(service, NOW, Duration.ofDays(7)), service, NOW.plus(Duration.ofDays(7)));
        String malformed = service.equals("s3") ? "AuthorizationHeaderMalformed" : "IncompleteSignature";
        for (String wrong : List.of("0", "-1", "604801", "99999999999", "soon")) {
            Request changed = query(request, "X-Amz-Expires", wrong);
            refused(changed, service, NOW, malformed, 400, "X-Amz-Expires must be");
        }
        refused(query(request, "X-Amz-Algorithm", "X"), service, NOW, malformed, 400, "X-Amz-Algorithm must be");
        assertThatThrownBy(() -> check(query(request, "q", "2"), service, NOW)).hasMessageContaining("we calculated");
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

    private static Request with(Request request, String header, String value) {
        var headers = new LinkedHashMap<>(request.headers());
        if (value == null) {
            headers.remove(header);
        } else {
            headers.put(header, value);
        }
        return new Request(request.method(), request.rawPath(), request.query(), headers, request.body());
    }

    private static Request query(Request request, String name, String value) {
        var query = new LinkedHashMap<>(request.query());
        query.put(name, List.of(value));
        return new Request(request.method(), request.rawPath(), query, request.headers(), request.body());
    }

    private static Request body(Request request, String body) {
        return new Request(
                request.method(),
                request.rawPath(),
                request.query(),
                request.headers(),
                body.getBytes(StandardCharsets.UTF_8));
    }
}
