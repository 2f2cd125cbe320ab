package connectlocal.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.connect.Assumed;
import connectlocal.http.AwsError;
import connectlocal.http.Json;
import connectlocal.lambda.Invocation;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderRunTest {
    private static final String SCHEMA = """
      {"typeName":"Test::Shelf::Book","primaryIdentifier":["/properties/Id"],"readOnlyProperties":["/properties/Id"],
       "writeOnlyProperties":["/properties/Secret"],
       "handlers":{"create":{"permissions":[],"timeoutInMinutes":2}}}\
      """;
    private static final String MADE = "\"resourceModel\":{\"Id\":\"1\",\"Title\":\"t\",\"Secret\":\"s3cret\"}";

    private final Deque<Supplier<Invocation>> answers = new ArrayDeque<>();
    private final List<JsonNode> asked = new ArrayList<>();
    private final List<Duration> limits = new ArrayList<>();
    private final List<Duration> waits = new ArrayList<>();
    private long now;

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

    /** Every invocation has keys of its own, by which its calls are told from those of others. */
    private static JsonNode apartFromKeys(JsonNode request) {
        ObjectNode copy = request.deepCopy();
        ((ObjectNode) copy.get("requestData")).remove("callerCredentials");
        return copy;
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "not json",
                "{}",
                "{\"status\":\"DONE\"}",
                "{\"status\":\"SUCCESS\"}",
                "{\"status\":\"SUCCESS\",\"resourceModel\":{\"Title\":\"t\"}}",
                "{\"status\":\"SUCCESS\",\"resourceModel\":\"x\"}",
                "{\"status\":\"FAILED\"}",
                "{\"status\":\"FAILED\",\"errorCode\":\"Nonsense\"}",
                "{\"status\":\"IN_PROGRESS\"}",
                "{\"status\":\"IN_PROGRESS\",\"resourceModel\":{\"Title\":\"t\"}}"
            })
    void create_answerBreaksTheContract_isInternalFailureAtOnce(String answer) {
        handlerAnswers(answer);
        Outcome outcome = run(Action.CREATE);
        assertThat(outcome.error()).contains(HandlerError.InternalFailure);
        assertThat(outcome.message()).startsWith("Invalid answer of the CREATE handler");
        assertThat(asked).hasSize(1);
    }

    /** What Cloud Control's model allows of Properties and Identifier; whatever is kept has an end. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"status\":\"SUCCESS\",\"resourceModel\":{\"Id\":\"1\",\"Title\":\"%s\"}}",
                "{\"status\":\"FAILED\",\"errorCode\":\"NotStabilized\",\"resourceModel\":{\"Title\":\"%s\"}}",
                "{\"status\":\"IN_PROGRESS\",\"resourceModel\":{\"Id\":\"1\"},\"callbackContext\":{\"a\":\"%s\"}}"
            })
    void create_answerLongerThanWhatAnybodyIsShown_isInternalFailureThatSaysTheLimit(String answer) {
        handlerAnswers(answer.formatted("x".repeat(262_144)), "{\"status\":\"SUCCESS\"," + MADE + "}");
        Outcome outcome = run(Action.CREATE);
        assertThat(outcome.error()).contains(HandlerError.InternalFailure);
        assertThat(outcome.message())
                .startsWith("Invalid answer of the CREATE handler")
                .contains("262144");
        assertThat(outcome.model().map(ObjectNode::toString))
                .as("what is to be cleaned up")
                .isEqualTo(Optional.of("{\"Id\":\"1\"}").filter(id -> answer.contains("Id")));
    }

    @Test
    void create_answerBreaksTheContractAfterAModel_keepsTheModel() {
        String shown = "{\"status\":\"IN_PROGRESS\"," + MADE + "}";
        String tooLong = "{\"status\":\"SUCCESS\",\"resourceModel\":{\"Id\":\"%s\",\"Title\":\"%s\"}}";
        for (String id : List.of("1", "another")) {
            handlerAnswers(shown, tooLong.formatted(id, "x".repeat(262_144)));
            assertThat(run(Action.CREATE).model().get().toString()).isEqualTo("{\"Id\":\"1\",\"Title\":\"t\"}");
        }
    }

    @Test
    void create_answerWithoutUsableIdentifierIsTooLong_namesNothing() {
        handlerAnswers("{\"status\":\"SUCCESS\",\"resourceModel\":{\"Id\":\"" + "x".repeat(262_144) + "\"}}");
        assertThat(run(Action.CREATE).model()).isEmpty();
    }

    @Test
    void create_failsWithACodeThatIsNone_namesWhatExists() {
        handlerAnswers("{\"status\":\"FAILED\",\"errorCode\":\"Nonsense\"," + MADE + "}");
        assertThat(run(Action.CREATE).model().get().toString()).isEqualTo("{\"Id\":\"1\"}");
    }

    /** A rollback deletes what has a name here, and this one is somebody else's. */
    @Test
    void create_failsForWhatIsThereInAnotherSpelling_namesNothing() {
        handlerAnswers("{\"status\":\"FAILED\",\"errorCode\":\"AlreadyExistsException\"," + MADE + "}");
        assertThat(run(Action.CREATE).model()).isEmpty();
    }

    @Test
    void list_modelLongerThanWhatAnybodyIsShown_isInternalFailure() {
        String tooLong = "x".repeat(262_144);
        handlerAnswers("{\"status\":\"SUCCESS\",\"resourceModels\":[{\"Id\":\"1\"},{\"Id\":\"" + tooLong + "\"}]}");
        assertThat(run(HandlerRequest.of(Action.LIST, "token", model("{}"))).message())
                .contains("262144");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\nb", "a\\u2028b", "1024"})
    void create_identifierThatNoClientMaySend_isInternalFailure(String id) {
        String text = id.equals("1024") ? "x".repeat(1_025) : id;
        handlerAnswers("{\"status\":\"SUCCESS\",\"resourceModel\":{\"Id\":\"" + text + "\"}}");
        Outcome outcome = run(Action.CREATE);
        assertThat(outcome.error()).contains(HandlerError.InternalFailure);
        assertThat(outcome.message()).contains("identifier", "one line", "1024");
        handlerAnswers("{\"status\":\"SUCCESS\",\"resourceModels\":[{\"Id\":\"" + text + "\"}]}");
        assertThat(run(HandlerRequest.of(Action.LIST, "token", model("{}"))).message())
                .contains("identifier", "one line", "1024");
    }

    @Test
    void create_longestModelAndIdentifier_areTaken() {
        String id = "i".repeat(1_024);
        String title = "x".repeat(262_144 - id.length() - "{'Id':'','Title':''}".length());
        handlerAnswers(
                "{\"status\":\"SUCCESS\",\"resourceModel\":{\"Id\":\"" + id + "\",\"Title\":\"" + title + "\"}}");
        assertThat(run(Action.CREATE).succeeded()).isTrue();
    }

    @Test
    void create_handlerSaysVeryMuch_isClipped() {
        handlerAnswers("{\"status\":\"FAILED\",\"errorCode\":\"NotStabilized\",\"message\":\"" + "m".repeat(5_000_000)
                + "\"}");
        assertThat(run(Action.CREATE).message())
                .hasSize(2_048)
                .startsWith("mmm")
                .endsWith("…");
    }

    @Test
    void update_identifierChanges_isInternalFailure() {
        handlerAnswers("{\"status\":\"SUCCESS\",\"resourceModel\":{\"Id\":\"2\"}}");
        Outcome outcome = run(HandlerRequest.of(Action.UPDATE, "token", model("{\"Id\":\"1\"}")));
        assertThat(outcome.error()).contains(HandlerError.InternalFailure);
        assertThat(outcome.message()).contains("identifier changed");
    }

    @Test
    void delete_success_hasNoModel() {
        handlerAnswers("{\"status\":\"SUCCESS\"}");
        Outcome outcome = run(HandlerRequest.of(Action.DELETE, "token", model("{\"Id\":\"1\"}")));
        assertThat(outcome.succeeded()).isTrue();
        assertThat(outcome.model()).isEmpty();
    }

    @Test
    void read_inProgress_isInternalFailure() {
        handlerAnswers("{\"status\":\"IN_PROGRESS\"," + MADE + "}");
        assertThat(run(Action.READ).error()).contains(HandlerError.InternalFailure);
        assertThat(limits).containsExactly(Duration.ofSeconds(30));
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

    @Test
    void list_withoutModels_isInternalFailure() {
        handlerAnswers("{\"status\":\"SUCCESS\"}");
        assertThat(run(HandlerRequest.of(Action.LIST, "token", model("{}"))).error())
                .contains(HandlerError.InternalFailure);
    }

    private Outcome run(Action action) {
        return run(HandlerRequest.of(action, "token", model("{\"Title\":\"t\",\"Secret\":\"s3cret\"}")));
    }

    private Outcome run(HandlerRequest request) {
        return end(begun(request, request.action().isImmediate()));
    }

    private ProviderRun begun(HandlerRequest request, boolean onTheLine) {
        var provider = new PackagedProvider(
                ResourceType.of(model(SCHEMA)),
                () -> this::invoke,
                "123456789012",
                "eu-central-1",
                Patience.standard());
        return new ProviderRun(provider, request, onTheLine, () -> now);
    }

    private Outcome end(ProviderRun run) {
        do {
            run.step().ifPresent(wait -> {
                waits.add(wait);
                now += wait.toNanos();
            });
        } while (run.outcome() == null);
        return run.outcome();
    }

    private Invocation invoke(byte[] event, Duration limit) {
        asked.add(model(new String(event, UTF_8)));
        limits.add(limit);
        return answers.remove().get();
    }

    private void handlerAnswers(String... texts) {
        List.of(texts).forEach(text -> answers.add(() -> new Invocation(text.getBytes(UTF_8), null, "")));
    }

    private void crash(String type) {
        crash(type, Duration.ZERO);
    }

    private void crash(String type, Duration after) {
        answers.add(() -> {
            now += after.toNanos();
            return crashed(type);
        });
    }

    private static Invocation crashed(String type) {
        return new Invocation(("{\"errorType\":\"" + type + "\"}").getBytes(UTF_8), "Unhandled", "");
    }

    private static ObjectNode model(String json) {
        try {
            return (ObjectNode) Json.MAPPER.readTree(json);
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }
}
