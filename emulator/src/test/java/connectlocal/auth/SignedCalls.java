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
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;

/**
 * Requests that AWS's own signer has signed, changed afterwards or not, and what the judge of signatures says of them.
 */
abstract class SignedCalls {
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    static final String KEY = "AKIDEXAMPLE1";
    static final String SECRET = "Canary+secret/1";
    static final byte[] BODY = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);

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

    static Api service(String name) {
        boolean json = name.equals("cloudcontrolapi") || name.equals("ssm");
        return new Service(name, json ? Optional.of("Target") : Optional.empty());
    }

    static Request signed(String service, Instant when, String... headers) {
        return request(service, when, AuthLocation.HEADER, null, true, headers);
    }

    static Request presigned(String service, Instant when, Duration expires) {
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

    static void check(Request request, String service, Instant now) {
        new Verifier(new Keys(List.of(new KeyPair(KEY, SECRET, "", null))), () -> now).check(request, service(service));
    }

    static void refused(Request request, String service, Instant now, String code, int status, String words) {
        assertThatThrownBy(() -> check(request, service, now)).isInstanceOfSatisfying(AwsError.class, e -> {
            assertThat(e.code() + " " + e.status()).isEqualTo(code + " " + status);
            assertThat(e.getMessage()).contains(words).doesNotContain(SECRET);
        });
    }

    /** A request whose signature says that this is the digest of its body. */
    static Request resigned(Request request, String service, String payload) {
        Signed signed = Signed.of(request).orElseThrow();
        String right = SignatureV4.of(request, signed, SECRET, service.equals("s3"), payload);
        String header = request.header("authorization").orElseThrow();
        return with(request, "authorization", header.replace(signed.signature(), right));
    }

    static Request with(Request request, String header, String value) {
        var headers = new LinkedHashMap<>(request.headers());
        if (value == null) {
            headers.remove(header);
        } else {
            headers.put(header, value);
        }
        return new Request(request.method(), request.rawPath(), request.query(), headers, request.body());
    }

    static Request query(Request request, String name, String value) {
        var query = new LinkedHashMap<>(request.query());
        query.put(name, List.of(value));
        return new Request(request.method(), request.rawPath(), query, request.headers(), request.body());
    }

    static Request body(Request request, String body) {
        return new Request(
                request.method(),
                request.rawPath(),
                request.query(),
                request.headers(),
                body.getBytes(StandardCharsets.UTF_8));
    }
}
