package connectlocal.cloudformation.engine;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.http.AwsError;
import connectlocal.provider.Action;
import connectlocal.provider.HandlerError;
import connectlocal.provider.HandlerRequest;
import connectlocal.provider.Outcome;
import connectlocal.provider.ResourceProvider;
import connectlocal.provider.StackContext;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Looks for what was changed behind a stack's back; finds it, changes nothing. */
public final class Drift {
    private static final int DETECTIONS_AT_MOST = 1_000;
    private final Engine engine;
    private final Map<String, Detection> detections = new LinkedHashMap<>();

    Drift(Engine engine) {
        this.engine = engine;
    }

    /** One detection on its way. */
    private static final class Detection {
        final String id = UUID.randomUUID().toString();
        final Stack stack;
        final Instant time;
        String status = "DETECTION_IN_PROGRESS";
        String reason;
        String stackDriftStatus;
        int drifted;

        Detection(Stack stack, Instant time) {
            this.stack = stack;
            this.time = time;
        }
    }

    /** Begins a detection on a stack, or on some of its resources; answers its id. */
    public String detect(String stackName, List<String> logicalIds) {
        Stack stack = detectable(stackName);
        logicalIds.forEach(id -> resource(stack, id));
        var detection = new Detection(stack, engine.journal.now());
        synchronized (detections) {
            detections.put(detection.id, detection);
            if (detections.size() > DETECTIONS_AT_MOST) {
                detections.remove(detections.keySet().iterator().next());
            }
        }
        engine.run(stack, () -> run(detection, logicalIds));
        return detection.id;
    }

    private void run(Detection detection, List<String> logicalIds) {
        Stack stack = detection.stack;
        List<StackResource> resources;
        synchronized (stack) {
            resources = stack.listed().stream()
                    .filter(r -> r.now != null && r.now.exists())
                    .filter(r -> logicalIds.isEmpty() || logicalIds.contains(r.logicalId))
                    .toList();
        }
        String failure = null;
        for (StackResource resource : resources) {
            Optional<String> problem = look(stack, resource);
            if (problem.isPresent() && failure == null) {
                failure = "Failed to detect drift on resource [" + resource.logicalId + "]: " + problem.get();
            }
        }
        synchronized (stack) {
            detection.drifted = (int) stack.listed().stream()
                    .filter(r -> r.drift != null)
                    .filter(r -> Set.of("MODIFIED", "DELETED").contains(status(r)))
                    .count();
            stack.driftStatus = detection.drifted > 0 ? "DRIFTED" : failure == null ? "IN_SYNC" : "UNKNOWN";
            stack.driftTime = detection.time;
            detection.stackDriftStatus = stack.driftStatus;
            detection.reason = failure;
            detection.status = failure == null ? "DETECTION_COMPLETE" : "DETECTION_FAILED";
        }
    }

    /** Looks at one resource now; answers what is to be shown of it. */
    public ObjectNode detectResource(String stackName, String logicalId) {
        Stack stack = detectable(stackName);
        StackResource resource = resource(stack, logicalId);
        look(stack, resource).ifPresent(problem -> {
            throw Refusals.validation("Failed to detect drift on resource [" + logicalId + "]: " + problem);
        });
        return resource.drift;
    }

    /** How far a detection is. */
    public ObjectNode status(String id) {
        Detection detection;
        synchronized (detections) {
            detection = detections.get(id);
        }
        if (detection == null) {
            throw Refusals.validation("Drift detection with id " + id + " does not exist");
        }
        synchronized (detection.stack) {
            ObjectNode shown = JsonNodeFactory.instance.objectNode();
            shown.put("StackId", detection.stack.id).put("StackDriftDetectionId", id);
            shown.put("DetectionStatus", detection.status);
            if (detection.stackDriftStatus != null) {
                shown.put("StackDriftStatus", detection.stackDriftStatus);
                shown.put("DriftedStackResourceCount", detection.drifted);
            }
            if (detection.reason != null) {
                shown.put("DetectionStatusReason", detection.reason);
            }
            return shown.put("Timestamp", Times.text(detection.time));
        }
    }

