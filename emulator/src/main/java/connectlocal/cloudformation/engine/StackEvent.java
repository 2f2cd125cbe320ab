package connectlocal.cloudformation.engine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * Something that happened to a stack or one of its resources.
 *
 * @param properties the resource's properties as JSON text, secrets masked; null for stacks
 * @param validation what was found wrong before anything was made; null for all other events
 */
record StackEvent(
        String eventId,
        String logicalId,
        String physicalId,
        String type,
        Instant time,
        String status,
        String reason,
        String properties,
        String clientToken,
        String operationId,
        Validation validation) {

    /** The path of what is wrong in the template, and why. */
    record Validation(String name, String path, String reason) {}

    /** As DescribeStackEvents shows it. */
    ObjectNode json(String stackId, String stackName) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("StackId", stackId);
        event.put("EventId", eventId);
        event.put("StackName", stackName);
        event.put("OperationId", operationId);
        event.put("LogicalResourceId", logicalId);
        event.put("PhysicalResourceId", physicalId);
        event.put("ResourceType", type);
        event.put("Timestamp", Times.text(time));
        event.put("ResourceStatus", status);
        putIfThere(event, "ResourceStatusReason", reason);
        putIfThere(event, "ResourceProperties", properties);
        putIfThere(event, "ClientRequestToken", clientToken);
        return event;
    }

    /** As DescribeEvents shows it. */
    ObjectNode operationJson(String stackId, String operationType) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("EventId", eventId);
        event.put("StackId", stackId);
        event.put("OperationId", operationId);
        event.put("OperationType", operationType);
        if (validation != null) {
            event.put("EventType", "VALIDATION_ERROR");
        } else {
            event.put("EventType", "STACK_EVENT");
        }
        event.put("LogicalResourceId", logicalId);
        event.put("PhysicalResourceId", physicalId);
        event.put("ResourceType", type);
        event.put("Timestamp", Times.text(time));
        if (validation != null) {
            event.put("ValidationFailureMode", "FAIL");
            event.put("ValidationName", validation.name());
            event.put("ValidationStatus", "FAILED");
            event.put("ValidationStatusReason", validation.reason());
            event.put("ValidationPath", validation.path());
        } else {
            event.put("ResourceStatus", status);
            putIfThere(event, "ResourceStatusReason", reason);
            putIfThere(event, "ResourceProperties", properties);
        }
        putIfThere(event, "ClientRequestToken", clientToken);
        return event;
    }

    boolean isFailure() {
        return validation != null || status.endsWith("_FAILED");
    }

    private static void putIfThere(ObjectNode event, String name, String value) {
        if (value != null) {
            event.put(name, value);
        }
    }
}
