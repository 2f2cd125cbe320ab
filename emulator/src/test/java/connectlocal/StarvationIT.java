package connectlocal;

import static org.assertj.core.api.Assertions.assertThat;

import connectlocal.lambda.Functions;
import connectlocal.lambda.RuntimeClient;
import connectlocal.lambda.SampleProvider;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Providers that hang, with all the callers that may wait for them, keep nobody else waiting. */
class StarvationIT {
    private static final int CALLERS = 160;

    /** One is at work and 128 wait; the others find no place and are told so at once. */
    private static final int TURNED_AWAY = CALLERS - 1 - 128;

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path directory;

    private Emulator emulator;

    @Test
    void twoProvidersThatHang_withAllTheirCallers_keepNobodyElseWaiting() throws Exception {
        var providers = List.of(
                SampleProvider.in(directory.resolve("a"), "Test::Hangs::First"),
                SampleProvider.in(directory.resolve("b"), "Test::Hangs::Second"),
                SampleProvider.in(directory.resolve("c"), "Test::Works::Well"));
        emulator = Emulator.start(Options.onFreePort()
                .withProviders(providers)
                .withFunctions(new Functions.Settings(RuntimeClient.ofThisMachine(), 1, false)));
        try {
            var calls = new ArrayList<CompletableFuture<HttpResponse<String>>>();
            for (String function : List.of("test-hangs-first", "test-hangs-second")) {
                var turnedAway = new CountDownLatch(TURNED_AWAY);
                for (int i = 0; i < CALLERS; i++) {
                    calls.add(http.sendAsync(invocation(function, "\"hang\""), HttpResponse.BodyHandlers.ofString())
                            .whenComplete((answer, failure) -> turnedAway.countDown()));
                }
                assertThat(turnedAway.await(90, TimeUnit.SECONDS)).as(function).isTrue();
            }
            assertThat(status(invocation("test-works-well", "1")))
                    .as("another function")
                    .isEqualTo(200);
            assertThat(status(request("/instance").build())).as("Connect").isEqualTo(200);
            var list = request("/")
                    .header("X-Amz-Target", "CloudApiService.ListResources")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"TypeName\":\"AWS::Connect::Instance\"}"));
            assertThat(status(list.build())).as("Cloud Control").isEqualTo(200);
            var identity =
                    request("/?Action=GetCallerIdentity&Version=2011-06-15").build();
            assertThat(status(identity)).as("STS").isEqualTo(200);
            for (String name : List.of("a", "b")) {
                Files.createFile(directory.resolve(name).resolve("released"));
            }
            var statuses = new ArrayList<Integer>();
            for (var call : calls) {
                statuses.add(call.get(90, TimeUnit.SECONDS).statusCode());
            }
            assertThat(statuses).containsOnly(200, 429);
            assertThat(statuses.stream().filter(status -> status == 429)).hasSize(2 * TURNED_AWAY);
            assertThat(status(invocation("test-hangs-first", "1")))
                    .as("the places of those who were answered")
                    .isEqualTo(200);
        } finally {
            emulator.close();
        }
    }

    private HttpRequest invocation(String function, String event) {
        return request("/2015-03-31/functions/" + function + "/invocations")
                .POST(HttpRequest.BodyPublishers.ofString(event))
                .build();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(emulator.endpoint().resolve(path)).timeout(Duration.ofSeconds(120));
    }

    private int status(HttpRequest request) throws Exception {
        return http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    }
}
