package software.amazon.connect.user.entry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.everit.json.schema.Schema;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;
import software.amazon.cloudformation.resource.SchemaValidator;
import software.amazon.connect.user.change.ApiCall.Step;
import software.amazon.connect.user.support.Event;

/**
 * What a start-up cannot show from outside: that every action really ran, and that its failure costs nothing but time.
 */
class PrimingTest {
    private final List<String> validated = new ArrayList<>();

    @Test
    void run_answersEveryActionFromMemory() throws IOException {
        List<String> answers = Priming.run(validator());
        List<String> statuses = new ArrayList<>();
        for (String answer : answers) {
            statuses.add(Event.JSON.readTree(answer).at("/status").asText());
        }
        // Whoever is changed or deleted there is shown as before, so these handlers would look again.
        assertThat(statuses).containsExactly("SUCCESS", "SUCCESS", "IN_PROGRESS", "SUCCESS", "IN_PROGRESS");
        assertThat(Event.JSON
                        .readTree(answers.get(0))
                        .at("/resourceModel/Username")
                        .asText())
                .isEqualTo("priming");
        assertThat(Event.JSON.readTree(answers.get(3)).at("/resourceModels")).hasSize(1);
    }

    @Test
    void run_makesTheCallsOfAnUpdate() throws IOException {
        int sent = Event.JSON
                .readTree(Priming.run(validator()).get(2))
                .at("/callbackContext/sent")
                .asInt();
        // Lists are cleared and tags taken away by requests that the others have loaded but for their names.
        Set<Step> others = EnumSet.of(
                Step.CREATE, Step.EMAIL_STAYS, Step.SECONDARY_EMAIL_STAYS, Step.CLEAR_LISTS, Step.UNTAG, Step.DELETE);
        assertThat(EnumSet.allOf(Step.class))
                .filteredOn(step -> (sent & step.bit()) != 0)
                .containsExactlyElementsOf(EnumSet.complementOf(EnumSet.copyOf(others)));
    }

    @Test
    void run_usesTheValidatorOfTheRequestsToCome() {
        Priming.run(validator());
        assertThat(validated).as("CREATE and UPDATE").hasSize(2);
    }

    /** The framework empties that directory at every request; a start is none. */
    @Test
    void run_temporaryDirectory_isLeftAlone() throws IOException {
        Path file = Files.createTempFile("kept", "");
        Path folder = file.resolveSibling("priming");
        Priming.run(validator());
        assertThat(file).exists();
        assertThat(folder).doesNotExist();
        Files.delete(file);
    }

    @Test
    void run_whatGoesWrong_isSurvived() {
        assertThat(Priming.run(null)).isNotEmpty();
    }

    private SchemaValidator validator() {
        SchemaValidator real = new UserHandlerWrapper.LoadedSchema();
        return new SchemaValidator() {
            @Override
            public void validateObject(JSONObject model, JSONObject schema) {
                validated.add(model.toString());
                real.validateObject(model, schema);
            }

            @Override
            public void validateObjectByListHandlerSchema(JSONObject model, JSONObject schema) {
                throw new AssertionError();
            }

            @Override
            public Schema getListHandlerSchema(JSONObject schema) {
                throw new AssertionError();
            }
        };
    }
}
