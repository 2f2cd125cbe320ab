package connectlocal.natives;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.provider.NativeFailure;
import java.util.Map;

/** AWS::Connect::Queue. */
final class QueueType extends ConnectType {
    private static final String ID = "QueueId";
    private static final String CALLER = "OutboundCallerConfig";

    QueueType(ConnectCalls calls) {
        super(calls, "QueueArn", "ListQueues", "QueueSummaryList");
    }

    @Override
    String make(ObjectNode desired, Map<String, String> tags) {
        ObjectNode input = Models.object();
        Models.copy(desired, "InstanceArn", input, "InstanceId");
        Models.copy(desired, "HoursOfOperationArn", input, "HoursOfOperationId");
        Models.copy(desired, input, "Name", "Description", "MaxContacts");
        if (desired.has(CALLER)) {
            input.set(CALLER, callerOfApi(desired.get(CALLER)));
        }
        Models.putTags(input, tags);
        String arn = call("CreateQueue", input).get("QueueArn").asText();
        if (desired.path("Status").asText().equals("DISABLED")) {
            try {
                call("UpdateQueueStatus", naming(arn, ID).put("Status", "DISABLED"));
            } catch (NativeFailure failure) {
                throw failure.of(desired.deepCopy().put("QueueArn", arn));
            }
        }
        return arn;
    }

    @Override
    ObjectNode show(String arn) {
        JsonNode queue = call("DescribeQueue", naming(arn, ID)).get("Queue");
        ObjectNode model = Models.object().put("InstanceArn", instanceArn(arn));
        Models.copy(
                queue, model, "Name", "Description", "MaxContacts", "Status", "LastModifiedTime", "LastModifiedRegion");
        model.put("Type", "STANDARD");
        model.put(
                "HoursOfOperationArn",
                instanceArn(arn) + "/operating-hours/"
                        + queue.get("HoursOfOperationId").asText());
        if (queue.has(CALLER)) {
            ObjectNode caller = model.putObject(CALLER);
            Models.copy(queue.get(CALLER), caller, "OutboundCallerIdName");
            Models.copy(queue.get(CALLER), "OutboundCallerIdNumberId", caller, "OutboundCallerIdNumberArn");
            Models.copy(queue.get(CALLER), "OutboundFlowId", caller, "OutboundFlowArn");
        }
        Models.putList(model, "Tags", queue.path("Tags"));
        return model;
    }

    /** The API cannot take a description away; one that is dropped stays. */
    @Override
    void change(String arn, ObjectNode previous, ObjectNode desired) {
        if (Models.differs(previous, desired, "HoursOfOperationArn")) {
            ObjectNode input = naming(arn, ID);
            Models.copy(desired, "HoursOfOperationArn", input, "HoursOfOperationId");
            call("UpdateQueueHoursOfOperation", input);
        }
        if (Models.differs(previous, desired, "MaxContacts")) {
            ObjectNode input = naming(arn, ID);
            Models.copy(desired, input, "MaxContacts");
            call("UpdateQueueMaxContacts", input);
        }
        if (Models.differs(previous, desired, "Name") || Models.differs(previous, desired, "Description")) {
            ObjectNode input = naming(arn, ID);
            Models.copy(desired, input, "Name", "Description");
            call("UpdateQueueName", input);
        }
        if (Models.differs(previous, desired, CALLER)) {
            call("UpdateQueueOutboundCallerConfig", naming(arn, ID).set(CALLER, callerOfApi(desired.path(CALLER))));
        }
        if (Models.differs(previous, desired, "Status")) {
            call(
                    "UpdateQueueStatus",
                    naming(arn, ID).put("Status", desired.path("Status").asText("ENABLED")));
        }
    }

    @Override
    void remove(String arn) {
        call("DeleteQueue", naming(arn, ID));
    }

    private static ObjectNode callerOfApi(JsonNode caller) {
        ObjectNode config = Models.object();
        Models.copy(caller, config, "OutboundCallerIdName");
        Models.copy(caller, "OutboundCallerIdNumberArn", config, "OutboundCallerIdNumberId");
        Models.copy(caller, "OutboundFlowArn", config, "OutboundFlowId");
        return config;
    }
}
