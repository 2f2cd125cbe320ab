package connectlocal.cloudformation.template.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;

/** The functions' short forms in YAML, {@code !Ref X} for {@code {"Ref": "X"}}. */
final class ShortForms {
    private static final Set<String> WITHOUT_PREFIX = Set.of("Ref", "Condition");
    private static final Set<String> FUNCTIONS = Set.of(
            "And",
            "Base64",
            "Cidr",
            "Contains",
            "EachMemberEquals",
            "EachMemberIn",
            "Equals",
            "FindInMap",
            "GetAtt",
            "GetAZs",
            "GetStackOutput",
            "If",
            "ImportValue",
            "Join",
            "Length",
            "Not",
            "Or",
            "RefAll",
            "Select",
            "Split",
            "Sub",
            "ToJsonString",
            "Transform",
            "ValueOf",
            "ValueOfAll");
    private static final String GET_ATT = "Fn::GetAtt";

    private ShortForms() {}

    /** The long form, if the tag is a function's. */
    static Optional<JsonNode> of(String tag, JsonNode value) {
        if (!tag.startsWith("!")) {
            return Optional.empty();
        }
        String name = tag.substring(1);
        if (WITHOUT_PREFIX.contains(name)) {
            return Optional.of(JsonNodeFactory.instance.objectNode().set(name, value));
        }
        return FUNCTIONS.contains(name)
                ? Optional.of(JsonNodeFactory.instance.objectNode().set("Fn::" + name, value))
                : Optional.empty();
    }

    /** Everywhere {@code Fn::GetAtt} with the list that stands for {@code Resource.Attribute}. */
    static ObjectNode attributesSplit(ObjectNode node) {
        split(node);
        return node;
    }

    private static void split(JsonNode node) {
        if (node instanceof ObjectNode object
                && object.size() == 1
                && object.path(GET_ATT).isTextual()) {
            String[] parts = object.path(GET_ATT).textValue().split("\\.", 2);
            ArrayNode list = object.putArray(GET_ATT);
            for (String part : parts) {
                list.add(part);
            }
        } else {
            node.forEach(ShortForms::split);
        }
    }
}
