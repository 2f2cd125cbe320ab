package connectlocal.cloudformation.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.http.AwsError;
import connectlocal.provider.HandlerError;
import connectlocal.provider.Outcome;
import connectlocal.state.NotKept;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Looks for what was changed behind a stack's back; finds it, changes nothing. */
public final class Drift {
    private static final int DETECTIONS_OF_A_STACK = 100;
    private static final long AGAIN_MILLIS = 500;

    private final Engine engine;

    Drift(Engine engine) {
        this.engine = engine;
    }

    /** Begins a detection on a stack, or on some of its resources; answers its id. */
    public String detect(String stackName, List<String> logicalIds) {
        Stack stack = detectable(stackName);
        logicalIds.forEach(id -> resource(stack, id));
        var begun = Detection.begun(UUID.randomUUID().toString(), engine.journal.now());
        StackMemory.change(stack, () -> {
            if (stack.detections.values().stream().anyMatch(Detection::isUnderWay)) {
                throw Refusals.validation("Drift detection is already in progress for stack [" + stack.id + "]");
            }
            if (stack.detections.size() >= DETECTIONS_OF_A_STACK) {
                stack.detections.remove(stack.detections.keySet().iterator().next());
            }
            stack.detections.put(begun.id(), begun);
            engine.kept.stack(stack);
        });
        engine.run(stack, () -> run(stack, begun, logicalIds));
        return begun.id();
    }

    private void run(Stack stack, Detection begun, List<String> logicalIds) throws InterruptedException {
        var resources = new LinkedHashMap<String, Deployed>();
        synchronized (stack) {
            stack.listed().stream()
                    .filter(r -> r.now != null && r.now.exists())
                    .filter(r -> logicalIds.isEmpty() || logicalIds.contains(r.logicalId))
                    .forEach(r -> resources.put(r.logicalId, r.now));
        }
        var seen = new LinkedHashMap<String, ObjectNode>();
        try {
            String failure = look(stack, resources, seen)
                    .map(problem -> "Failed to detect drift on resource " + problem)
                    .orElse(null);
            end(stack, begun, resources, seen, failure);
        } catch (RuntimeException | Error e) {
            end(stack, begun, resources, Map.of(), "Internal Failure");
            throw e;
        }
    }

    private void end(
            Stack stack, Detection begun, Map<String, Deployed> resources, Map<String, ObjectNode> seen, String failure)
            throws InterruptedException {
        while (!isOver(stack, begun, resources, seen, failure)) {
            Thread.sleep(AGAIN_MILLIS);
        }
    }

    /** As long as its end cannot be written down nobody is told of it. */
    private boolean isOver(
            Stack stack,
            Detection begun,
            Map<String, Deployed> resources,
            Map<String, ObjectNode> seen,
            String failure) {
        try {
            StackMemory.change(stack, () -> {
                note(stack, resources, seen);
                int drifted = (int) stack.listed().stream()
                        .filter(r -> r.drift != null)
                        .filter(r -> Set.of("MODIFIED", "DELETED").contains(status(r)))
                        .count();
                stack.driftStatus = drifted > 0 ? "DRIFTED" : failure == null ? "IN_SYNC" : "UNKNOWN";
                stack.driftTime = begun.time();
                stack.detections.replace(begun.id(), begun.over(failure, stack.driftStatus, drifted));
                engine.kept.stack(stack);
            });
            return true;
        } catch (NotKept e) {
            return stack.forgotten;
        }
    }

    /** Looks at one resource now; answers what is to be shown of it. */
    public ObjectNode detectResource(String stackName, String logicalId) {
        Stack stack = detectable(stackName);
        StackResource resource = resource(stack, logicalId);
        Map<String, Deployed> resources = Map.of(logicalId, resource.now);
        var seen = new LinkedHashMap<String, ObjectNode>();
        try {
            look(stack, resources, seen).ifPresent(problem -> {
                throw Refusals.validation("Failed to detect drift on resource " + problem);
            });
        } catch (InterruptedException forgotten) {
            throw Refusals.stackMissing(stackName); // a reset, or the end of the emulator
        }
        StackMemory.change(stack, () -> {
            note(stack, resources, seen);
            engine.kept.stack(stack);
        });
        return seen.get(logicalId);
    }

    /** How far a detection is. */
    public ObjectNode status(String id) {
        for (Stack stack : engine.stacks.all()) {
            synchronized (stack) {
                Detection detection = stack.detections.get(id);
                if (detection != null) {
                    return detection.shown(stack);
                }
            }
        }
        throw Refusals.validation("Drift detection with id " + id + " does not exist");
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

    /** Finds out what these resources are like; answers the first problem. */
    private Optional<String> look(Stack stack, Map<String, Deployed> resources, Map<String, ObjectNode> seen)
            throws InterruptedException {
        Map<String, Outcome> outcomes = new LiveReading(engine.tools, stack).ask(LiveReading.questions(resources));
        var problems = new ArrayList<String>();
        resources.forEach((id, now) -> {
            Optional<Outcome> outcome = Optional.ofNullable(outcomes.get(id));
            outcome.filter(o -> !o.succeeded() && !o.failedWith(HandlerError.NotFound))
                    .ifPresent(o -> problems.add("[" + id + "]: " + o.message()));
            synchronized (stack) {
                seen.put(id, DriftReport.of(stack, id, now, outcome, engine.journal.now()));
            }
        });
        return problems.stream().findFirst();
    }

    /** Notes what was seen, of resources that are still the same ones. */
    private static void note(Stack stack, Map<String, Deployed> resources, Map<String, ObjectNode> seen) {
        seen.forEach((id, drift) -> {
            StackResource resource = stack.resources.get(id);
            if (resource != null && resource.now == resources.get(id)) {
                resource.drift = drift;
            }
        });
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
