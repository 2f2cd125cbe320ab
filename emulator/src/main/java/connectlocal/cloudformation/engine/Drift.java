package connectlocal.cloudformation.engine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.http.AwsError;
import connectlocal.provider.HandlerError;
import connectlocal.provider.Outcome;
import java.time.Instant;
import java.util.ArrayList;
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

    /** Forgets all detections. */
    void reset() {
        synchronized (detections) {
            detections.clear();
        }
    }

    private void run(Detection detection, List<String> logicalIds) throws InterruptedException {
        Stack stack = detection.stack;
        var resources = new LinkedHashMap<String, Deployed>();
        synchronized (stack) {
            stack.listed().stream()
                    .filter(r -> r.now != null && r.now.exists())
                    .filter(r -> logicalIds.isEmpty() || logicalIds.contains(r.logicalId))
                    .forEach(r -> resources.put(r.logicalId, r.now));
        }
        String failure = look(stack, resources)
                .map(problem -> "Failed to detect drift on resource " + problem)
                .orElse(null);
        synchronized (stack) {
            detection.drifted = (int) stack.listed().stream()
                    .filter(r -> r.drift != null)
                    .filter(r -> Set.of("MODIFIED", "DELETED").contains(status(r)))
                    .count();
            stack.driftStatus = detection.drifted > 0 ? "DRIFTED" : failure == null ? "IN_SYNC" : "UNKNOWN";
            stack.driftTime = detection.time;
            detection.stackDriftStatus = stack.driftStatus;
            detection.reason = failure;
            engine.kept.stack(stack);
            detection.status = failure == null ? "DETECTION_COMPLETE" : "DETECTION_FAILED";
        }
    }

    /** Looks at one resource now; answers what is to be shown of it. */
    public ObjectNode detectResource(String stackName, String logicalId) {
        Stack stack = detectable(stackName);
        StackResource resource = resource(stack, logicalId);
        try {
            look(stack, Map.of(logicalId, resource.now)).ifPresent(problem -> {
                throw Refusals.validation("Failed to detect drift on resource " + problem);
            });
        } catch (InterruptedException forgotten) {
            throw Refusals.stackMissing(stackName); // a reset, or the end of the emulator
        }
        synchronized (stack) {
            engine.kept.stack(stack);
            return resource.drift;
        }
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

    /** Notes what these resources are like; answers the first problem. */
    private Optional<String> look(Stack stack, Map<String, Deployed> resources) throws InterruptedException {
        Map<String, Outcome> seen = new LiveReading(engine.tools, stack).ask(LiveReading.questions(resources));
        var problems = new ArrayList<String>();
        resources.forEach((id, now) -> {
            Optional<Outcome> outcome = Optional.ofNullable(seen.get(id));
            outcome.filter(o -> !o.succeeded() && !o.failedWith(HandlerError.NotFound))
                    .ifPresent(o -> problems.add("[" + id + "]: " + o.message()));
            synchronized (stack) {
                StackResource resource = stack.resources.get(id);
                if (resource != null && resource.now == now) {
                    resource.drift = DriftReport.of(stack, id, now, outcome, engine.journal.now());
                }
            }
        });
        return problems.stream().findFirst();
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
