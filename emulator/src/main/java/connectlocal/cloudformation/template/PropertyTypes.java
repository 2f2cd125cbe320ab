package connectlocal.cloudformation.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.cloudformation.template.schema.Coercion;
import connectlocal.cloudformation.template.schema.Shape;
import connectlocal.cloudformation.template.schema.Violations;
import java.util.List;

/** Properties against the schema of their resource type. */
public final class PropertyTypes {
    private PropertyTypes() {}

    /** A copy in which texts are numbers and booleans, and these are texts, where the schema says so. */
    public static ObjectNode coerced(ObjectNode properties, JsonNode schema) {
        return (ObjectNode) Coercion.coerced(properties, Shape.of(schema));
    }

    /**
     * What can be said against properties before they are evaluated: unknown and missing ones, and literals of the
     * wrong type. Each text names logical id and path.
     */
    public static List<String> violations(String logicalId, ObjectNode raw, JsonNode schema) {
        return Violations.of(raw, schema).stream()
                .map(text -> "Properties validation failed for resource " + logicalId + " with message:\n" + text)
                .toList();
    }
}
