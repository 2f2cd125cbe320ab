package connectlocal.cloudformation.scan;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.provider.Outcome;
import connectlocal.provider.PropertyPath;
import connectlocal.provider.ResourceProvider;
import connectlocal.provider.ResourceType;
import java.util.Optional;

/** A resource that a scan has come upon. */
record Found(ResourceType type, String identifier, ObjectNode model) {

    /** The identifier's properties by name, as the API's map. */
    ObjectNode identity() {
        ObjectNode map = JsonNodeFactory.instance.objectNode();
        var entries = map.putArray("entry");
        for (PropertyPath path : type.allIdentifiers().get(0)) {
            entries.addObject()
                    .put("key", path.name())
                    .put("value", path.valueIn(model).asText());
        }
        return map;
    }

    /** What a list shows may be the identifier alone; the rest is read. What is gone by then was not found. */
    static Optional<Found> read(ResourceProvider provider, ObjectNode listed) {
        return provider.type().identifiers().of(listed).flatMap(id -> {
            Outcome seen = provider.read(provider.type().identifiers().primaryOf(listed));
            return seen.model().filter(m -> seen.succeeded()).map(m -> new Found(provider.type(), id, m));
        });
    }
}
