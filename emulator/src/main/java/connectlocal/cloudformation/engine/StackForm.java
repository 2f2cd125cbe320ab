package connectlocal.cloudformation.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** How a stack is written down without what is in it, and an event of it. */
final class StackForm {
    private StackForm() {}

    static Piece piece(Stack stack) {
        Piece piece = Piece.empty();
        ObjectNode open = piece.open();
        open.put("Name", stack.name).put("Created", Piece.text(stack.created));
        open.put("Status", stack.status.name()).put("Reason", stack.reason);
        open.put("RestingPlace", stack.restingPlace == null ? null : stack.restingPlace.name());
        open.put("Updated", Piece.text(stack.updated)).put("Deleted", Piece.text(stack.deleted));
        open.put("DisableRollback", stack.disableRollback);
        open.put("TerminationProtection", stack.terminationProtection);
        open.put("Policy", stack.policy.map(StackPolicy::body).orElse(null));
        open.put("ChangeSetId", stack.changeSetId);
        open.put("DriftStatus", stack.driftStatus).put("DriftTime", Piece.text(stack.driftTime));
        open.put("TimeoutInMinutes", stack.timeoutInMinutes);
        open.set("Operations", Piece.tree(stack.operations));
        open.set("Resources", Piece.tree(stack.resources.keySet()));
        ArrayNode outputs = piece.secret().putArray("Outputs");
        for (Output output : stack.outputs) {
            outputs.addObject()
                    .put("Key", output.key())
                    .put("Value", output.value())
                    .put("Description", output.description())
                    .put("ExportName", output.exportName());
        }
        if (!stack.tokens.isEmpty()) {
            piece.secret().set("Tokens", Piece.tree(stack.tokens));
        }
        if (!stack.triedSecrets.isEmpty()) {
            piece.secret().set("TriedSecrets", Piece.tree(new TreeSet<>(stack.triedSecrets)));
        }
        return piece;
    }

    static Stack read(String id, Piece piece) {
        JsonNode open = piece.open();
        var stack = new Stack(Piece.text(open, "Name"), id, Piece.time(open, "Created"));
        stack.status = StackStatus.valueOf(Piece.text(open, "Status"));
        stack.reason = Piece.text(open, "Reason");
        String resting = Piece.text(open, "RestingPlace");
        stack.restingPlace = resting == null ? null : StackStatus.valueOf(resting);
        stack.updated = Piece.time(open, "Updated");
        stack.deleted = Piece.time(open, "Deleted");
        stack.disableRollback = open.get("DisableRollback").asBoolean();
        stack.terminationProtection = open.get("TerminationProtection").asBoolean();
        stack.policy = Optional.ofNullable(Piece.text(open, "Policy")).map(StackPolicy::parse);
        stack.changeSetId = Piece.text(open, "ChangeSetId");
        stack.driftStatus = Piece.text(open, "DriftStatus");
        stack.driftTime = Piece.time(open, "DriftTime");
        stack.timeoutInMinutes = open.hasNonNull("TimeoutInMinutes")
                ? open.get("TimeoutInMinutes").asInt()
                : null;
        stack.operations.putAll(Piece.map(open.get("Operations")));
        stack.tokens.putAll(Piece.map(piece.secret().path("Tokens")));
        var outputs = new ArrayList<Output>();
        piece.secret()
                .path("Outputs")
                .forEach(output -> outputs.add(new Output(
                        Piece.text(output, "Key"),
                        Piece.text(output, "Value"),
                        Piece.text(output, "Description"),
                        Piece.text(output, "ExportName"))));
        stack.outputs = java.util.List.copyOf(outputs);
        stack.triedSecrets = Set.copyOf(Piece.texts(piece.secret().path("TriedSecrets")));
        return stack;
    }

    /** Events are masked already. */
    static JsonNode json(StackEvent event) {
        ObjectNode json = Piece.object();
        json.put("EventId", event.eventId()).put("LogicalId", event.logicalId());
        json.put("PhysicalId", event.physicalId()).put("Type", event.type());
        json.put("Time", Piece.text(event.time())).put("Status", event.status());
        json.put("Reason", event.reason()).put("Properties", event.properties());
        json.put("ClientToken", event.clientToken()).put("OperationId", event.operationId());
        if (event.validation() != null) {
            json.putObject("Validation")
                    .put("Name", event.validation().name())
                    .put("Path", event.validation().path())
                    .put("Reason", event.validation().reason());
        }
        return json;
    }

    static StackEvent event(JsonNode json) {
        JsonNode validation = json.path("Validation");
        return new StackEvent(
                Piece.text(json, "EventId"),
                Piece.text(json, "LogicalId"),
                Piece.text(json, "PhysicalId"),
                Piece.text(json, "Type"),
                Piece.time(json, "Time"),
                Piece.text(json, "Status"),
                Piece.text(json, "Reason"),
                Piece.text(json, "Properties"),
                Piece.text(json, "ClientToken"),
                Piece.text(json, "OperationId"),
                validation.isMissingNode()
                        ? null
                        : new StackEvent.Validation(
                                Piece.text(validation, "Name"),
                                Piece.text(validation, "Path"),
                                Piece.text(validation, "Reason")));
    }
}
