package connectlocal.connect;

import static connectlocal.connect.Connect.DEMO;

import com.fasterxml.jackson.databind.JsonNode;
import connectlocal.http.AwsError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Calls about what users refer to in the demo instance, each by its name and members. */
final class CatalogCalls {
    static final List<Map<String, Object>> VOICE = List.of(Map.of("Channel", "VOICE", "Concurrency", 1));

    final Connect connect;

    CatalogCalls(Connect connect) {
        this.connect = connect;
    }

    JsonNode on(String operation, Object... members) {
        return connect.call(operation, input(members));
    }

    AwsError refused(String operation, Object... members) {
        return connect.refusal(operation, input(members));
    }

    /** The members of a call, and the instance. */
    static Map<String, Object> input(Object... members) {
        Map<String, Object> input = new LinkedHashMap<>(Map.of("InstanceId", DEMO));
        for (int i = 0; i < members.length; i += 2) {
            input.put((String) members[i], members[i + 1]);
        }
        return input;
    }

    String hours(String name) {
        return on("CreateHoursOfOperation", "Name", name, "TimeZone", "UTC", "Config", List.of(CatalogAnswers.NINE))
                .get("HoursOfOperationId")
                .asText();
    }

    String queue(String name, String hours) {
        return on("CreateQueue", "Name", name, "HoursOfOperationId", hours)
                .get("QueueId")
                .asText();
    }

    String routing(String name, String queue) {
        return on(
                        "CreateRoutingProfile",
                        "Name",
                        name,
                        "Description",
                        "d",
                        "DefaultOutboundQueueId",
                        queue,
                        "MediaConcurrencies",
                        VOICE)
                .get("RoutingProfileId")
                .asText();
    }

    static Map<String, Object> config(String queue, int priority) {
        Map<String, Object> reference = Map.of("QueueId", queue, "Channel", "VOICE");
        return Map.of("QueueReference", reference, "Priority", priority, "Delay", 2);
    }
}
