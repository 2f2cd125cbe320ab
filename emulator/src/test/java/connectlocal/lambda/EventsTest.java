package connectlocal.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import connectlocal.http.AwsError;
import connectlocal.http.Request;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Events that nobody waits for: what is accepted is handled. */
@Timeout(180)
class EventsTest {
    /** One is at work and 128 wait. */
    private static final int PLACES = 129;

    @TempDir
    private Path directory;

    @Test
    void events_moreThanThereArePlaces_areRefused_andAllOthersHandled() throws Exception {
        var settings = new Functions.Settings(RuntimeClient.ofThisMachine(), 1, false);
        var provider = SampleProvider.in(directory, "Test::Sample::Type");
        ExecutorService background = Executors.newCachedThreadPool();
        try (var functions = new Functions(
                List.of(provider), settings, "123456789012", "us-east-1", URI.create("http://127.0.0.1:1"))) {
            var api = new LambdaApi(functions, background);
            assertThat(accepted(api, PLACES + 11)).isEqualTo(PLACES);
            Files.createFile(directory.resolve("released"));
            background.shutdown();
            assertThat(background.awaitTermination(120, TimeUnit.SECONDS)).isTrue();
            assertThat(Files.readString(directory.resolve("tally"))).hasSize(PLACES);
            assertThat(functions
                            .invoke("TypeFunction", "1".getBytes(UTF_8), Functions.TIMEOUT)
                            .functionError())
                    .as("the places are free again")
                    .isNull();
        } finally {
            background.shutdownNow();
        }
    }

    /** How many of so many events are; the others are throttled. */
    private static int accepted(LambdaApi api, int events) {
        var event = new Request(
                "POST",
                "/2015-03-31/functions/TypeFunction/invocations",
                Map.of(),
                Map.of("x-amz-invocation-type", "Event"),
                "\"tally\"".getBytes(UTF_8));
        int accepted = 0;
        for (int i = 0; i < events; i++) {
            try {
                assertThat(api.route(event).answer(event).status()).isEqualTo(202);
                accepted++;
            } catch (AwsError refused) {
                assertThat(refused.code() + refused.status()).isEqualTo("TooManyRequestsException429");
            }
        }
        return accepted;
    }
}
