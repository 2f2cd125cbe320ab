package connectlocal.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import connectlocal.connect.Assumed;
import connectlocal.http.AwsError;
import connectlocal.lambda.Invocation;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ProviderRunTest extends ProviderRunRig {
    @Test
    void create_success_endsWithTheModelWithoutWriteOnly() {
        handlerAnswers("{\"status\":\"SUCCESS\"," + MADE + "}");
        Outcome outcome = run(Action.CREATE);
        assertThat(outcome.succeeded()).isTrue();
        assertThat(outcome.model().get().toString()).isEqualTo("{\"Id\":\"1\",\"Title\":\"t\"}");
        assertThat(limits).containsExactly(Duration.ofSeconds(60));
    }

    @Test
    void create_request_isTheEnvelopeThatThePluginExpects() {
        handlerAnswers("{\"status\":\"SUCCESS\"," + MADE + "}");
        run(Action.CREATE);
        JsonNode request = asked.get(0);
        assertThat(request.get("action").asText()).isEqualTo("CREATE");
        assertThat(request.get("region").asText()).isEqualTo("eu-central-1");
        assertThat(request.get("awsAccountId").asText()).isEqualTo("123456789012");
        assertThat(request.get("bearerToken").asText()).isEqualTo("token");
        assertThat(request.get("resourceType").asText()).isEqualTo("Test::Shelf::Book");
        assertThat(request.at("/requestData/resourceProperties").toString())
                .isEqualTo("{\"Title\":\"t\",\"Secret\":\"s3cret\"}");
        assertThat(request.at("/requestData/callerCredentials").size()).isEqualTo(3);
        assertThat(request.has("callbackContext")).isFalse();
        assertThat(request.get("requestData").has("stackTags")).isFalse();
    }

    @Test
    void create_inProgress_comesBackAfterTheDelayWithModelAndContext() {
        handlerAnswers(
                "{\"status\":\"IN_PROGRESS\",\"callbackDelaySeconds\":7,\"callbackContext\":{\"n\":1}," + MADE + "}",
                "{\"status\":\"SUCCESS\"," + MADE + "}");
        assertThat(run(Action.CREATE).succeeded()).isTrue();
        assertThat(waits).containsExactly(Duration.ofSeconds(7));
        assertThat(asked.get(1).at("/callbackContext/n").asInt()).isEqualTo(1);
        assertThat(asked.get(1).at("/requestData/resourceProperties/Id").asText())
                .isEqualTo("1");
        assertThat(asked.get(1).at("/requestData/resourceProperties/Secret").asText())
                .isEqualTo("s3cret");
        assertThat(asked.get(1).get("bearerToken")).isEqualTo(asked.get(0).get("bearerToken"));
    }

    @ParameterizedTest
    @EnumSource(HandlerError.class)
    void create_failed_isRepeatedOnlyForRetriableCodes(HandlerError code) {
        String failure = "{\"status\":\"FAILED\",\"errorCode\":\"" + code + "\",\"message\":\"why\"}";
        handlerAnswers(failure, "{\"status\":\"SUCCESS\"," + MADE + "}");
        Outcome outcome = run(Action.CREATE);
        assertThat(asked).hasSize(code.isRetriable() ? 2 : 1);
        assertThat(outcome.succeeded()).isEqualTo(code.isRetriable());
        if (code.isRetriable()) {
            assertThat(apartFromKeys(asked.get(1))).isEqualTo(apartFromKeys(asked.get(0)));
        } else {
            assertThat(outcome.error()).contains(code);
            assertThat(outcome.message()).isEqualTo("why");
        }
    }

    @Test
    @Assumed("AWS publishes neither how often nor how soon a handler is asked again")
    void create_throttledForEver_givesUpWithTheCodeAfterGrowingWaits() {
        for (int i = 0; i < 20; i++) {
            handlerAnswers("{\"status\":\"FAILED\",\"errorCode\":\"Throttling\",\"message\":\"slow\"," + MADE + "}");
        }
        Outcome outcome = run(Action.CREATE);
        assertThat(outcome.error()).contains(HandlerError.Throttling);
        assertThat(outcome.model().get().get("Id").asText()).isEqualTo("1");
        assertThat(asked).hasSize(7);
        assertThat(waits.get(0)).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
        assertThat(waits.get(5)).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(20));
    }

    /** Somebody waits for the end, whatever has happened. */
    @Test
    void create_theEmulatorBreaks_isInternalFailureThatQuotesNothing() {
        answers.add(() -> {
            throw new NoClassDefFoundError("s3cret");
        });
        Outcome outcome = run(Action.CREATE);
        assertThat(outcome.error()).contains(HandlerError.InternalFailure);
        assertThat(outcome.message()).contains("NoClassDefFoundError").doesNotContain("s3cret");
    }

    @Test
    void create_poolIsBusy_isRepeated() {
        answers.add(() -> {
            throw new AwsError("TooManyRequestsException", 429, "busy");
        });
        handlerAnswers("{\"status\":\"SUCCESS\"," + MADE + "}");
        assertThat(run(Action.CREATE).succeeded()).isTrue();
    }

    @Test
    void create_handlerCrashesOnce_isAskedTheSameAgain() {
        crash("Runtime.ExitError");
        handlerAnswers("{\"status\":\"SUCCESS\"," + MADE + "}");
        assertThat(run(Action.CREATE).succeeded()).isTrue();
        assertThat(apartFromKeys(asked.get(1))).isEqualTo(apartFromKeys(asked.get(0)));
    }

    @Test
    @Assumed("as often as Lambda repeats events")
    void create_handlerCrashesAlways_isInternalFailure() {
        for (int i = 0; i < 9; i++) {
            crash("Runtime.ExitError");
        }
        Outcome outcome = run(Action.CREATE);
        assertThat(outcome.error()).contains(HandlerError.InternalFailure);
        assertThat(outcome.message()).contains("CREATE", "3 times");
        assertThat(asked).hasSize(3);
    }

    @Test
    void create_handlerTakesTooLongAlways_isServiceTimeout() {
        for (int i = 0; i < 9; i++) {
            crash("Sandbox.Timedout");
        }
        Outcome outcome = run(Action.CREATE);
        assertThat(outcome.error()).contains(HandlerError.ServiceTimeout);
        assertThat(outcome.message()).contains("60 seconds");
    }

    /** Whoever waits on the line hangs up after a minute. */
    @ParameterizedTest
    @EnumSource(
            value = Action.class,
            names = {"READ", "LIST"})
    void read_handlerTakesTooLong_isServiceTimeoutWhileSomebodyListens(Action action) {
        crash("Sandbox.Timedout", Duration.ofSeconds(30));
        crash("Sandbox.Timedout", Duration.ofSeconds(30));
        Outcome outcome = run(action);
        assertThat(outcome.error()).contains(HandlerError.ServiceTimeout);
        assertThat(outcome.message()).isEqualTo("The " + action + " handler took longer than 30 seconds");
        assertThat(asked).hasSize(1);
    }

    @Test
    void read_processTakesTooLongToStart_saysHowLong() {
        answers.add(() -> {
            now += Duration.ofSeconds(50).toNanos();
            return new Invocation(
                    "{\"errorMessage\":\"Task timed out after 50.00 seconds\",\"errorType\":\"Sandbox.Timedout\"}"
                            .getBytes(UTF_8),
                    "Unhandled",
                    "");
        });
        assertThat(run(Action.READ).message()).isEqualTo("The READ handler took longer than 50 seconds");
    }

    @ParameterizedTest
    @CsvSource({"1, 3", "20, 2", "29, 1"})
    void read_failsSlowly_isAskedAgainOnlyWhileSomebodyListens(int seconds, int times) {
        for (int i = 0; i < 9; i++) {
            String failure = "{\"status\":\"FAILED\",\"errorCode\":\"Throttling\",\"message\":\"slow\"}";
            answers.add(() -> {
                now += Duration.ofSeconds(seconds).toNanos();
                return new Invocation(failure.getBytes(UTF_8), null, "");
            });
        }
        assertThat(run(Action.READ).error()).contains(HandlerError.Throttling);
        assertThat(asked).hasSize(times);
        asked.clear();
        answers.clear();
        for (int i = 0; i < 9; i++) {
            crash("Runtime.ExitError", Duration.ofSeconds(seconds));
        }
        assertThat(run(Action.READ).error()).contains(HandlerError.InternalFailure);
        assertThat(asked).hasSize(times);
    }

    /** A stack has the answer whenever it comes; others may keep the workers busy before the first question. */
    @ParameterizedTest
    @EnumSource(
            value = Action.class,
            names = {"READ", "LIST"})
    void read_thatNobodyWaitsForOnTheLine_isAskedAgainHoweverLongItQueued(Action action) {
        ProviderRun run = begun(HandlerRequest.of(action, "token", model("{\"Id\":\"1\"}")), false);
        now += Duration.ofMinutes(5).toNanos();
        handlerAnswers("{\"status\":\"FAILED\",\"errorCode\":\"Throttling\",\"message\":\"slow\"}");
        crash("Sandbox.Timedout", Duration.ofSeconds(30));
        handlerAnswers("{\"status\":\"SUCCESS\",\"resourceModels\":[]," + MADE + "}");
        assertThat(end(run).succeeded()).isTrue();
        assertThat(asked).hasSize(3);
    }

    @Test
    void create_neverDone_endsAtTheTimeOfTheSchema() {
        for (int i = 0; i < 9; i++) {
            handlerAnswers("{\"status\":\"IN_PROGRESS\",\"callbackDelaySeconds\":121," + MADE + "}");
        }
        Outcome outcome = run(Action.CREATE);
        assertThat(outcome.error()).contains(HandlerError.ServiceTimeout);
        assertThat(outcome.message()).contains("2 minutes");
        assertThat(outcome.model().get().get("Id").asText()).isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource({"4294967296, 2147483647", "1e300, 2147483647", "-1, 0", "2.9, 2"})
    void create_delayOfAnySize_isTheNearestThatThereIs(String said, int seconds) throws Exception {
        String answer = "{\"status\":\"IN_PROGRESS\",\"callbackDelaySeconds\":" + said + "}";
        assertThat(HandlerEvent.parse(answer.getBytes(UTF_8)).delaySeconds()).isEqualTo(seconds);
    }

    @Test
    void delete_success_hasNoModel() {
        handlerAnswers("{\"status\":\"SUCCESS\"}");
        Outcome outcome = run(HandlerRequest.of(Action.DELETE, "token", model("{\"Id\":\"1\"}")));
        assertThat(outcome.succeeded()).isTrue();
        assertThat(outcome.model()).isEmpty();
    }

    @Test
    void list_models_comeWithoutWriteOnlyAndWithTheToken() {
        handlerAnswers(
                "{\"status\":\"SUCCESS\",\"resourceModels\":[{\"Id\":\"1\",\"Secret\":\"s\"}],\"nextToken\":\"n\"}");
        Outcome outcome =
                run(new HandlerRequest(Action.LIST, "token", model("{}"), Optional.empty(), Optional.of("before")));
        assertThat(outcome.models()).hasToString("[{\"Id\":\"1\"}]");
        assertThat(outcome.nextToken()).contains("n");
        assertThat(asked.get(0).get("nextToken").asText()).isEqualTo("before");
    }
}
