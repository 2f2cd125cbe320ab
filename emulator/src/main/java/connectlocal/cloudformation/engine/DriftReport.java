package connectlocal.cloudformation.engine;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.provider.HandlerError;
import connectlocal.provider.Outcome;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What drift detection says of one resource, in the shape of the API. */
final class DriftReport {
    private DriftReport() {}

    /** @param seen what the read handler answered; empty when the type has none */
    static ObjectNode of(Stack stack, String logicalId, Deployed now, Optional<Outcome> seen, Instant time) {
        ObjectNode drift = JsonNodeFactory.instance.objectNode();
        drift.put("StackId", stack.id).put("LogicalResourceId", logicalId);
        drift.put("PhysicalResourceId", now.physicalId())
                .put("ResourceType", now.type().name());
        if (seen.isEmpty()) {
            drift.put("StackResourceDriftStatus", "NOT_CHECKED");
        } else if (seen.get().succeeded()) {
            compare(now, seen.get().model().orElseThrow(), stack, drift);
        } else if (seen.get().failedWith(HandlerError.NotFound)) {
            drift.put("StackResourceDriftStatus", "DELETED");
        } else {
            drift.put("StackResourceDriftStatus", "UNKNOWN");
            drift.put("DriftStatusReason", seen.get().message());
        }
        return drift.put("Timestamp", Times.text(time));
    }

    private static void compare(Deployed now, ObjectNode model, Stack stack, ObjectNode drift) {
        Map<String, String> tags = now.stackTags();
        Secrets secrets = Secrets.of(stack);
        ArrayNode differences = DriftComparison.differences(now, model, tags);
        ObjectNode expected = DriftComparison.comparable(now).deepCopy();
        ObjectNode actual = DriftComparison.actual(now, model, tags).deepCopy();
        drift.put("ExpectedProperties", secrets.masked(expected).toString());
        drift.put("ActualProperties", secrets.masked(actual).toString());
        drift.set("PropertyDifferences", secrets.masked(differences));
        drift.put("StackResourceDriftStatus", differences.isEmpty() ? "IN_SYNC" : "MODIFIED");
    }
}
