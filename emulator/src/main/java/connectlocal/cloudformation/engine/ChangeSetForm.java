package connectlocal.cloudformation.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a change set is written down and read again: what it is to do, and what it said would change. */
final class ChangeSetForm {
    private static final String INTERRUPTED =
            "The emulator ended before it had looked at the resources. Create the change set again";

    private final DeploymentForm deployments;

    ChangeSetForm(DeploymentForm deployments) {
        this.deployments = deployments;
    }

    static Piece piece(ChangeSet changeSet) {
        Piece piece = Piece.empty();
        ChangeSets.Order order = changeSet.order;
        piece.open().put("Name", order.name()).put("Type", order.type());
        piece.open().put("Created", Piece.text(changeSet.created)).put("OperationId", changeSet.operationId);
        piece.open().put("Status", changeSet.status).put("Reason", changeSet.reason);
        piece.open().put("ExecutionStatus", changeSet.executionStatus);
        ObjectNode secret = piece.secret();
        secret.put("Description", order.description().orElse(null));
        secret.put("ImportExisting", order.importExisting()).put("RevertDrift", order.revertDrift());
        secret.put("OnStackFailure", order.onStackFailure().orElse(null));
        secret.set("Request", json(order.request()));
        secret.set("Attributes", Piece.tree(changeSet.attributes));
        secret.set("Targets", Piece.tree(changeSet.targets));
        ObjectNode live = secret.putObject("Live");
        changeSet.live.forEach((id, state) -> {
            ObjectNode one = live.putObject(id);
            one.put("Status", state.status()).put("Seen", Piece.text(state.seen()));
            state.model().ifPresent(model -> one.set("Model", model));
        });
        secret.set("Changes", changeSet.changes);
        secret.set("ChangesWithValues", changeSet.changesWithValues);
        secret.put("Warning", changeSet.warning);
        secret.set("Deployment", DeploymentForm.json(changeSet.deployment));
        return piece;
    }

    ChangeSet read(Stack stack, String id, Piece piece) {
        JsonNode secret = piece.secret();
        var order = new ChangeSets.Order(
                Piece.text(piece.open(), "Name"),
                Piece.text(piece.open(), "Type"),
                Optional.ofNullable(Piece.text(secret, "Description")),
                Map.of(), // found out already
                secret.get("ImportExisting").asBoolean(),
                secret.get("RevertDrift").asBoolean(),
                Optional.ofNullable(Piece.text(secret, "OnStackFailure")),
                request(stack.name, secret.get("Request")));
        var targets = new LinkedHashMap<String, ObjectNode>();
        secret.get("Targets")
                .properties()
                .forEach(target -> targets.put(target.getKey(), (ObjectNode) target.getValue()));
        var changeSet = new ChangeSet(
                id,
                order,
                Piece.time(piece.open(), "Created"),
                deployments.read(stack, secret.get("Deployment")),
                Piece.text(piece.open(), "OperationId"),
                targets);
        var live = new LinkedHashMap<String, LiveState>();
        secret.get("Live").properties().forEach(one -> live.put(one.getKey(), live(one.getValue())));
        changeSet.live = live;
        changeSet.attributes = Piece.map(secret.path("Attributes"));
        changeSet.changes = (ArrayNode) secret.get("Changes");
        changeSet.changesWithValues = (ArrayNode) secret.get("ChangesWithValues");
        changeSet.warning = Piece.text(secret, "Warning");
        changeSet.status = Piece.text(piece.open(), "Status");
        changeSet.reason = Piece.text(piece.open(), "Reason");
        changeSet.executionStatus = Piece.text(piece.open(), "ExecutionStatus");
        if (changeSet.status.endsWith("IN_PROGRESS")) {
            changeSet.fail(INTERRUPTED);
        }
        return changeSet;
    }

    private static LiveState live(JsonNode json) {
        return new LiveState(
                Piece.text(json, "Status"),
                Optional.ofNullable((ObjectNode) json.get("Model")),
                Piece.time(json, "Seen"));
    }

    /** What is still to be done with it when the change set is carried out; the rest is in the deployment. */
    private static ObjectNode json(StackRequest request) {
        ObjectNode json = Piece.object();
        json.put("DisableRollback", request.disableRollback());
        json.put("DeleteOnFailure", request.deleteOnFailure());
        json.put("RetainExceptOnCreate", request.retainExceptOnCreate());
        json.put("TerminationProtection", request.terminationProtection());
        json.put("Policy", request.policy().orElse(null));
        json.put("PolicyDuringUpdate", request.policyDuringUpdate().orElse(null));
        json.put("ClientToken", request.clientToken().orElse(null));
        json.put("Timeout", request.timeout().map(Duration::toString).orElse(null));
        return json;
    }

    private static StackRequest request(String stackName, JsonNode json) {
        return new StackRequest(
                stackName,
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                json.get("DisableRollback").asBoolean(),
                json.get("DeleteOnFailure").asBoolean(),
                json.get("RetainExceptOnCreate").asBoolean(),
                json.get("TerminationProtection").asBoolean(),
                Optional.ofNullable(Piece.text(json, "Policy")),
                Optional.ofNullable(Piece.text(json, "PolicyDuringUpdate")),
                Optional.ofNullable(Piece.text(json, "ClientToken")),
                Optional.ofNullable(Piece.text(json, "Timeout")).map(Duration::parse),
                List.of(), // checked already
                RollbackConfiguration.NONE);
    }
}
