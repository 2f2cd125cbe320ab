package connectlocal.cloudformation.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.cloudformation.template.schema.Coercion;
import connectlocal.cloudformation.template.schema.Shape;

/** Properties against the schema of their resource type. */
public final class PropertyTypes {
    private PropertyTypes() {}

    /** A copy in which texts are numbers and booleans, and these are texts, where the schema says so. */
    public static ObjectNode coerced(ObjectNode properties, JsonNode schema) {
        return (ObjectNode) Coercion.coerced(properties, Shape.of(schema));
    }
}
