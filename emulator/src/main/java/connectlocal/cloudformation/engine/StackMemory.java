package connectlocal.cloudformation.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.http.AwsError;
import connectlocal.state.NotKept;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a stack was like before a call changed it. A change that cannot be written down is not made, so the call's other
 * changes, which were to be written together with it, go back too. Whoever uses it holds the stack's monitor.
 */
final class StackMemory {
    private final Stack stack;
    private final StackStatus status;
    private final StackStatus restingPlace;
    private final String reason;
    private final Instant updated;
    private final Instant deleted;
    private final Deployment deployment;
    private final Deployment stable;
    private final Set<String> triedSecrets;
    private final List<Output> outputs;
    private final boolean disableRollback;
    private final boolean terminationProtection;
    private final Optional<StackPolicy> policy;
    private final Map<String, String> tokens;
    private final String changeSetId;
    private final Integer timeoutInMinutes;
    private final Operation operation;
    private final Map<String, StackResource> resources;
    private final Map<StackResource, Deployed> before = new LinkedHashMap<>();
    private final Map<String, ChangeSet> changeSets;
    private final Map<ChangeSet, String> executions = new LinkedHashMap<>();
    private final Map<String, String> operations;
    private final Map<String, Detection> detections;
    private final Map<StackResource, ObjectNode> drifts = new LinkedHashMap<>();
    private final String driftStatus;
    private final Instant driftTime;

    private StackMemory(Stack stack) {
        this.stack = stack;
        this.status = stack.status;
        this.restingPlace = stack.restingPlace;
        this.reason = stack.reason;
        this.updated = stack.updated;
        this.deleted = stack.deleted;
        this.deployment = stack.deployment;
        this.stable = stack.stable;
        this.triedSecrets = stack.triedSecrets;
        this.outputs = stack.outputs;
        this.disableRollback = stack.disableRollback;
        this.terminationProtection = stack.terminationProtection;
        this.policy = stack.policy;
        this.tokens = new LinkedHashMap<>(stack.tokens);
        this.changeSetId = stack.changeSetId;
        this.timeoutInMinutes = stack.timeoutInMinutes;
        this.operation = stack.operation;
        this.resources = new LinkedHashMap<>(stack.resources);
        stack.resources.values().forEach(resource -> before.put(resource, resource.before));
        this.changeSets = new LinkedHashMap<>(stack.changeSets);
        stack.changeSets.values().forEach(changeSet -> executions.put(changeSet, changeSet.executionStatus));
        this.operations = new LinkedHashMap<>(stack.operations);
        this.detections = new LinkedHashMap<>(stack.detections);
        stack.resources.values().forEach(resource -> drifts.put(resource, resource.drift));
        this.driftStatus = stack.driftStatus;
        this.driftTime = stack.driftTime;
    }

    /** Makes a change that ends with the stack's being written down; without that, or refused, nothing of it stays. */
    static void change(Stack stack, Runnable change) {
        synchronized (stack) {
            var memory = new StackMemory(stack);
            try {
                change.run();
            } catch (NotKept | AwsError e) {
                memory.restore();
                throw e;
            }
        }
    }

    /**
     * The same for the end of an operation, which changes what else only the operation's own thread does: how far each
     * resource has come.
     */
    static void ending(Stack stack, Runnable change) {
        synchronized (stack) {
            List<Runnable> asBefore =
                    stack.listed().stream().map(StackResource::memory).toList();
            try {
                change(stack, change);
            } catch (NotKept | AwsError e) {
                asBefore.forEach(Runnable::run);
                throw e;
            }
        }
    }

    private void restore() {
        stack.status = status;
        stack.restingPlace = restingPlace;
        stack.reason = reason;
        stack.updated = updated;
        stack.deleted = deleted;
        stack.deployment = deployment;
        stack.stable = stable;
        stack.triedSecrets = triedSecrets;
        stack.outputs = outputs;
        stack.disableRollback = disableRollback;
        stack.terminationProtection = terminationProtection;
        stack.policy = policy;
        stack.tokens.clear();
        stack.tokens.putAll(tokens);
        stack.changeSetId = changeSetId;
        stack.timeoutInMinutes = timeoutInMinutes;
        stack.operation = operation;
        stack.resources.clear();
        stack.resources.putAll(resources);
        before.forEach((resource, deployed) -> resource.before = deployed);
        stack.changeSets.clear();
        stack.changeSets.putAll(changeSets);
        executions.forEach((changeSet, execution) -> changeSet.executionStatus = execution);
        stack.operations.clear();
        stack.operations.putAll(operations);
        stack.detections.clear();
        stack.detections.putAll(detections);
        drifts.forEach((resource, drift) -> resource.drift = drift);
        stack.driftStatus = driftStatus;
        stack.driftTime = driftTime;
    }
}
