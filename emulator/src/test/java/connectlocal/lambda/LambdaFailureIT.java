package connectlocal.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import connectlocal.Options;
import connectlocal.shared.Admin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.lambda.model.InvalidRequestContentException;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/** What callers see when a function, or their call of it, fails. */
class LambdaFailureIT extends LambdaCalls {
    @ParameterizedTest
    @EnumSource(RuntimeClient.class)
    void invoke_handlerThrows_isUnhandledWithTypeAndMessage(RuntimeClient client) throws Exception {
        start(client, 1);
        InvokeResponse answer = invoke("TypeFunction", "\"throw\"");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.functionError()).isEqualTo("Unhandled");
        assertThat(json(answer).get("errorMessage").asText()).isEqualTo("as \"asked\"");
        assertThat(json(answer).get("errorType").asText()).isEqualTo("java.lang.IllegalStateException");
        assertThat(invoke("TypeFunction", "1").functionError()).isNull();
    }

    @ParameterizedTest
    @EnumSource(RuntimeClient.class)
    void invoke_handlerErrors_nextInvocationIsServed(RuntimeClient client) throws Exception {
        start(client, 1);
        InvokeResponse answer = invoke("TypeFunction", "\"error\"");
        assertThat(answer.functionError()).isEqualTo("Unhandled");
        assertThat(json(answer).get("errorType").asText()).isEqualTo("java.lang.OutOfMemoryError");
        for (int i = 0; i < 5; i++) {
            assertThat(invoke("TypeFunction", "1").functionError()).isNull();
        }
    }

    /** What a handler still did would be done to what is there after the reset, where names and ids are the same. */
    @Test
    void reset_endsWhatIsAtWork_andLeavesIdleProcessesWarm() throws Exception {
        start(RuntimeClient.values()[0], 1);
        long before = pid(invoke("TypeFunction", "1"));
        var working = CompletableFuture.supplyAsync(() -> invoke("TypeFunction", "\"hang\""));
        while (!Files.exists(directory.resolve("hanging"))) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        Admin.reset(emulator);
        assertThat(ProcessHandle.of(before).filter(ProcessHandle::isAlive)).isEmpty();
        InvokeResponse answer = working.get(30, TimeUnit.SECONDS);
        assertThat(json(answer).get("errorType").asText()).isEqualTo("Runtime.ExitError");
        assertThat(pid(invoke("TypeFunction", "1"))).isNotEqualTo(before);
        long idle = pid(invoke("TypeFunction", "1"));
        Admin.reset(emulator);
        assertThat(pid(invoke("TypeFunction", "1"))).isEqualTo(idle);
    }

    @ParameterizedTest
    @EnumSource(RuntimeClient.class)
    void invoke_processExits_isExitErrorAndANewProcessFollows(RuntimeClient client) throws Exception {
        start(client, 1);
        long before = pid(invoke("TypeFunction", "1"));
        InvokeResponse answer = invoke("TypeFunction", "\"exit\"");
        assertThat(answer.functionError()).isEqualTo("Unhandled");
        assertThat(json(answer).get("errorType").asText()).isEqualTo("Runtime.ExitError");
        assertThat(json(answer).get("errorMessage").asText()).contains("exit status 7");
        assertThat(log(answer)).contains("about to exit");
        assertThat(pid(invoke("TypeFunction", "1"))).isNotEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(RuntimeClient.class)
    void invoke_answerOverLimit_isResponseSizeTooLarge(RuntimeClient client) throws Exception {
        start(client, 1);
        for (String event : List.of("\"long\"", "\"longer\"")) {
            InvokeResponse answer = invoke("TypeFunction", event);
            assertThat(answer.functionError()).isEqualTo("Unhandled");
            assertThat(json(answer).get("errorType").asText()).isEqualTo("Function.ResponseSizeTooLarge");
            assertThat(invoke("TypeFunction", "1").functionError()).isNull();
        }
    }

    @Test
    void invoke_idleProcessKilled_isNotNoticedByTheCaller() throws Exception {
        start(RuntimeClient.ofThisMachine(), 1);
        long pid = pid(invoke("TypeFunction", "1"));
        var child = ProcessHandle.of(pid).orElseThrow();
        child.destroyForcibly();
        child.onExit().get(10, TimeUnit.SECONDS);
        InvokeResponse answer = invoke("TypeFunction", "2");
        assertThat(answer.functionError()).isNull();
        assertThat(pid(answer)).isNotEqualTo(pid);
    }

    @Test
    void invoke_tooSlow_isTimedOutAndTheProcessIsKilled() throws Exception {
        var settings = new Functions.Settings(RuntimeClient.ofThisMachine(), 1, false);
        start(RuntimeClient.ofThisMachine(), 1);
        try (var functions = new Functions(
                List.of(SampleProvider.in(directory, "Test::Slow::Type")),
                settings,
                "123456789012",
                "us-east-1",
                emulator.endpoint())) {
            var answer = functions.invoke("TypeFunction", "\"sleep 20000\"".getBytes(), Duration.ofMillis(500));
            assertThat(answer.functionError()).isEqualTo("Unhandled");
            assertThat(new String(answer.payload())).contains("Sandbox.Timedout", "Task timed out after 0.50 seconds");
            assertThat(functions
                            .invoke("TypeFunction", "1".getBytes(), Functions.TIMEOUT)
                            .functionError())
                    .isNull();
        }
    }

    /** Nobody but the emulator can end what a process leaves behind that was killed. */
    @ParameterizedTest
    @ValueSource(strings = {"spawn", "orphan"})
    void process_killedFromOutside_leavesNothingItStarted(String how) throws Exception {
        start(RuntimeClient.ofThisMachine(), 1);
        long child = pid(invoke("TypeFunction", "1"));
        var grandchild = ProcessHandle.of(Long.parseLong(invoke("TypeFunction", "\"" + how + "\"")
                        .payload()
                        .asUtf8String()
                        .strip()))
                .orElseThrow();
        ProcessHandle.of(child).orElseThrow().destroyForcibly();
        grandchild.onExit().get(20, TimeUnit.SECONDS);
    }

    /** A process in between that has ended hides what it started from the list of descendants. */
    @Test
    void process_thatTakesTooLong_leavesNoOrphans() throws Exception {
        start(RuntimeClient.ofThisMachine(), 1);
        try (var functions = new Functions(
                List.of(SampleProvider.in(directory, "Test::Slow::Type")),
                new Functions.Settings(RuntimeClient.ofThisMachine(), 1, false),
                "123456789012",
                "us-east-1",
                emulator.endpoint())) {
            var started = functions.invoke("TypeFunction", "\"orphan\"".getBytes(), Functions.TIMEOUT);
            var orphan = ProcessHandle.of(Long.parseLong(new String(started.payload()).strip()))
                    .orElseThrow();
            var late = functions.invoke("TypeFunction", "\"hang\"".getBytes(), Duration.ofMillis(200));
            assertThat(new String(late.payload())).contains("Sandbox.Timedout");
            orphan.onExit().get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void invoke_unknownFunction_listsTheFunctions() throws Exception {
        start(RuntimeClient.ofThisMachine(), 1);
        assertThatThrownBy(() -> invoke("nothing", "1"))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("TypeFunction")
                .hasMessageContaining("test-sample-type");
    }

    @Test
    void invoke_withoutProvider_saysHowToGiveOne() throws Exception {
        start(Options.onFreePort());
        assertThatThrownBy(() -> invoke("TypeFunction", "1"))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("--provider JAR --schema FILE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "not json", "1 2"})
    void invoke_payloadNotJson_isRefused(String payload) throws Exception {
        start(RuntimeClient.ofThisMachine(), 1);
        assertThatThrownBy(() -> invoke("TypeFunction", payload)).isInstanceOf(InvalidRequestContentException.class);
    }

    @ParameterizedTest
    @EnumSource(RuntimeClient.class)
    void invoke_handlerClassMissing_namesIt(RuntimeClient client) throws Exception {
        var settings = new Functions.Settings(client, 1, false);
        start(Options.onFreePort()
                .withFunctions(settings)
                .withProviders(List.of(SampleProvider.in(directory, "Test::Sample::Type", "no.such.Handler"))));
        InvokeResponse answer = invoke("TypeFunction", "1");
        assertThat(answer.functionError()).isEqualTo("Unhandled");
        assertThat(answer.payload().asUtf8String()).contains("no.such.Handler");
    }

    @ParameterizedTest
    @EnumSource(RuntimeClient.class)
    void invoke_handlerLoadsAtTheSecondAttempt_isServed(RuntimeClient client) throws Exception {
        start(client, 1);
        Path refusal = Files.createFile(directory.resolve(SampleHandler.REFUSAL));
        InvokeResponse answer = invoke("TypeFunction", "1");
        assertThat(answer.functionError()).isEqualTo("Unhandled");
        assertThat(answer.payload().asUtf8String()).contains("refused to load");
        Files.delete(refusal);
        assertThat(invoke("TypeFunction", "1").functionError()).isNull();
    }
}
