package connectlocal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** AWS counts the calls of an account in each region by itself. */
class RegionalQuotasTest {
    private static final int THROTTLED = 429;

    private final HttpClient http = HttpClient.newHttpClient();

    private int list(Emulator emulator, String region) throws Exception {
        var request = HttpRequest.newBuilder(emulator.endpoint().resolve("/users-summary/nowhere"))
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE00000001/20260101/" + region
                                + "/connect/aws4_request, SignedHeaders=host, Signature=00")
                .build();
        return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    @Test
    void quota_usedUpInOneRegion_isWholeInAnother(@TempDir Path directory) throws Exception {
        Path file =
                Files.writeString(directory.resolve("quotas.yaml"), "connect: {ListUsers: {rate: 0.000001, burst: 1}}");
        var quotas = new Options.Unkindness(List.of(), Optional.empty(), Optional.of(file.toString()), List.of());
        try (Emulator emulator = Emulator.start(Options.onFreePort().withUnkindness(quotas))) {
            assertThat(list(emulator, "us-east-1")).isNotEqualTo(THROTTLED);
            assertThat(list(emulator, "us-east-1")).isEqualTo(THROTTLED);
            assertThat(list(emulator, "local")).as("of the home region").isEqualTo(THROTTLED);
            assertThat(list(emulator, "eu-west-1")).isNotEqualTo(THROTTLED);
            assertThat(list(emulator, "eu-west-1")).isEqualTo(THROTTLED);
        }
    }
}
