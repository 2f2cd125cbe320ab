package connectlocal.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Handlers that answer otherwise than their contract says: what becomes of the operation, and of what was made. */
class BrokenContractTest extends ProviderRunRig {
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

    /** The handler may have refused what is there: the name says nothing of who made it. */
    @Test
    void create_failsWithoutACodeForANameOfTheCaller_namesNothing() {
        handlerAnswers("{\"status\":\"FAILED\",\"errorCode\":\"None\"," + MADE + "}");
        assertThat(run(named()).model()).isEmpty();
    }

    @Test
    void create_failsWithoutACodeAfterItHasNamedWhatItMakes_namesThat() {
        handlerAnswers(
                "{\"status\":\"IN_PROGRESS\"," + MADE + "}",
                "{\"status\":\"FAILED\",\"errorCode\":\"None\"," + MADE + "}");
        assertThat(run(named()).model().get().path("Id").asText()).isEqualTo("1");
    }

    @Test
    void create_succeedsForANameOfTheCaller_andTooLong_namesWhatItMade() {
        String text = "x".repeat(300_000);
        handlerAnswers("{\"status\":\"SUCCESS\",\"resourceModel\":{\"Id\":\"1\",\"Title\":\"" + text + "\"}}");
        assertThat(run(named()).model().get().toString()).isEqualTo("{\"Id\":\"1\"}");
    }

    private static HandlerRequest named() {
        return HandlerRequest.of(Action.CREATE, "token", model("{\"Id\":\"1\",\"Title\":\"t\"}"));
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
    void read_inProgress_isInternalFailure() {
        handlerAnswers("{\"status\":\"IN_PROGRESS\"," + MADE + "}");
        assertThat(run(Action.READ).error()).contains(HandlerError.InternalFailure);
        assertThat(limits).containsExactly(Duration.ofSeconds(30));
    }

    @Test
    void list_withoutModels_isInternalFailure() {
        handlerAnswers("{\"status\":\"SUCCESS\"}");
        assertThat(run(HandlerRequest.of(Action.LIST, "token", model("{}"))).error())
                .contains(HandlerError.InternalFailure);
    }
}
