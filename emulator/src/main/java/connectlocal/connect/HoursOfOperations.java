package connectlocal.connect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.connect.wire.Input;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** When queues are open. */
final class HoursOfOperations {
    private final Noun noun;

    HoursOfOperations(ConnectState state, Pages pages) {
        this.noun = new Noun(state, pages, Arns.Kind.HOURS_OF_OPERATION, "HoursOfOperationId");
    }

    Object createHoursOfOperation(Input in) {
        Instance instance = noun.instance(in);
        checkTimeZone(in.text("TimeZone"));
        if (in.has("ParentHoursOfOperationConfigs")
                && !in.json("ParentHoursOfOperationConfigs").isEmpty()) {
            throw ConnectErrors.invalidRequest(
                    "ParentHoursOfOperationConfigs is not emulated; write the hours into Config");
        }
        ObjectNode details = Noun.given(in, "Description", "TimeZone", "Config");
        Item item = noun.add(instance, in, in.text("Name"), details);
        return noun.created(instance, item, "HoursOfOperationId", "HoursOfOperationArn");
    }

    Object describeHoursOfOperation(Input in) {
        Instance instance = noun.instance(in);
        Item item = noun.item(instance, in);
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("HoursOfOperationId", item.id());
        shown.put("HoursOfOperationArn", noun.arn(instance, item.id()));
        shown.put("Name", item.name());
        Noun.copy(item, shown, "Description", "TimeZone", "Config");
        shown.put("Tags", noun.tags(instance, item));
        return Map.of("HoursOfOperation", noun.modified(shown, item));
    }

    /** An empty description takes the description away. */
    Object updateHoursOfOperation(Input in) {
        if (in.has("TimeZone")) {
            checkTimeZone(in.text("TimeZone"));
        }
        return noun.change(in, item -> {
            Item changed = in.has("Name") ? item.named(in.text("Name")) : item;
            for (String member : List.of("TimeZone", "Config")) {
                changed = in.has(member) ? changed.with(member, in.json(member)) : changed;
            }
            if (in.has("Description")) {
                boolean empty = in.text("Description").isEmpty();
                changed = changed.with("Description", empty ? null : in.json("Description"));
            }
            return changed;
        });
    }

    Object deleteHoursOfOperation(Input in) {
        return noun.delete(
                in,
                List.of(Noun.Reference.of(
                        Arns.Kind.QUEUE, (queue, id) -> id.equals(queue.text("HoursOfOperationId")))));
    }

    Object listHoursOfOperations(Input in) {
        return noun.list(in, "ListHoursOfOperations", "HoursOfOperationSummaryList", i -> true, noun::summary);
    }

    private static void checkTimeZone(String name) {
        try {
            ZoneId.of(name);
        } catch (DateTimeException e) {
            throw ConnectErrors.invalidParameter(
                    "TimeZone '" + name + "' must be the name of a time zone such as America/New_York");
        }
    }
}
