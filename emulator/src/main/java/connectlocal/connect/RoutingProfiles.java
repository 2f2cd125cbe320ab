package connectlocal.connect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import connectlocal.connect.wire.Input;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which contacts an agent gets: queues, channels, and how many of each at once. */
final class RoutingProfiles {
    private static final String DEFAULT_QUEUE = "DefaultOutboundQueueId";
    private static final String CONCURRENCIES = MediaConcurrencies.MEMBER;
    private static final String TIMER = "AgentAvailabilityTimer";

    private final ConnectState state;
    private final Noun noun;

    RoutingProfiles(ConnectState state, Pages pages) {
        this.state = state;
        this.noun = new Noun(state, pages, Arns.Kind.ROUTING_PROFILE, "RoutingProfileId");
    }

    Object createRoutingProfile(Input in) {
        Instance instance = noun.instance(in);
        MediaConcurrencies.check(in.json(CONCURRENCIES));
        synchronized (instance.catalog()) {
            ObjectNode details = Noun.given(in, "Description", CONCURRENCIES, TIMER);
            details.put(DEFAULT_QUEUE, queue(instance, in.text(DEFAULT_QUEUE)));
            for (String list : List.of(RoutingQueues.ROUTED, RoutingQueues.MANUAL)) {
                if (in.has(list)) {
                    details.set(list, configs(instance, in, list));
                }
            }
            Item item = noun.add(instance, in, in.text("Name"), details);
            return noun.created(instance, item, "RoutingProfileId", "RoutingProfileArn");
        }
    }

    Object describeRoutingProfile(Input in) {
        Instance instance = noun.instance(in);
        Item item = noun.item(instance, in);
        Set<String> queues = RoutingQueues.queueIds(item, RoutingQueues.ROUTED);
        Set<String> manual = RoutingQueues.queueIds(item, RoutingQueues.MANUAL);
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("InstanceId", instance.id());
        shown.put("Name", item.name());
        shown.put("RoutingProfileArn", noun.arn(instance, item.id()));
        shown.put("RoutingProfileId", item.id());
        Noun.copy(item, shown, "Description", CONCURRENCIES, DEFAULT_QUEUE, TIMER);
        shown.put("Tags", noun.tags(instance, item));
        shown.put("NumberOfAssociatedQueues", queues.size());
        shown.put("NumberOfAssociatedManualAssignmentQueues", manual.size());
        shown.put("NumberOfAssociatedUsers", usersWith(instance, item.id()));
        shown.put("IsDefault", item.id().equals(first(instance)));
        shown.put("AssociatedQueueIds", queues);
        shown.put("AssociatedManualAssignmentQueueIds", manual);
        return Map.of("RoutingProfile", noun.modified(shown, item));
    }

    Object deleteRoutingProfile(Input in) {
        return noun.delete(
                in, List.of(Noun.Reference.ofUsers((settings, id) -> id.equals(settings.routingProfileId()))));
    }

    Object listRoutingProfiles(Input in) {
        return noun.list(in, "ListRoutingProfiles", "RoutingProfileSummaryList", i -> true, noun::summary);
    }

    Object listRoutingProfileQueues(Input in) {
        return queues(in, RoutingQueues.ROUTED, "RoutingProfileQueueConfigSummaryList");
    }

    Object listRoutingProfileManualAssignmentQueues(Input in) {
        return queues(in, RoutingQueues.MANUAL, "RoutingProfileManualAssignmentQueueConfigSummaryList");
    }

    Object associateRoutingProfileQueues(Input in) {
        return noun.change(in, profile -> {
            Item changed = profile;
            for (String list : List.of(RoutingQueues.ROUTED, RoutingQueues.MANUAL)) {
                if (in.has(list)) {
                    JsonNode added = configs(noun.instance(in), in, list);
                    changed = changed.with(list, RoutingQueues.with(changed.get(list), added));
                }
            }
            return changed;
        });
    }

