package connectlocal.natives;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What of a routing profile's queues goes into which call: the schema sets no bound, and Amazon Connect takes ten at
 * once.
 */
final class QueueLists {
    private static final int AT_ONCE = 10;
    private static final String REFERENCE = "QueueReference";

    private QueueLists() {}

    /** Those that go with the creation. */
    static ArrayNode first(JsonNode configs) {
        List<ArrayNode> chunks = chunks(list(configs));
        return chunks.isEmpty() ? JsonNodeFactory.instance.arrayNode() : chunks.get(0);
    }

    /** Those that come after it. */
    static List<JsonNode> afterFirst(JsonNode configs) {
        return list(configs).subList(Math.min(AT_ONCE, configs.size()), configs.size());
    }

    /** Those of which no entry is wanted any more. */
    static List<JsonNode> dropped(JsonNode before, JsonNode after) {
        Set<JsonNode> wanted = new HashSet<>();
        after.forEach(config -> wanted.add(config.get(REFERENCE)));
        return list(before).stream()
                .filter(config -> !wanted.contains(config.get(REFERENCE)))
                .toList();
    }

    /** Those that are new, or another in something. */
    static List<JsonNode> changed(JsonNode before, JsonNode after) {
        Set<JsonNode> there = new HashSet<>(list(before));
        return list(after).stream().filter(config -> !there.contains(config)).toList();
    }

    /** In parts that a call takes. */
    static List<ArrayNode> chunks(List<JsonNode> configs) {
        List<ArrayNode> chunks = new ArrayList<>();
        for (int from = 0; from < configs.size(); from += AT_ONCE) {
            ArrayNode chunk = JsonNodeFactory.instance.arrayNode();
            chunk.addAll(configs.subList(from, Math.min(from + AT_ONCE, configs.size())));
            chunks.add(chunk);
        }
        return chunks;
    }

    private static List<JsonNode> list(JsonNode configs) {
        List<JsonNode> list = new ArrayList<>();
        configs.forEach(list::add);
        return list;
    }
}
