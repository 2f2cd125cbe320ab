package connectlocal.cloudformation.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One stack and everything that is known of it; whoever looks or writes holds its monitor. */
final class Stack {
    static final int EVENTS_AT_MOST = 20_000;

    final String name;
    final String id;
    final Instant created;
    final Map<String, StackResource> resources = new LinkedHashMap<>();
    final Map<String, ChangeSet> changeSets = new LinkedHashMap<>();
    final Deque<StackEvent> events = new ArrayDeque<>();
    final Map<String, String> operations = new LinkedHashMap<>();

    /** What was asked for with client tokens, oldest first. */
    final Map<String, String> tokens = new LinkedHashMap<>();

    /** The last looks for drift, by id. */
    final Map<String, Detection> detections = new LinkedHashMap<>();

    StackStatus status;

    /** How many events there have been, those forgotten among them. */
    long eventCount;

    /** What of it is written down. */
    KeptStacks.Written written = KeptStacks.Written.NOTHING;

    /** Where the stack was before the deletion under way. */
    StackStatus restingPlace;

    String reason;
    Instant updated;
    Instant deleted;
    Deployment deployment;

    /** What the stack was like at rest, while a deployment is under way or has failed. */
    Deployment stable;

    /** NoEcho values of deployments that have been tried since; some of its resources may still have them. */
    Set<String> triedSecrets = Set.of();

    List<Output> outputs = List.of();
    boolean disableRollback;
    boolean terminationProtection;
    Optional<StackPolicy> policy = Optional.empty();
    String changeSetId;
    String driftStatus = "NOT_CHECKED";
    Instant driftTime;

    /** Whether a reset has forgotten it, so that nothing more is done on its behalf. */
    volatile boolean forgotten;

    /** Whether its deletion has begun to delete, for nobody imported anything from it. */
    volatile boolean leaving;

    /** How many minutes its creation was given; null for as long as it takes. */
    Integer timeoutInMinutes;

    /** The operation under way; null at rest. */
    Operation operation;

    Stack(String name, String id, Instant created) {
        this.name = name;
        this.id = id;
        this.created = created;
    }

    void add(StackEvent event) {
        eventCount++;
        events.addFirst(event);
        if (events.size() > EVENTS_AT_MOST) {
            forgetOperation(events.removeLast().operationId());
        }
    }

    /** One that no event has any more, unless it is one of the last two, which are shown. */
    private void forgetOperation(String id) {
        Iterator<StackEvent> oldestFirst = events.descendingIterator();
        while (oldestFirst.hasNext()) {
            if (oldestFirst.next().operationId().equals(id)) {
                return;
            }
        }
        if (operations.size() > 2) {
            operations.remove(id);
        }
    }

    /**
     * Those that exist, or that somebody should look at. It holds the monitor itself, for those who look through all
     * stacks; they hold no other stack's.
     */
    synchronized List<StackResource> listed() {
        return new ArrayList<>(resources.values());
    }

    /** The physical resources that are its own, also those that it goes back to or removes; like {@link #listed}. */
    synchronized List<Deployed> copies() {
        return resources.values().stream().flatMap(StackResource::copies).toList();
    }

    /** What a logical id is shown as while nothing is known of it. */
    Optional<StackResource> resource(String logicalId) {
        return Optional.ofNullable(resources.get(logicalId));
    }

    /** The deployment is what the next one starts from. */
    void settle() {
        stable = null;
        triedSecrets = Set.of();
        resources.values().forEach(StackResource::settle);
        forgetDrift();
    }

    void forgetDrift() {
        driftStatus = "NOT_CHECKED";
        driftTime = null;
        resources.values().forEach(resource -> resource.drift = null);
    }

    /** Shows the last operation, together with the one that it undoes. */
    void lastOperations(ObjectNode into) {
        var last = new ArrayList<>(operations.entrySet());
        last.removeIf(operation -> operation.getValue().equals("CREATE_CHANGESET"));
        java.util.Collections.reverse(last);
        boolean undone = !last.isEmpty() && last.get(0).getValue().equals("ROLLBACK");
        for (var operation : last.subList(0, Math.min(last.size(), undone ? 2 : 1))) {
            into.withArray("LastOperations")
                    .addObject()
                    .put("OperationType", operation.getValue())
                    .put("OperationId", operation.getKey());
        }
    }

    /** How DescribeStacks and ListStacks show drift. */
    ObjectNode driftInformation(ObjectNode into) {
        into.put("StackDriftStatus", driftStatus);
        if (driftTime != null) {
            into.put("LastCheckTimestamp", Times.text(driftTime));
        }
        return into;
    }
}
