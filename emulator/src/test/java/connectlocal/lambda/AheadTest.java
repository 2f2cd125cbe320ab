package connectlocal.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import connectlocal.Emulator;
import connectlocal.Options;
import connectlocal.http.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The process of a function that starts before anybody invokes it. */
@Timeout(120)
class AheadTest {
    private static final Functions.Settings SETTINGS =
            new Functions.Settings(RuntimeClient.values()[0], 2, false).startingAhead();

    @TempDir
    private Path directory;

    private final List<Long> before = children();

    @Test
    void startedAhead_servesTheFirstInvocation_alone() throws Exception {
        var provider = SampleProvider.in(directory, "Test::Sample::Type");
        try (var functions = new Functions(
                List.of(provider), SETTINGS, "123456789012", "us-east-1", URI.create("http://127.0.0.1:1"))) {
            List<Long> ahead = started();
            assertThat(ahead).hasSize(1);
            var answer = functions.invoke("TypeFunction", "\"hello\"".getBytes(UTF_8), Duration.ofSeconds(60));
            assertThat(Json.MAPPER.readTree(answer.payload()).get("pid").asLong())
                    .isEqualTo(ahead.get(0));
            assertThat(started()).isEqualTo(ahead);
        }
        assertThat(started()).isEmpty();
    }

    @Test
    void otherRegions_startNone_untilTheyAreInvoked() throws Exception {
        var options = Options.onFreePort()
                .withProviders(List.of(SampleProvider.in(directory, "Test::Sample::Type")))
                .withFunctions(SETTINGS);
        try (var emulator = Emulator.start(options)) {
            List<Long> ahead = started();
            assertThat(ahead).hasSize(1);
            var request = HttpRequest.newBuilder(emulator.endpoint().resolve("/2015-03-31/functions/none/invocations"))
                    .timeout(Duration.ofSeconds(30))
                    .header(
                            "Authorization",
                            "AWS4-HMAC-SHA256 Credential=AKIDLOCAL/20260101/eu-west-1/lambda/aws4_request,"
                                    + " SignedHeaders=host, Signature=0")
                    .POST(HttpRequest.BodyPublishers.ofString("{}"))
                    .build();
            String there = HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofString())
                    .body();
            assertThat(there).contains("Function not found: none");
            assertThat(started()).isEqualTo(ahead);
        }
    }

    private List<Long> started() {
        return children().stream().filter(pid -> !before.contains(pid)).toList();
    }

    private static List<Long> children() {
        return ProcessHandle.current().children().map(ProcessHandle::pid).toList();
    }
}
