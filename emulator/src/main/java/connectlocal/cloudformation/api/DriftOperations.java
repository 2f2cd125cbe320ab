package connectlocal.cloudformation.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.cloudformation.engine.Drift;
import connectlocal.cloudformation.engine.Engine;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The operations on drift. */
final class DriftOperations {
    private static final List<String> STATUSES =
            List.of("IN_SYNC", "MODIFIED", "DELETED", "NOT_CHECKED", "UNKNOWN", "UNSUPPORTED");
    private final Drift drift;

    DriftOperations(Engine engine) {
        this.drift = engine.drift();
    }

    Map<String, Function<Input, ObjectNode>> table() {
        return Map.of(
                "DetectStackDrift",
                this::detectStackDrift,
                "DetectStackResourceDrift",
                this::detectStackResourceDrift,
                "DescribeStackDriftDetectionStatus",
                input -> drift.status(input.required("StackDriftDetectionId")),
                "DescribeStackResourceDrifts",
                input -> Pages.page(
                        input,
                        "StackResourceDrifts",
                        drift.found(
                                input.stackName(),
                                Set.copyOf(input.listOf("StackResourceDriftStatusFilters", STATUSES)))));
    }

    private ObjectNode detectStackDrift(Input input) {
        String id = drift.detect(input.stackName(), input.list("LogicalResourceIds"));
        return JsonNodeFactory.instance.objectNode().put("StackDriftDetectionId", id);
    }

    private ObjectNode detectStackResourceDrift(Input input) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.set("StackResourceDrift", drift.detectResource(input.stackName(), input.required("LogicalResourceId")));
        return answer;
    }
}
