package connectlocal.s3;

import static org.assertj.core.api.Assertions.assertThat;

import connectlocal.http.Request;
import connectlocal.state.Keep;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the request log is told of a call of S3. */
class S3LogTest {
    private final S3Api api = new S3Api(new Buckets("cdk", Keep.NOTHING), List.of());

    private Map<String, Object> told(String path, String body) {
        var request =
                new Request("PUT", path, Map.of(), Map.of("host", "localhost"), body.getBytes(StandardCharsets.UTF_8));
        return api.route(request).parameters(request);
    }

    @Test
    void bucketAndKey_andNothingOfTheContent() {
        assertThat(told("/cdk/a/b.json", "{\"Secret\":1}")).isEqualTo(Map.of("Bucket", "cdk", "Key", "a/b.json"));
    }

    /** The log keeps ten thousand of them. */
    @Test
    void keysThatAreLong_byTheirBeginning() {
        assertThat(told("/cdk/" + "k".repeat(31_000), "")).containsEntry("Key", "k".repeat(300) + "…");
        assertThat(told("/" + "b".repeat(31_000) + "/k", "")).containsEntry("Bucket", "b".repeat(300) + "…");
    }
}
