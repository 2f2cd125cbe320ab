package connectlocal.s3;

import static org.assertj.core.api.Assertions.assertThat;

import connectlocal.Emulator;
import connectlocal.Options;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The headers of objects: what can be put can be got. */
class ObjectHeadersIT {
    private static final String SCOPE = "AWS4-HMAC-SHA256 Credential=AK/20260101/us-east-1/s3/aws4_request";

    private final HttpClient http = HttpClient.newHttpClient();
    private Emulator emulator;

    @BeforeEach
    void start() throws Exception {
        emulator = Emulator.start(Options.onFreePort());
        assertThat(send("PUT", "/mine", Map.of()).statusCode()).isEqualTo(200);
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    private HttpResponse<String> send(String method, String path, Map<String, String> headers) throws Exception {
        var request = HttpRequest.newBuilder(emulator.endpoint().resolve(path)).timeout(Duration.ofSeconds(20));
        request.header("Authorization", SCOPE);
        headers.forEach(request::header);
        var body = HttpRequest.BodyPublishers.ofString(method.equals("PUT") && !path.equals("/mine") ? "content" : "");
        return http.send(request.method(method, body).build(), HttpResponse.BodyHandlers.ofString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cache-control",
                "content-disposition",
                "content-encoding",
                "content-language",
                "content-type",
                "expires",
                "x-amz-meta-a"
            })
    void header_asLongAsItMayBe_comesBack_andALongerOneIsRefused(String name) throws Exception {
        int most = 2_048 - (name.equals("x-amz-meta-a") ? 1 : name.length());
        assertThat(send("PUT", "/mine/k", Map.of(name, "v".repeat(most))).statusCode())
                .isEqualTo(200);
        var got = send("GET", "/mine/k", Map.of());
        assertThat(got.statusCode()).isEqualTo(200);
        assertThat(got.body()).isEqualTo("content");
        assertThat(got.headers().firstValue(name)).contains("v".repeat(most));
        var refused = send("PUT", "/mine/k", Map.of(name, "v".repeat(most + 1)));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("<Code>MetadataTooLarge</Code>");
    }

    /** Of many short ones the prefixes take more than what is counted. */
    @Test
    void metadata_ofManyNames_comesBackWhole() throws Exception {
        var headers = new TreeMap<String, String>();
        for (int i = 100; i < 780; i++) {
            headers.put("x-amz-meta-" + i, "");
        }
        headers.put("cache-control", "v".repeat(2_000));
        assertThat(send("PUT", "/mine/k", headers).statusCode()).isEqualTo(200);
        var got = send("GET", "/mine/k", Map.of());
        assertThat(got.statusCode()).isEqualTo(200);
        assertThat(got.headers().map().keySet()).containsAll(headers.keySet());
    }
}
