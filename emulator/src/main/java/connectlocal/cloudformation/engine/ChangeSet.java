package connectlocal.cloudformation.engine;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Changes that were asked for and are not carried out yet. */
final class ChangeSet {
    /** What a change set does to its stack. */
    enum Type {
        CREATE,
        UPDATE,
        IMPORT
    }

    final String id;
    final String name;
    final Type type;
    final Instant created;
    final StackRequest request;
    final Deployment deployment;
    final Optional<String> description;

    /** Logical id to identifier of what is imported. */
    final Map<String, ObjectNode> targets;

    ArrayNode changes;
    ArrayNode changesWithValues;
    String status = "CREATE_COMPLETE";
    String reason;
    String executionStatus = "AVAILABLE";
    String operationId;

    ChangeSet(
            String id,
            String name,
            Type type,
            Instant created,
            StackRequest request,
            Deployment deployment,
            Optional<String> description,
            Map<String, ObjectNode> targets) {
        this.id = id;
        this.name = name;
        this.type = type;
        this.created = created;
        this.request = request;
        this.deployment = deployment;
        this.description = description;
        this.targets = targets;
    }

    void fail(String why) {
        status = "FAILED";
        reason = why;
        executionStatus = "UNAVAILABLE";
    }
}
