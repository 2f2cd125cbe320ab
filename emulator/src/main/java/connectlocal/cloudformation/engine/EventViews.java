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

    /** The events of a stack's operations, newest first. */
    public List<ObjectNode> operationEvents(
            Optional<String> name, Optional<String> changeSet, Optional<String> operationId, boolean failed) {
        String asked = name.or(() -> changeSet).orElse("");
        Stack stack = name.flatMap(engine.stacks::find)
                .or(() -> changeSet.flatMap(id -> engine.stacks.all().stream()
                        .filter(s -> s.changeSets.containsKey(id))
                        .findFirst()))
                .orElseThrow(() -> Refusals.stackMissing(asked));
        synchronized (stack) {
            Optional<String> ofChangeSet = changeSet.map(stack.changeSets::get).map(c -> c.operationId);
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
}
