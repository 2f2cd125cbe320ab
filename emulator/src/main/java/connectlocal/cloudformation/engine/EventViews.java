package connectlocal.cloudformation.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** What callers can see of what has happened to stacks, in the shapes of the API. */
public final class EventViews {
    private final Engine engine;

    EventViews(Engine engine) {
        this.engine = engine;
    }

    /** The events of a stack, newest first. */
    public List<ObjectNode> events(String name) {
        Stack stack = engine.stacks.find(name).orElseThrow(() -> Refusals.stackMissing(name));
        synchronized (stack) {
            return stack.events.stream()
                    .filter(event -> event.validation() == null)
                    .map(event -> event.json(stack.id, stack.name))
                    .toList();
        }
    }

    /** Grows with every event of any stack, so that who looks again knows whether it is worth it. */
    public long changes() {
        return engine.journal.changes();
    }

    /**
     * The events of a stack's operations, newest first.
     *
     * @param changeSet only those of making it; a name needs the stack's
     * @param operationId only those of this operation, whichever stack's it is
     * @param failed only those that say what has failed
     */
    public List<ObjectNode> operationEvents(
            Optional<String> name, Optional<String> changeSet, Optional<String> operationId, boolean failed) {
        Stack stack = stack(name, changeSet, operationId);
        synchronized (stack) {
            Optional<String> ofChangeSet = changeSet.map(c -> ChangeSets.find(stack, c).operationId);
            return stack.events.stream()
                    .filter(event -> operationId
                            .or(() -> ofChangeSet)
                            .map(event.operationId()::equals)
                            .orElse(true))
                    .filter(event -> !failed || event.isFailure())
                    .map(event -> event.operationJson(
                            stack.id, stack.operations.getOrDefault(event.operationId(), "CREATE_CHANGESET")))
                    .toList();
        }
    }

    private Stack stack(Optional<String> name, Optional<String> changeSet, Optional<String> operationId) {
        if (name.isPresent() || changeSet.isPresent()) {
            return engine.changeSets().stack(name, changeSet.orElse(""));
        }
        String id = operationId.orElseThrow(
                () -> Refusals.validation("One of ChangeSetName, OperationId or StackName must be specified."));
        return engine.stacks.all().stream()
                .filter(stack -> hasOperation(stack, id))
                .findFirst()
                .orElseThrow(() -> Refusals.validation("Operation [" + id + "] does not exist"));
    }

    private static boolean hasOperation(Stack stack, String id) {
        synchronized (stack) {
            return stack.events.stream().anyMatch(event -> event.operationId().equals(id));
        }
    }
}
