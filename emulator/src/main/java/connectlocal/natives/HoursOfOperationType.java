package connectlocal.natives;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** AWS::Connect::HoursOfOperation. */
final class HoursOfOperationType extends ConnectType {
    private static final String ID = "HoursOfOperationId";

    HoursOfOperationType(ConnectCalls calls) {
        super(calls, "HoursOfOperationArn", "ListHoursOfOperations", "HoursOfOperationSummaryList");
    }

    @Override
    String make(ObjectNode desired, Map<String, String> tags) {
        ObjectNode input = Models.object();
        Models.copy(desired, "InstanceArn", input, "InstanceId");
        Models.copy(desired, input, "Name", "Description", "TimeZone");
        input.set("Config", desired.get("Config"));
        Models.putTags(input, tags);
        return call("CreateHoursOfOperation", input).get("HoursOfOperationArn").asText();
    }

    @Override
    ObjectNode show(String arn) {
        JsonNode hours = call("DescribeHoursOfOperation", naming(arn, ID)).get("HoursOfOperation");
        ObjectNode model = Models.object().put("InstanceArn", instanceArn(arn));
        Models.copy(hours, model, "Name", "Description", "TimeZone");
        model.set("Config", hours.get("Config"));
        Models.putList(model, "Tags", hours.path("Tags"));
        return model;
    }

    @Override
    void change(String arn, ObjectNode previous, ObjectNode desired) {
        ObjectNode input = naming(arn, ID);
        for (String property : List.of("Name", "TimeZone", "Config")) {
            if (Models.differs(previous, desired, property)) {
                input.set(property, desired.get(property));
            }
        }
        if (Models.differs(previous, desired, "Description")) {
            input.put("Description", desired.path("Description").asText(""));
        }
        if (input.size() > 2) {
            call("UpdateHoursOfOperation", input);
        }
    }

    @Override
    void remove(String arn) {
        call("DeleteHoursOfOperation", naming(arn, ID));
    }
}
