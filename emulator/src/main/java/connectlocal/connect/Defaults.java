package connectlocal.connect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/** What is in every instance, and in a new one, before anybody adds something. */
final class Defaults {
    private static final List<String> DAYS =
            List.of("SUNDAY", "MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY");

    private Defaults() {}

    /** Basic Hours and BasicQueue, which the other defaults name; their ids follow from the instance's. */
    static void queueAndHours(Instance instance) {
        ObjectNode hours = object().put("Description", "Basic Hours").put("TimeZone", "US/Pacific");
        ArrayNode config = hours.putArray("Config");
        DAYS.forEach(day -> {
            ObjectNode slot = config.addObject().put("Day", day);
            slot.putObject("StartTime").put("Hours", 0).put("Minutes", 0);
            slot.putObject("EndTime").put("Hours", 0).put("Minutes", 0);
        });
        instance.shelf(Arns.Kind.HOURS_OF_OPERATION).seed(id(instance, "Basic Hours"), "Basic Hours", hours);
        ObjectNode queue = object().put("Description", "A simple, basic voice queue.")
                .put("HoursOfOperationId", id(instance, "Basic Hours"))
                .put("Status", "ENABLED");
        instance.shelf(Arns.Kind.QUEUE).seed(queueId(instance), "BasicQueue", queue);
    }

    /** The profiles of a new instance. */
    static void profiles(Instance instance) {
        ObjectNode routing = routingProfile(instance, "A simple routing profile.");
        routing.putArray("QueueConfigs")
                .addObject()
                .put("Priority", 1)
                .put("Delay", 0)
                .putObject("QueueReference")
                .put("QueueId", queueId(instance))
                .put("Channel", ChannelSettings.VOICE);
        instance.shelf(Arns.Kind.ROUTING_PROFILE)
                .seed(id(instance, "Basic Routing Profile"), "Basic Routing Profile", routing);
        security(instance, "Admin", "Users.Create", "Users.Edit", "Users.Delete", "Users.View", "BasicAgentAccess");
        security(instance, "Agent", "BasicAgentAccess", "OutboundCallAccess");
        security(instance, "CallCenterManager", "Users.View", "Users.Edit", "AccessMetrics");
        security(instance, "QualityAnalyst", "AccessMetrics", "ListenCallRecordings");
    }

    /** A routing profile of which nothing but the name is known. */
    static ObjectNode routingProfile(Instance instance, String description) {
        ObjectNode details = object().put("Description", description).put("DefaultOutboundQueueId", queueId(instance));
        details.putArray("MediaConcurrencies")
                .addObject()
                .put("Channel", ChannelSettings.VOICE)
                .put("Concurrency", 1);
        return details;
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static void security(Instance instance, String name, String... permissions) {
        ObjectNode details = object().put("Description", name);
        ArrayNode list = details.putArray("Permissions");
        List.of(permissions).forEach(list::add);
        instance.shelf(Arns.Kind.SECURITY_PROFILE).seed(id(instance, name), name, details);
    }

    private static String queueId(Instance instance) {
        return id(instance, "BasicQueue");
    }

    private static String id(Instance instance, String name) {
        return UUID.nameUUIDFromBytes((instance.id() + "/" + name).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
