package software.amazon.connect.user.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Set;
import org.json.JSONArray;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.cloudformation.resource.SchemaValidator;
import software.amazon.cloudformation.resource.Validator;
import software.amazon.cloudformation.resource.exceptions.ValidationException;
import software.amazon.connect.user.support.Schema;

/** The schema is loaded once, and what it says of a model is what the framework says. */
class LoadedSchemaTest {
    private final JSONObject definition = new JSONObject(Schema.ROOT.toString());
    private final SchemaValidator ours = new UserHandlerWrapper.LoadedSchema();

    private static JSONObject model() {
        return new JSONObject(Schema.example(Set.of()).toString());
    }

    @Test
    void validateObject_goodModel_passes() {
        assertThatCode(() -> ours.validateObject(model(), definition)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"Username\": 1}",
                "{\"Username\": \"\", \"Tags\": [{\"Key\": \"k\"}]}",
                "{\"Nothing\": true}",
                "{\"InstanceArn\": \"no ARN\", \"SecurityProfileArns\": []}"
            })
    void validateObject_badModel_isRefusedInTheFrameworksWords(String json) {
        JSONObject bad = json.equals("{}") ? new JSONObject() : model();
        JSONObject change = new JSONObject(json);
        change.keySet().forEach(name -> bad.put(name, change.get(name)));
        ValidationException refusal = refusal(ours, bad);
        ValidationException framework = refusal(new Validator(), bad);
        // Alternatives of a schema are a set, so their refusals come in any order.
        assertThat(wordsOf(refusal)).isNotEmpty().containsExactlyInAnyOrderElementsOf(wordsOf(framework));
        assertThat(refusal).hasMessage(framework.getMessage());
        assertThat(refusal.getSchemaPointer()).isEqualTo(framework.getSchemaPointer());
    }

    private static List<String> wordsOf(ValidationException refusal) {
        return ValidationException.buildFullExceptionMessage(refusal).lines().toList();
    }

    private ValidationException refusal(SchemaValidator validator, JSONObject model) {
        return catchThrowableOfType(ValidationException.class, () -> validator.validateObject(model, definition));
    }

    /** A definition that is changed behind the validator's back shows whether it is read a second time. */
    @Test
    void validateObject_again_doesNotLoadTheSchemaAgain() {
        ours.validateObject(model(), definition);
        definition.put("required", new JSONArray().put("NoSuchProperty"));
        assertThatCode(() -> ours.validateObject(model(), definition)).doesNotThrowAnyException();
        assertThat(refusal(ours, new JSONObject())).isNotNull();
    }

    @Test
    void validateObject_anotherSchema_isLoaded() {
        ours.validateObject(model(), definition);
        JSONObject other = new JSONObject(definition.toString()).put("required", new JSONArray().put("NoSuchProperty"));
        assertThat(catchThrowableOfType(ValidationException.class, () -> ours.validateObject(model(), other)))
                .isNotNull();
    }
}
