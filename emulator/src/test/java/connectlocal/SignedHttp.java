package connectlocal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;

/** Plain HTTP that AWS's own signer has signed, for what has no client here and where nothing is to be hidden. */
final class SignedHttp {
    private static final Set<String> SET_BY_HTTP = Set.of("Host", "Content-Length");
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI endpoint;

    SignedHttp(URI endpoint) {
        this.endpoint = endpoint;
    }

    /** @param headers names and values in turns; a body is a form unless they say otherwise */
    HttpResponse<String> send(
            AwsCredentials who, String service, String method, String path, String body, String... headers)
            throws Exception {
        var plain =
                SdkHttpRequest.builder().method(SdkHttpMethod.fromValue(method)).uri(endpoint.resolve(path));
        if (!body.isEmpty()) {
            plain.putHeader("Content-Type", "application/x-www-form-urlencoded");
        }
        for (int i = 0; i < headers.length; i += 2) {
            plain.putHeader(headers[i], headers[i + 1]);
        }
        return send(signed(who, service, plain.build(), body, AuthLocation.HEADER), body);
    }

    /** The answer to a question whose address is signed. */
    HttpResponse<String> sendPresigned(AwsCredentials who, String service, String path) throws Exception {
        var plain = SdkHttpRequest.builder().method(SdkHttpMethod.GET).uri(endpoint.resolve(path));
        return send(signed(who, service, plain.build(), "", AuthLocation.QUERY_STRING), "");
    }

    private HttpResponse<String> send(SdkHttpRequest signed, String body) throws Exception {
        var request = HttpRequest.newBuilder(signed.getUri())
                .timeout(Duration.ofSeconds(90))
                .method(signed.method().name(), HttpRequest.BodyPublishers.ofString(body));
        signed.headers().forEach((name, values) -> {
            if (!SET_BY_HTTP.contains(name)) {
                request.header(name, values.get(0));
            }
        });
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static SdkHttpRequest signed(
            AwsCredentials who, String service, SdkHttpRequest plain, String body, AuthLocation where) {
        return AwsV4HttpSigner.create()
                .sign(r -> r.identity(who)
                        .request(plain)
                        .payload(() -> new ByteArrayInputStream(body.getBytes(UTF_8)))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
                        .putProperty(AwsV4HttpSigner.AUTH_LOCATION, where)
                        .putProperty(
                                AwsV4HttpSigner.EXPIRATION_DURATION,
                                where == AuthLocation.HEADER ? null : Duration.ofMinutes(5)))
                .request();
    }
}
