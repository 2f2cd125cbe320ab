package connectlocal.cloudformation.engine;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;

/** Changes that were asked for and are not carried out yet. */
final class ChangeSet {
    /** What a change set does to its stack. */
    enum Type {
        CREATE,
        UPDATE,
        IMPORT
    }

    final String id;
    final ChangeSets.Order order;
    final Type type;
    final Instant created;
    final Deployment deployment;
    final String operationId;

    /** Logical id to identifier of what is imported. */
    Map<String, ObjectNode> targets;

    /** What the stack's resources were really like; empty when nobody has looked. */
    Map<String, LiveState> live = Map.of();

    /** Digests of what it was made of, by which the same call is known again. */
    Map<String, String> attributes = Map.of();

    ArrayNode changes = JsonNodeFactory.instance.arrayNode();
    ArrayNode changesWithValues = JsonNodeFactory.instance.arrayNode();
    String status = "CREATE_IN_PROGRESS";
    String reason;

    /** Why the values of the changes are incomplete; null when they are not. */
    String warning;

    String executionStatus = "UNAVAILABLE";

    /** @param targets what is known to be imported */
    ChangeSet(
            String id,
            ChangeSets.Order order,
            Instant created,
            Deployment deployment,
            String operationId,
            Map<String, ObjectNode> targets) {
        this.id = id;
        this.order = order;
        this.type = Type.valueOf(order.type());
        this.created = created;
        this.deployment = deployment;
        this.operationId = operationId;
        this.targets = targets;
    }

    /** Whether this name or id means it. */
    boolean isCalled(String nameOrId) {
        return order.name().equals(nameOrId) || id.equals(nameOrId);
    }

    /** Whether it has been carried out, and its name is free for another. */
    boolean isExecuted() {
        return executionStatus.startsWith("EXECUTE");
    }

    /** Refuses one that cannot be carried out, or not any more. */
    void requireAvailable() {
        if (!status.equals("CREATE_COMPLETE")) {
            throw Refusals.changeSetStatus(
                    "ChangeSet [" + id + "] cannot be executed in its current status of [" + status + "]");
        }
        if (!executionStatus.equals("AVAILABLE")) {
            throw Refusals.changeSetStatus("ChangeSet [" + id
                    + "] cannot be executed in its current execution status of [" + executionStatus + "]");
        }
    }

    /** DRIFTED, IN_SYNC or UNKNOWN. */
    String stackDriftStatus() {
        if (live.values().stream().anyMatch(s -> s.isGone() || s.status().equals("MODIFIED"))) {
            return "DRIFTED";
        }
        return live.values().stream().anyMatch(s -> s.status().equals("UNKNOWN")) ? "UNKNOWN" : "IN_SYNC";
    }

    /** It can be carried out. */
    void complete() {
        status = "CREATE_COMPLETE";
        executionStatus = executionStatus.equals("OBSOLETE") ? executionStatus : "AVAILABLE";
    }

    /** The stack is another one since. */
    void outdate() {
        if (!isExecuted()) {
            executionStatus = "OBSOLETE";
        }
    }

    void fail(String why) {
        status = "FAILED";
        reason = why;
        executionStatus = "UNAVAILABLE";
    }
}
