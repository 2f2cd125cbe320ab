package connectlocal.cloudformation.scan;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.provider.PropertyPath;
import connectlocal.provider.ResourceType;

/** A resource that a scan has come upon. */
record Found(ResourceType type, String identifier, ObjectNode model) {

    /** The identifier's properties by name, as the API's map. */
    ObjectNode identity() {
        ObjectNode map = JsonNodeFactory.instance.objectNode();
        var entries = map.putArray("entry");
        ObjectNode values = type.identifiers().primaryModel(identifier);
        for (PropertyPath path : type.allIdentifiers().get(0)) {
            entries.addObject()
                    .put("key", path.name())
                    .put("value", path.valueIn(values).asText());
        }
        return map;
    }
}
