package connectlocal.natives;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** What the models of CloudFormation and the members of the API have in common, and how tags differ. */
final class Models {
    private Models() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** Copies those of these members that there are; empty lists and objects count as absent. */
    static void copy(JsonNode from, ObjectNode to, String... members) {
        for (String member : members) {
            copy(from, member, to, member);
        }
    }

    /** The same for a member that has another name. */
    static void copy(JsonNode from, String member, ObjectNode to, String name) {
        JsonNode value = from.path(member);
        boolean empty = value.isContainerNode() && value.isEmpty();
        if (!value.isMissingNode() && !value.isNull() && !empty) {
            to.set(name, value);
        }
    }

    /** Whether a property differs between two models. */
    static boolean differs(ObjectNode previous, ObjectNode desired, String property) {
        return !previous.path(property).equals(desired.path(property));
    }

    /** A list of Key and Value as a map. */
    static ObjectNode map(JsonNode list) {
        ObjectNode map = object();
        list.forEach(tag -> map.set(tag.path("Key").asText(), tag.path("Value")));
        return map;
    }

    /** A map as a list of Key and Value, left out when it is empty. */
    static void putList(ObjectNode model, String property, JsonNode map) {
        if (map.isEmpty()) {
            return;
        }
        ArrayNode list = model.putArray(property);
        map.properties()
                .forEach(tag -> list.addObject().put("Key", tag.getKey()).set("Value", tag.getValue()));
    }

    static void putTags(ObjectNode input, Map<String, String> tags) {
        if (!tags.isEmpty()) {
            ObjectNode map = input.putObject("Tags");
            tags.forEach(map::put);
        }
    }
}
