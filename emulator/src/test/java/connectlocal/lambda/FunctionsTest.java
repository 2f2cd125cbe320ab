package connectlocal.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class FunctionsTest {
    @TempDir
    private Path directory;

    @Test
    void reset_servesNothingThatWaitedForItsTurn() throws Exception {
        var settings = new Functions.Settings(RuntimeClient.values()[0], 1, false);
        var provider = SampleProvider.in(directory, "Test::Sample::Type");
        try (var functions = new Functions(
                List.of(provider), settings, "123456789012", "us-east-1", URI.create("http://127.0.0.1:1"))) {
            var working = CompletableFuture.supplyAsync(
                    () -> functions.invoke("TypeFunction", "\"hang\"".getBytes(UTF_8), Duration.ofSeconds(60)));
            while (!Files.exists(directory.resolve("hanging"))) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
            var waiting = new FutureTask<>(
                    () -> functions.invoke("TypeFunction", "1".getBytes(UTF_8), Duration.ofSeconds(60)));
            var thread = new Thread(waiting);
            thread.start();
            while (thread.getState() != Thread.State.TIMED_WAITING) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
            functions.reset();
            assertThat(working.get(30, TimeUnit.SECONDS).functionError()).isEqualTo("Unhandled");
            assertThatThrownBy(() -> waiting.get(30, TimeUnit.SECONDS))
                    .hasMessageContaining("the emulator has been reset");
        }
    }

    /** An operation of several invocations would go on after the reset, with names that are others' by then. */
    @Test
    void reset_endsWhatGoesOnOverSeveralInvocations() throws Exception {
        var settings = new Functions.Settings(RuntimeClient.values()[0], 1, false);
        var provider = SampleProvider.in(directory, "Test::Sample::Type");
        try (var functions = new Functions(
                List.of(provider), settings, "123456789012", "us-east-1", URI.create("http://127.0.0.1:1"))) {
            Invoker before = functions.untilReset("TypeFunction");
            var working = new FutureTask<>(() -> before.invoke("\"hang\"".getBytes(UTF_8), Duration.ofSeconds(60)));
            new Thread(working).start();
            while (!Files.exists(directory.resolve("hanging"))) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
            functions.reset();
            assertThatThrownBy(() -> working.get(30, TimeUnit.SECONDS)).hasCauseInstanceOf(WasReset.class);
            assertThatThrownBy(() -> before.invoke("1".getBytes(UTF_8), Duration.ofSeconds(60)))
                    .isInstanceOf(WasReset.class);
            Invoker after = functions.untilReset("TypeFunction");
            assertThat(after.invoke("1".getBytes(UTF_8), Duration.ofSeconds(60)).functionError())
                    .isNull();
        }
    }

    @Test
    void interference_isToldTheRegion() throws Exception {
        var settings = new Functions.Settings(RuntimeClient.values()[0], 1, false);
        var provider = SampleProvider.in(directory, "Test::Sample::Type");
        try (var functions = new Functions(
                List.of(provider), settings, "123456789012", "eu-west-1", URI.create("http://127.0.0.1:1"))) {
            functions.interferedWithBy((region, function, payload, real) ->
                    new Invocation((region + " " + function).getBytes(UTF_8), null, ""));
            assertThat(functions
                            .invoke("TypeFunction", new byte[0], Functions.TIMEOUT)
                            .payload())
                    .asString(UTF_8)
                    .isEqualTo("eu-west-1 TypeFunction");
        }
    }

    /** All functions of a region fetch their events from one server. */
    @Test
    void process_thatAsksForEventsWithoutEnd_silencesNoOtherFunction() throws Exception {
        var settings = new Functions.Settings(RuntimeClient.values()[0], 1, false);
        var providers = List.of(
                SampleProvider.in(directory.resolve("a"), "Test::Floods::First"),
                SampleProvider.in(directory.resolve("b"), "Test::Works::Well"));
        try (var functions =
                new Functions(providers, settings, "123456789012", "us-east-1", URI.create("http://127.0.0.1:1"))) {
            assertThat(invoke(functions, "test-floods-first", "\"flood\"").functionError())
                    .isNull();
            assertThat(invoke(functions, "test-works-well", "1").functionError())
                    .as("while it floods")
                    .isNull();
            assertThat(invoke(functions, "test-floods-first", "\"exit\"").functionError())
                    .isEqualTo("Unhandled");
            assertThat(invoke(functions, "test-works-well", "2").functionError())
                    .as("after its end")
                    .isNull();
            assertThat(invoke(functions, "test-floods-first", "3").functionError())
                    .as("its next process")
                    .isNull();
        }
    }

    private static Invocation invoke(Functions functions, String name, String event) {
        return functions.invoke(name, event.getBytes(UTF_8), Duration.ofSeconds(15));
    }
}
