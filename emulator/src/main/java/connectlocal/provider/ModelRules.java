package connectlocal.provider;

import com.fasterxml.jackson.databind.JsonNode;
import connectlocal.http.FirstViolations;
import java.util.List;
import org.everit.json.schema.EnumSchema;
import org.everit.json.schema.NumberSchema;
import org.everit.json.schema.Schema;
import org.everit.json.schema.StringSchema;
import org.everit.json.schema.ValidationException;
import org.json.JSONObject;
import org.json.JSONTokener;
import software.amazon.cloudformation.resource.ResourceTypeSchema;

/**
 * Checks models against a schema with the library that the providers' own wrapper uses, so that both say the same.
 * Reading a schema takes a second in a cold JVM, so it waits until a model comes.
 */
final class ModelRules {
    private final JsonNode definition;
    private Schema schema;

    ModelRules(JsonNode definition) {
        this.definition = definition;
    }

    /**
     * What is wrong with a model, in AWS's words, as much as somebody may read; empty when nothing is. Values are not
     * quoted: they may be secrets.
     */
    List<String> violations(JsonNode model) {
        var found = new FirstViolations<String>();
        try {
            schema().validate(new JSONObject(new JSONTokener(model.toString())));
        } catch (ValidationException e) {
            collect(e, found);
        } catch (StackOverflowError e) {
            // The library matches patterns whatever the length; a group that repeats takes stack for each repetition.
            found.add("#: a text is too long for the pattern that it must match");
        }
        return found.told(FirstViolations.MORE);
    }

    private synchronized Schema schema() {
        if (schema == null) {
            schema = ResourceTypeSchema.load(new JSONObject(new JSONTokener(definition.toString())))
                    .getSchema();
        }
        return schema;
    }

    private static void collect(ValidationException violation, FirstViolations<String> found) {
        if (found.enough()) {
            return;
        }
        if (!violation.getCausingExceptions().isEmpty()) {
            violation.getCausingExceptions().forEach(cause -> collect(cause, found));
            return;
        }
        String scrubbed = software.amazon.cloudformation.resource.exceptions.ValidationException.newScrubbedException(
                        violation)
                .getMessage();
        found.add(scrubbed + expected(violation));
    }

    /** The scrubbed message names only the keyword; what it asks for is no secret and is what a person needs. */
    private static String expected(ValidationException violation) {
        Schema asked = violation.getViolatedSchema();
        String keyword = violation.getKeyword() == null ? "" : violation.getKeyword();
        return switch (keyword) {
            case "pattern" -> asked instanceof StringSchema s ? ": " + s.getPattern() : "";
            case "enum" -> asked instanceof EnumSchema e ? ": one of " + e.getPossibleValuesAsList() : "";
            case "minimum" -> asked instanceof NumberSchema n ? ": at least " + n.getMinimum() : "";
            case "maximum" -> asked instanceof NumberSchema n ? ": at most " + n.getMaximum() : "";
            default -> "";
        };
    }
}
