package software.amazon.connect.user.entry;

import org.everit.json.schema.Schema;
import org.everit.json.schema.loader.SchemaLoader;
import org.json.JSONObject;
import software.amazon.cloudformation.resource.SchemaValidator;
import software.amazon.cloudformation.resource.Validator;
import software.amazon.cloudformation.resource.exceptions.ValidationException;

/**
 * Validates as the framework does, against a schema that is loaded once. The framework's own validator loads it anew
 * for every create and update, which takes longer than all else that happens in the process.
 */
final class LoadedSchema implements SchemaValidator {
    private JSONObject definition;
    private Schema schema;

    @Override
    public void validateObject(JSONObject model, JSONObject wanted) {
        try {
            of(wanted).validate(model);
        } catch (org.everit.json.schema.ValidationException e) {
            throw ValidationException.newScrubbedException(e);
        }
    }

    private synchronized Schema of(JSONObject wanted) {
        if (wanted != definition) {
            schema = SchemaLoader.builder()
                    .draftV7Support()
                    .schemaJson(wanted)
                    .build()
                    .load()
                    .build();
            definition = wanted;
        }
        return schema;
    }

    /** The framework's, which asks for it nowhere. */
    @Override
    public void validateObjectByListHandlerSchema(JSONObject model, JSONObject wanted) {
        new Validator().validateObjectByListHandlerSchema(model, wanted);
    }

    /** The framework's, which asks for it nowhere. */
    @Override
    public Schema getListHandlerSchema(JSONObject wanted) {
        return new Validator().getListHandlerSchema(wanted);
    }
}
