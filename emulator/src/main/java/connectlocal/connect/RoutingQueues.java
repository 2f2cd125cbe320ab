package connectlocal.connect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The queues of a routing profile: one entry for each pair of queue and channel. */
final class RoutingQueues {
    static final String ROUTED = "QueueConfigs";
    static final String MANUAL = "ManualAssignmentQueueConfigs";

    private RoutingQueues() {}

    /** Whether a profile refers to a queue. */
    static boolean names(Item profile, String queueId) {
        return queueId.equals(profile.text("DefaultOutboundQueueId"))
                || queueIds(profile, ROUTED).contains(queueId)
                || queueIds(profile, MANUAL).contains(queueId);
    }

    static Set<String> queueIds(Item profile, String list) {
        Set<String> ids = new LinkedHashSet<>();
        profile.get(list)
                .forEach(config ->
                        ids.add(config.path("QueueReference").path("QueueId").asText()));
        return ids;
    }

    /** The list with these entries added, or put in the place of those of the same pair. */
    static JsonNode with(JsonNode list, JsonNode added) {
        Map<String, JsonNode> byPair = byPair(list);
        added.forEach(config -> byPair.put(pair(config.get("QueueReference")), config));
        return array(byPair);
    }

    /** The list without these pairs; an absent pair is no error. */
    static JsonNode without(JsonNode list, JsonNode references) {
        Map<String, JsonNode> byPair = byPair(list);
        references.forEach(reference -> byPair.remove(pair(reference)));
        return array(byPair);
    }

    /** Pairs that are not in a list, in words. */
    static List<String> missing(JsonNode list, JsonNode configs) {
        Map<String, JsonNode> byPair = byPair(list);
        List<String> missing = new ArrayList<>();
        configs.forEach(config -> {
            String pair = pair(config.get("QueueReference"));
            if (!byPair.containsKey(pair)) {
                missing.add(pair);
            }
        });
        return missing;
    }

    static void refuseTwice(JsonNode configs, String member) {
        Set<String> seen = new LinkedHashSet<>();
        configs.forEach(config -> {
            String pair = pair(config.get("QueueReference"));
            if (!seen.add(pair)) {
                throw ConnectErrors.invalidParameter(member + " must not include " + pair + " twice");
            }
        });
    }

    /** How an entry is listed. */
    static ObjectNode summary(JsonNode config, String arn, String name) {
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        JsonNode reference = config.get("QueueReference");
        shown.put("QueueId", reference.get("QueueId").asText())
                .put("QueueArn", arn)
                .put("QueueName", name);
        for (String member : List.of("Priority", "Delay")) {
            if (config.has(member)) {
                shown.set(member, config.get(member));
            }
        }
        return shown.put("Channel", reference.get("Channel").asText());
    }

    /** What tells an entry of a list from the others. */
    static String place(JsonNode summary) {
        return summary.get("QueueId").asText() + " " + summary.get("Channel").asText();
    }

    private static String pair(JsonNode reference) {
        return "queue " + reference.path("QueueId").asText() + " for "
                + reference.path("Channel").asText();
    }

    private static Map<String, JsonNode> byPair(JsonNode list) {
        Map<String, JsonNode> byPair = new LinkedHashMap<>();
        list.forEach(config -> byPair.put(pair(config.get("QueueReference")), config));
        return byPair;
    }

    private static ArrayNode array(Map<String, JsonNode> byPair) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        byPair.values().forEach(array::add);
        return array;
    }
}
