package connectlocal.natives;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.provider.NativeFailure;
import java.util.List;
import java.util.Map;

/** AWS::Connect::RoutingProfile. */
final class RoutingProfileType extends ConnectType {
    private static final String ID = "RoutingProfileId";
    private static final String REFERENCE = "QueueReference";
    private static final List<String> LISTS = List.of("QueueConfigs", "ManualAssignmentQueueConfigs");

    RoutingProfileType(ConnectCalls calls) {
        super(calls, "RoutingProfileArn", "ListRoutingProfiles", "RoutingProfileSummaryList");
    }

    @Override
    String make(ObjectNode desired, Map<String, String> tags) {
        ObjectNode input = Models.object();
        Models.copy(desired, "InstanceArn", input, "InstanceId");
        Models.copy(desired, "DefaultOutboundQueueArn", input, "DefaultOutboundQueueId");
        Models.copy(desired, input, "Name", "Description", "MediaConcurrencies", "AgentAvailabilityTimer");
        LISTS.stream()
                .filter(desired::has)
                .forEach(list -> input.set(list, ofApi(QueueLists.first(desired.get(list)))));
        Models.putTags(input, tags);
        String arn =
                call("CreateRoutingProfile", input).get("RoutingProfileArn").asText();
        try {
            LISTS.forEach(list -> associate(arn, list, QueueLists.afterFirst(desired.path(list))));
        } catch (NativeFailure unfinished) {
            throw leftBehind(arn) ? unfinished.of(desired.deepCopy().put("RoutingProfileArn", arn)) : unfinished;
        }
        return arn;
    }

    /** Whether something is there that is not whole and cannot be taken away, so that somebody must hear of it. */
    private boolean leftBehind(String arn) {
        try {
            remove(arn);
            return false;
        } catch (NativeFailure alsoRefused) {
            return true;
        }
    }

    @Override
    ObjectNode show(String arn) {
        JsonNode profile = call("DescribeRoutingProfile", naming(arn, ID)).get("RoutingProfile");
        String instance = instanceArn(arn);
        ObjectNode model = Models.object().put("InstanceArn", instance);
        Models.copy(profile, model, "Name", "Description", "MediaConcurrencies", "AgentAvailabilityTimer");
        model.put(
                "DefaultOutboundQueueArn",
                instance + "/queue/" + profile.get("DefaultOutboundQueueId").asText());
        queues(arn, "ListRoutingProfileQueues", "RoutingProfileQueueConfigSummaryList", model, LISTS.get(0));
        queues(
                arn,
                "ListRoutingProfileManualAssignmentQueues",
                "RoutingProfileManualAssignmentQueueConfigSummaryList",
                model,
                LISTS.get(1));
        Models.putList(model, "Tags", profile.path("Tags"));
        return model;
    }

    @Override
    void change(String arn, ObjectNode previous, ObjectNode desired) {
        if (Models.differs(previous, desired, "Name") || Models.differs(previous, desired, "Description")) {
            ObjectNode input = naming(arn, ID);
            Models.copy(desired, input, "Name", "Description");
            call("UpdateRoutingProfileName", input);
        }
        if (Models.differs(previous, desired, "MediaConcurrencies")) {
            ObjectNode input = naming(arn, ID);
            call("UpdateRoutingProfileConcurrency", input.set("MediaConcurrencies", desired.get("MediaConcurrencies")));
        }
        if (Models.differs(previous, desired, "DefaultOutboundQueueArn")) {
            ObjectNode input = naming(arn, ID);
            Models.copy(desired, "DefaultOutboundQueueArn", input, "DefaultOutboundQueueId");
            call("UpdateRoutingProfileDefaultOutboundQueue", input);
        }
        if (desired.has("AgentAvailabilityTimer") && Models.differs(previous, desired, "AgentAvailabilityTimer")) {
            ObjectNode input = naming(arn, ID);
            Models.copy(desired, input, "AgentAvailabilityTimer");
            call("UpdateRoutingProfileAgentAvailabilityTimer", input);
        }
        for (String list : LISTS) {
            if (Models.differs(previous, desired, list)) {
                changeQueues(arn, list, previous.path(list), desired.path(list));
            }
        }
    }

    @Override
    void remove(String arn) {
        call("DeleteRoutingProfile", naming(arn, ID));
    }

    private void changeQueues(String arn, String list, JsonNode before, JsonNode after) {
        String references = list.equals(LISTS.get(0)) ? "QueueReferences" : "ManualAssignmentQueueReferences";
        for (ArrayNode dropped : QueueLists.chunks(QueueLists.dropped(before, after))) {
            ArrayNode named = JsonNodeFactory.instance.arrayNode();
            dropped.forEach(config -> named.add(referenceOfApi(config.get(REFERENCE))));
            call("DisassociateRoutingProfileQueues", naming(arn, ID).set(references, named));
        }
        associate(arn, list, QueueLists.changed(before, after));
    }

    private void associate(String arn, String list, List<JsonNode> configs) {
        for (ArrayNode some : QueueLists.chunks(configs)) {
            call("AssociateRoutingProfileQueues", naming(arn, ID).set(list, ofApi(some)));
        }
    }

    private void queues(String arn, String operation, String listName, ObjectNode model, String list) {
        ObjectNode input = naming(arn, ID).put("MaxResults", 100);
        ArrayNode configs = JsonNodeFactory.instance.arrayNode();
        for (JsonNode answer = call(operation, input); answer != null; ) {
            answer.get(listName).forEach(summary -> configs.add(ofSummary(summary)));
            String next = answer.path("NextToken").textValue();
            answer = next == null ? null : call(operation, input.put("NextToken", next));
        }
        if (!configs.isEmpty()) {
            model.set(list, configs);
        }
    }

    private static ObjectNode ofSummary(JsonNode summary) {
        ObjectNode config = Models.object();
        Models.copy(summary, config, "Priority", "Delay");
        ObjectNode reference = config.putObject(REFERENCE);
        Models.copy(summary, reference, "QueueArn", "Channel");
        return config;
    }

    private static ArrayNode ofApi(JsonNode configs) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        configs.forEach(config -> {
            ObjectNode one = list.addObject();
            Models.copy(config, one, "Priority", "Delay");
            one.set(REFERENCE, referenceOfApi(config.get(REFERENCE)));
        });
        return list;
    }

    private static ObjectNode referenceOfApi(JsonNode reference) {
        ObjectNode named = Models.object();
        Models.copy(reference, "QueueArn", named, "QueueId");
        Models.copy(reference, named, "Channel");
        return named;
    }
}
