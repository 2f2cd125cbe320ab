package connectlocal.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import connectlocal.http.Api;
import connectlocal.http.AwsError;
import connectlocal.http.Json;
import connectlocal.http.Request;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The requests of AWS's published signing test suite, signed in the header and presigned, and each spoilt. */
class PublishedVectorsTest {
    private static final Instant THEN = Instant.parse("2015-08-30T12:36:00Z");
    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    static Stream<JsonNode> vectors() throws Exception {
        try (var in = PublishedVectorsTest.class.getResourceAsStream("/connectlocal/auth/signed-requests.json")) {
            JsonNode all = Json.MAPPER.readTree(in);
            return StreamSupport.stream(all.spliterator(), false);
        }
    }

    private static Request request(JsonNode vector) {
        String[] target = vector.get("target").asText().split("\\?", 2);
        Map<String, List<String>> query = new LinkedHashMap<>();
        for (String pair : target.length < 2 ? new String[0] : target[1].split("&")) {
            String[] parts = (pair + "=").split("=", 3);
            query.computeIfAbsent(decoded(parts[0]), name -> new ArrayList<>()).add(decoded(parts[1]));
        }
        Map<String, String> headers = new LinkedHashMap<>();
        vector.get("headers")
                .forEach(header -> headers.merge(
                        header.get(0).asText().toLowerCase(Locale.ROOT),
                        header.get(1).asText().strip(),
                        (one, other) -> one + "," + other));
        byte[] body = vector.get("body").asText().getBytes(StandardCharsets.UTF_8);
        return new Request(vector.get("method").asText(), target[0], query, headers, body);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static String signature(Request request, JsonNode vector, String secret) {
        Signed signed = Signed.of(request).orElseThrow();
        boolean plain = !vector.get("normalize").asBoolean();
        return SignatureV4.of(request, signed, secret, plain, SignatureV4.sha256(request.body()));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void signature_ofEachRequest_isThePublishedOne(JsonNode vector) {
        Request request = request(vector);
        assertThat(signature(request, vector, SECRET))
                .as(vector.get("name").asText())
                .isEqualTo(Signed.of(request).orElseThrow().signature());
        assertThat(signature(request, vector, SECRET + "x"))
                .isNotEqualTo(Signed.of(request).orElseThrow().signature());
    }

    @Test
    void verifier_takesTheRequestsOfTheSuite_andNoneThatIsChanged() throws Exception {
        var api = SignedCalls.service("service");
        int seen = 0;
        for (JsonNode vector : vectors().toList()) {
            if (!vector.get("normalize").asBoolean() || vector.get("omitted").asBoolean()) {
                continue;
            }
            seen++;
            Request request = request(vector);
            var keys = new Keys(List.of(
                    new KeyPair("AKIDEXAMPLE", SECRET, vector.get("token").asText(), null)));
            var verifier = new Verifier(keys, () -> THEN);
            verifier.check(request, api);
            refused(
                    verifier,
                    api,
                    "method",
                    new Request("PATCH", request.rawPath(), request.query(), request.headers(), request.body()));
            refused(
                    verifier,
                    api,
                    "path",
                    new Request(
                            request.method(),
                            request.rawPath() + "x",
                            request.query(),
                            request.headers(),
                            request.body()));
            refused(
                    verifier,
                    api,
                    "body",
                    new Request(
                            request.method(),
                            request.rawPath(),
                            request.query(),
                            request.headers(),
                            "x".getBytes(StandardCharsets.UTF_8)));
            var query = new LinkedHashMap<>(request.query());
            query.put("added", List.of(""));
            refused(
                    verifier,
                    api,
                    "query",
                    new Request(request.method(), request.rawPath(), query, request.headers(), request.body()));
            var headers = new LinkedHashMap<>(request.headers());
            headers.put("host", "elsewhere");
            refused(
                    verifier,
                    api,
                    "host",
                    new Request(request.method(), request.rawPath(), request.query(), headers, request.body()));
            headers = new LinkedHashMap<>(request.headers());
            headers.put("x-amz-target", "Other.Operation");
            refused(
                    verifier,
                    api,
                    "header",
                    new Request(request.method(), request.rawPath(), request.query(), headers, request.body()));
        }
        assertThat(seen).isGreaterThan(40);
    }

    private static void refused(Verifier verifier, Api api, String what, Request changed) {
        assertThatThrownBy(() -> verifier.check(changed, api)).as(what).isInstanceOfSatisfying(AwsError.class, e -> {
            assertThat(e.code()).as(what).isEqualTo("InvalidSignatureException");
            assertThat(e.status()).isEqualTo(403);
        });
    }

    @Test
    void verifier_outOfTime_unknownKey_wrongTokenOrService_refusesEachInItsWay() throws Exception {
        JsonNode header = vectors()
                .filter(v -> v.get("name").asText().equals("get-vanilla header"))
                .findFirst()
                .orElseThrow();
        JsonNode presigned = vectors()
                .filter(v -> v.get("name").asText().equals("get-vanilla query"))
                .findFirst()
                .orElseThrow();
        var pair = new KeyPair("AKIDEXAMPLE", SECRET, "", null);
        var api = SignedCalls.service("service");
        assertCode("InvalidSignatureException", "Signature expired", header, pair, api, 301);
        assertCode("InvalidSignatureException", "not yet current", header, pair, api, -301);
        assertCode("", "", header, pair, api, 300);
        assertCode("", "", header, pair, api, -300);
        assertCode("", "", presigned, pair, api, 3600);
        assertCode("InvalidSignatureException", "Signature expired", presigned, pair, api, 3601);
        assertCode(
                "UnrecognizedClientException",
                "security token",
                header,
                new KeyPair("AKIDOTHER", SECRET, "", null),
                api,
                0);
        assertCode(
                "UnrecognizedClientException",
                "security token",
                header,
                new KeyPair("AKIDEXAMPLE", SECRET, "token", null),
                api,
                0);
        assertCode("ExpiredTokenException", "expired", header, new KeyPair("AKIDEXAMPLE", SECRET, "", THEN), api, 0);
        assertCode(
                "InvalidSignatureException",
                "does not match",
                header,
                new KeyPair("AKIDEXAMPLE", "other", "", null),
                api,
                0);
        assertCode(
                "InvalidSignatureException",
                "correct service: 'connect'",
                header,
                pair,
                SignedCalls.service("connect"),
                0);
        assertCode(
                "InvalidClientTokenId",
                "security token",
                header,
                new KeyPair("AKIDOTHER", SECRET, "", null),
                SignedCalls.service("sts"),
                0);
        assertCode(
                "InvalidAccessKeyId",
                "security token",
                header,
                new KeyPair("AKIDOTHER", SECRET, "", null),
                SignedCalls.service("s3"),
                0);
    }

    private static void assertCode(String code, String words, JsonNode vector, KeyPair pair, Api api, int later) {
        var verifier = new Verifier(new Keys(List.of(pair)), () -> THEN.plusSeconds(later));
        if (code.isEmpty()) {
            verifier.check(request(vector), api);
            return;
        }
        assertThatThrownBy(() -> verifier.check(request(vector), api)).isInstanceOfSatisfying(AwsError.class, e -> {
            assertThat(e.code()).isEqualTo(code);
            assertThat(e.getMessage()).contains(words).doesNotContain(SECRET);
        });
    }
}
