package connectlocal;

import static org.assertj.core.api.Assertions.assertThat;

import connectlocal.http.Json;
import connectlocal.shared.Admin;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which regions are in use after a reset: the seed's, as after a start. */
class RegionsAfterResetTest {
    private static final int AT_MOST = 40;
    private static final int REFUSED = 403;

    private final HttpClient http = HttpClient.newHttpClient();
    private Emulator emulator;

    @BeforeEach
    void start() throws Exception {
        emulator = Emulator.start(Options.onFreePort());
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    private HttpResponse<String> ask(String region, String path) throws Exception {
        var request = HttpRequest.newBuilder(emulator.endpoint().resolve(path))
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE00000001/20260101/" + region
                                + "/connect/aws4_request, SignedHeaders=host, Signature=00")
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private int open(String region) throws Exception {
        return ask(region, "/instance").statusCode();
    }

    private List<String> inUse() throws Exception {
        var names = Json.MAPPER
                .readTree(ask("us-east-1", "/_emulator/health").body())
                .get("regions");
        return IntStream.range(0, names.size())
                .mapToObj(i -> names.get(i).asText())
                .toList();
    }

    @Test
    void otherRegions_areNotInUse_untilSomebodyAsksForThemAgain() throws Exception {
        open("eu-west-1");
        assertThat(inUse()).containsExactly("us-east-1", "eu-west-1");
        Admin.reset(emulator);
        assertThat(inUse()).containsExactly("us-east-1");
        assertThat(ask("us-east-1", "/_emulator/state").body()).doesNotContain("OtherRegions");
        assertThat(open("eu-west-1")).isEqualTo(200);
        assertThat(inUse()).containsExactly("us-east-1", "eu-west-1");
    }

    @Test
    void asManyOthersAsBefore_canBeUsed() throws Exception {
        for (int i = 0; i < AT_MOST; i++) {
            assertThat(open("xx-west-" + i)).isEqualTo(200);
        }
        assertThat(open("yy-west-1")).isEqualTo(REFUSED);
        Admin.reset(emulator);
        assertThat(open("xx-west-7")).isEqualTo(200);
        for (int i = 1; i < AT_MOST; i++) {
            assertThat(open("yy-west-" + i)).isEqualTo(200);
        }
        assertThat(inUse()).hasSize(1 + AT_MOST).contains("xx-west-7").doesNotContain("xx-west-8");
        assertThat(open("xx-west-8")).isEqualTo(REFUSED);
        assertThat(open("xx-west-7")).isEqualTo(200);
    }
}
