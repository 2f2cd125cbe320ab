package connectlocal.provider;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What the schema says of the values of identifiers, type and pattern: enough to know an identifier of another form
 * without asking the handler.
 */
final class IdentifierForm {
    private static final int MOST_REFERENCES = 16;

    private final JsonNode definition;
    private final Map<PropertyPath, Pattern> patterns = new HashMap<>();
    private final Map<PropertyPath, String> types = new HashMap<>();

    IdentifierForm(JsonNode definition) {
        this.definition = definition;
    }

    /** Reads what is said of one property. */
    void know(PropertyPath path) {
        JsonNode property = definition;
        for (String step : path.steps()) {
            property = resolved(property).path("properties").path(step);
        }
        property = resolved(property);
        if (property.path("pattern").isTextual()) {
            patterns.put(path, Pattern.compile(property.get("pattern").asText()));
        }
        types.put(path, property.path("type").asText());
    }

    /** Whether a property of an identifier can have this value; of what is written as text only the pattern counts. */
    boolean allows(PropertyPath path, JsonNode value) {
        if (types.getOrDefault(path, "").equals("string") && !value.isTextual()) {
            return false;
        }
        Pattern pattern = patterns.get(path);
        return pattern == null
                || !value.isTextual()
                || pattern.matcher(value.textValue()).find();
    }

    private JsonNode resolved(JsonNode schema) {
        JsonNode at = schema;
        for (int i = 0; i < MOST_REFERENCES && at.path("$ref").isTextual(); i++) {
            String reference = at.get("$ref").asText();
            at = reference.startsWith("#/") ? definition.at(JsonPointer.compile(reference.substring(1))) : at.path("");
        }
        return at;
    }
}