    Object disassociateRoutingProfileQueues(Input in) {
        return noun.change(in, profile -> {
            Item changed = without(profile, RoutingQueues.ROUTED, in, "QueueReferences");
            return without(changed, RoutingQueues.MANUAL, in, "ManualAssignmentQueueReferences");
        });
    }

    /** Priority and delay of queues that the profile has already. */
    Object updateRoutingProfileQueues(Input in) {
        return noun.change(in, profile -> {
            JsonNode given = configs(noun.instance(in), in, RoutingQueues.ROUTED);
            List<String> missing = RoutingQueues.missing(profile.get(RoutingQueues.ROUTED), given);
            if (!missing.isEmpty()) {
                throw ConnectErrors.notFound(
                        "The routing profile " + profile.id() + " has no " + String.join(", ", missing));
            }
            return profile.with(RoutingQueues.ROUTED, RoutingQueues.with(profile.get(RoutingQueues.ROUTED), given));
        });
    }

    Object updateRoutingProfileName(Input in) {
        return noun.change(in, profile -> {
            Item changed = in.has("Name") ? profile.named(in.text("Name")) : profile;
            return in.has("Description") ? changed.with("Description", in.json("Description")) : changed;
        });
    }

    Object updateRoutingProfileConcurrency(Input in) {
        MediaConcurrencies.check(in.json(CONCURRENCIES));
        return noun.change(in, profile -> profile.with(CONCURRENCIES, in.json(CONCURRENCIES)));
    }

    Object updateRoutingProfileDefaultOutboundQueue(Input in) {
        return noun.change(
                in,
                profile -> profile.with(
                        DEFAULT_QUEUE, TextNode.valueOf(queue(noun.instance(in), in.text(DEFAULT_QUEUE)))));
    }

    Object updateRoutingProfileAgentAvailabilityTimer(Input in) {
        return noun.change(in, profile -> profile.with(TIMER, in.json(TIMER)));
    }

    private Object queues(Input in, String list, String listName) {
        Instance instance = noun.instance(in);
        List<ObjectNode> all = new ArrayList<>();
        noun.item(instance, in).get(list).forEach(config -> {
            Item queue = instance.shelf(Arns.Kind.QUEUE)
                    .get(config.get("QueueReference").get("QueueId").asText());
            String arn = state.arns().of(Arns.Kind.QUEUE, instance.id(), queue.id());
            all.add(RoutingQueues.summary(config, arn, queue.name()));
        });
        return noun.listOf(in, list, listName, all, RoutingQueues::place);
    }

    private Item without(Item profile, String list, Input in, String references) {
        if (!in.has(references)) {
            return profile;
        }
        ArrayNode named = (ArrayNode) in.json(references);
        named.forEach(reference -> name(noun.instance(in), reference));
        return profile.with(list, RoutingQueues.without(profile.get(list), named));
    }

    /** The configurations that an input gives, queues by id and checked. */
    private ArrayNode configs(Instance instance, Input in, String list) {
        ArrayNode configs = (ArrayNode) in.json(list);
        configs.forEach(config -> name(instance, config.get("QueueReference")));
        RoutingQueues.refuseTwice(configs, list);
        return configs;
    }

    private void name(Instance instance, JsonNode reference) {
        ((ObjectNode) reference)
                .put("QueueId", queue(instance, reference.get("QueueId").asText()));
    }

    private String queue(Instance instance, String reference) {
        return noun.existing(Arns.Kind.QUEUE, instance, reference);
    }

    private static String first(Instance instance) {
        return instance.shelf(Arns.Kind.ROUTING_PROFILE)
                .all()
                .keySet()
                .iterator()
                .next();
    }

    private static long usersWith(Instance instance, String routingProfileId) {
        return instance.users().inOrder().values().stream()
                .filter(user -> user.settings().routingProfileId().equals(routingProfileId))
                .count();
    }
}