    /** What the last detections found, by status of the resources. */
    public List<ObjectNode> found(String stackName, Set<String> statuses) {
        Stack stack = engine.stacks.find(stackName).orElseThrow(() -> Refusals.stackWithIdMissing(stackName));
        synchronized (stack) {
            return stack.listed().stream()
                    .filter(r -> r.drift != null)
                    .filter(r -> statuses.isEmpty() || statuses.contains(status(r)))
                    .map(r -> r.drift)
                    .toList();
        }
    }

    private static String status(StackResource resource) {
        return resource.drift.path("StackResourceDriftStatus").asText();
    }

    private Optional<String> look(Stack stack, StackResource resource) {
        Deployed now = resource.now;
        ResourceProvider provider = engine.types.require(now.type().name());
        ObjectNode drift = JsonNodeFactory.instance.objectNode();
        drift.put("StackId", stack.id).put("LogicalResourceId", resource.logicalId);
        drift.put("PhysicalResourceId", now.physicalId())
                .put("ResourceType", now.type().name());
        Optional<String> problem = Optional.empty();
        if (!now.type().hasHandler(Action.READ)) {
            drift.put("StackResourceDriftStatus", "NOT_CHECKED");
        } else {
            Outcome seen = read(stack, resource, provider);
            if (seen.succeeded()) {
                compare(stack, now, seen.model().orElseThrow(), drift);
            } else if (seen.failedWith(HandlerError.NotFound)) {
                drift.put("StackResourceDriftStatus", "DELETED");
            } else {
                problem = Optional.of(seen.message());
                drift.put("StackResourceDriftStatus", "UNKNOWN").put("DriftStatusReason", seen.message());
            }
        }
        drift.put("Timestamp", Times.text(engine.journal.now()));
        synchronized (stack) {
            if (resource.now == now) {
                resource.drift = drift;
            }
        }
        return problem;
    }

    private static Outcome read(Stack stack, StackResource resource, ResourceProvider provider) {
        var context = new StackContext(
                stack.id,
                stack.name,
                resource.logicalId,
                stack.deployment.tags(),
                stack.deployment.tags(),
                false,
                true);
        ObjectNode identity = provider.type().identifiers().primaryModel(resource.now.physicalId());
        return provider.await(provider.begin(new HandlerRequest(
                Action.READ,
                UUID.randomUUID().toString(),
                identity,
                Optional.empty(),
                Optional.empty(),
                Optional.of(context))));
    }

    private static void compare(Stack stack, Deployed now, ObjectNode model, ObjectNode drift) {
        ArrayNode differences = DriftComparison.differences(now, model, stack.deployment.tags());
        drift.put("ExpectedProperties", DriftComparison.comparable(now).toString());
        drift.put(
                "ActualProperties",
                DriftComparison.actual(now, model, stack.deployment.tags()).toString());
        drift.set("PropertyDifferences", differences);
        drift.put("StackResourceDriftStatus", differences.isEmpty() ? "IN_SYNC" : "MODIFIED");
    }

    private Stack detectable(String name) {
        Stack stack = engine.stacks().existing(name);
        if (!stack.status.isDriftDetectable()) {
            throw new AwsError(
                    "ValidationError",
                    400,
                    "Drift detection cannot be performed on stack [" + stack.id + "] with status " + stack.status);
        }
        return stack;
    }

    private static StackResource resource(Stack stack, String logicalId) {
        synchronized (stack) {
            return stack.resource(logicalId)
                    .filter(r -> r.now != null && r.now.exists())
                    .orElseThrow(() ->
                            Refusals.validation("Resource " + logicalId + " does not exist for stack " + stack.name));
        }
    }
}
