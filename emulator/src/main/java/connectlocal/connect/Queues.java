package connectlocal.connect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.connect.wire.Input;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where contacts wait. Phone numbers and flows that a queue names are kept unchecked: they do not exist here. */
final class Queues {
    private final Noun noun;

    Queues(ConnectState state, Pages pages) {
        this.noun = new Noun(state, pages, Arns.Kind.QUEUE, "QueueId");
    }

    Object createQueue(Input in) {
        Instance instance = noun.instance(in);
        for (String absent : List.of("QuickConnectIds", "EmailAddressesConfig")) {
            if (in.has(absent)) {
                throw ConnectErrors.notFound(absent + " names what does not exist in the Amazon Connect instance "
                        + instance.id() + ": the emulator has no quick connects and no e-mail addresses");
            }
        }
        synchronized (instance.catalog()) {
            ObjectNode details =
                    Noun.given(in, "Description", "OutboundCallerConfig", "OutboundEmailConfig", "MaxContacts");
            details.put("HoursOfOperationId", hours(instance, in)).put("Status", "ENABLED");
            Item item = noun.add(instance, in, in.text("Name"), details);
            return noun.created(instance, item, "QueueId", "QueueArn");
        }
    }

    Object describeQueue(Input in) {
        Instance instance = noun.instance(in);
        Item item = noun.item(instance, in);
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("Name", item.name());
        shown.put("QueueArn", noun.arn(instance, item.id()));
        shown.put("QueueId", item.id());
        Noun.copy(
                item,
                shown,
                "Description",
                "OutboundCallerConfig",
                "OutboundEmailConfig",
                "HoursOfOperationId",
                "MaxContacts",
                "Status");
        shown.put("Tags", noun.tags(instance, item));
        return Map.of("Queue", noun.modified(shown, item));
    }

    /** All queues here are of type STANDARD: agents' own queues are not emulated. */
    Object listQueues(Input in) {
        List<String> types = in.has("QueueTypes") ? in.texts("QueueTypes") : List.of("STANDARD");
        boolean standard = types.isEmpty() || types.contains("STANDARD");
        return noun.list(in, "ListQueues " + types, "QueueSummaryList", queue -> standard, (instance, queue) -> {
            Map<String, Object> shown = noun.summary(instance, queue);
            shown.put("QueueType", "STANDARD");
            return shown;
        });
    }

    Object deleteQueue(Input in) {
        return noun.delete(in, List.of(Noun.Reference.of(Arns.Kind.ROUTING_PROFILE, RoutingQueues::names)));
    }

    Object updateQueueHoursOfOperation(Input in) {
        return noun.change(in, queue -> {
            ObjectNode hours = Defaults.object().put("HoursOfOperationId", hours(noun.instance(in), in));
            return queue.with("HoursOfOperationId", hours.get("HoursOfOperationId"));
        });
    }

    /** Without a number the queue has no limit any more. */
    Object updateQueueMaxContacts(Input in) {
        return noun.change(in, queue -> queue.with("MaxContacts", in.json("MaxContacts")));
    }

    Object updateQueueName(Input in) {
        return noun.change(in, queue -> {
            Item changed = in.has("Name") ? queue.named(in.text("Name")) : queue;
            return in.has("Description") ? changed.with("Description", in.json("Description")) : changed;
        });
    }

    Object updateQueueOutboundCallerConfig(Input in) {
        JsonNode config = in.json("OutboundCallerConfig");
        return noun.change(in, queue -> queue.with("OutboundCallerConfig", config.isEmpty() ? null : config));
    }

    Object updateQueueStatus(Input in) {
        return noun.change(in, queue -> queue.with("Status", in.json("Status")));
    }

    private String hours(Instance instance, Input in) {
        return noun.existing(Arns.Kind.HOURS_OF_OPERATION, instance, in.text("HoursOfOperationId"));
    }
}
