package connectlocal.cloudformation.scan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.http.Json;
import connectlocal.provider.Outcome;
import connectlocal.provider.PropertyPath;
import connectlocal.provider.ResourceProvider;
import connectlocal.provider.ResourceType;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A resource that a scan has come upon. Its model is held as text, which takes a quarter of the memory: a scan holds a
 * hundred thousand, and few of them are looked at again.
 */
final class Found {
    private static final int SURROUNDINGS = 100;

    private final ResourceType type;
    private final String identifier;
    private final byte[] model;

    Found(ResourceType type, String identifier, ObjectNode model) {
        this.type = type;
        this.identifier = identifier;
        this.model = Json.bytes(model);
    }

    ResourceType type() {
        return type;
    }

    String identifier() {
        return identifier;
    }

    ObjectNode model() {
        return Json.object(model);
    }

    /** The identifier's properties by name, as the API's map. */
    ObjectNode identity() {
        ObjectNode map = JsonNodeFactory.instance.objectNode();
        var entries = map.putArray("entry");
        List<PropertyPath> names = type.allIdentifiers().get(0);
        ObjectNode whole = names.size() == 1 ? null : model();
        for (PropertyPath path : names) {
            String value = whole == null ? identifier : path.valueIn(whole).asText();
            entries.addObject().put("key", path.name()).put("value", value);
        }
        return map;
    }

    /** About how many bytes of memory it takes. */
    long weight() {
        return SURROUNDINGS + identifier.length() + model.length;
    }

    /** Whether it has a tag, of this value if one is asked for. */
    boolean isTagged(String key, Optional<String> value) {
        for (JsonNode tag : model().path(type.tagProperty())) {
            boolean same = tag.path("Key").asText().equals(key);
            if (same && (value.isEmpty() || tag.path("Value").asText().equals(value.get()))) {
                return true;
            }
        }
        return false;
    }

    /** All that stands in it as a value: the identifiers of what it refers to are among that. */
    Set<String> texts() {
        var texts = new HashSet<String>();
        collect(model(), texts);
        return texts;
    }

    private static void collect(JsonNode node, Set<String> into) {
        if (node.isTextual()) {
            into.add(node.asText());
        }
        node.forEach(member -> collect(member, into));
    }

    /** What a list shows may be the identifier alone; the rest is read. What is gone by then was not found. */
    static Optional<Found> read(ResourceProvider provider, ObjectNode listed) {
        return provider.type().identifiers().of(listed).flatMap(id -> {
            Outcome seen = provider.read(provider.type().identifiers().primaryOf(listed));
            return seen.model().filter(m -> seen.succeeded()).map(m -> new Found(provider.type(), id, m));
        });
    }
}
