package connectlocal.cloudformation.scan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.http.Json;
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

    /** About how many bytes of memory it takes. */
    long weight() {
        return 100 + identifier.length() + Json.weight(model);
    }

    /** Whether it has a tag, of this value if one is asked for. */
    boolean isTagged(String key, Optional<String> value) {
        for (JsonNode tag : model.path(type.tagProperty())) {
            boolean same = tag.path("Key").asText().equals(key);
            if (same && (value.isEmpty() || tag.path("Value").asText().equals(value.get()))) {
                return true;
            }
        }
        return false;
    }

    /** Whether an identifier stands anywhere in it. */
    boolean mentions(String other) {
        return mentions(model, other);
    }

    private static boolean mentions(JsonNode node, String other) {
        if (node.isTextual()) {
            return node.asText().equals(other);
        }
        for (JsonNode member : node) {
            if (mentions(member, other)) {
                return true;
            }
        }
        return false;
    }

    /** What a list shows may be the identifier alone; the rest is read. What is gone by then was not found. */
    static Optional<Found> read(ResourceProvider provider, ObjectNode listed) {
        return provider.type().identifiers().of(listed).flatMap(id -> {
            Outcome seen = provider.read(provider.type().identifiers().primaryOf(listed));
            return seen.model().filter(m -> seen.succeeded()).map(m -> new Found(provider.type(), id, m));
        });
    }
}
