package connectlocal.cloudformation.engine;

import connectlocal.state.Journal.Change;
import connectlocal.state.Keep;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes stacks down, each in pieces: itself, its deployments, resources, change sets, looks for drift and events. A
 * status is written down together with its event and with everything that has changed in the stack since; what has not
 * is not written again. Whoever calls holds the stack's monitor, so nobody sees what is not written down.
 */
final class KeptStacks {
    static final String PLACE = "stacks";
    static final String DEPLOYMENT = "deployment";
    static final String STABLE = "stable";
    static final String RESOURCE = "resource";
    static final String CHANGE_SET = "changeset";
    static final String EVENT = "event";
    static final String DETECTION = "detection";

    private final Keep keep;

    KeptStacks(Keep keep) {
        this.keep = keep.at(PLACE);
    }

    /**
     * What a stack was like when it was last written down.
     *
     * @param pieces digests by place
     */
    record Written(Map<List<String>, String> pieces, Deployment deployment, Deployment stable) {
        static final Written NOTHING = new Written(Map.of(), null, null);
    }

    /** What was written down before. */
    Keep keep() {
        return keep;
    }

    /** A stack with everything in it, and an event that says so; no event when there is nothing to say. */
    synchronized void stack(Stack stack, StackEvent... events) {
        if (!keep.isOn() || stack.forgotten) {
            return;
        }
        var draft = new Draft(stack);
        draft.piece(StackForm.piece(stack));
        stack.resources.forEach((id, resource) -> draft.piece(ResourceForm.piece(resource), RESOURCE, id));
        stack.changeSets.forEach((id, changeSet) -> draft.piece(ChangeSetForm.piece(changeSet), CHANGE_SET, id));
        stack.detections.forEach((id, detection) -> draft.piece(detection.piece(), DETECTION, id));
        draft.deployment(DEPLOYMENT, stack.written.deployment(), stack.deployment);
        draft.deployment(STABLE, stack.written.stable(), stack.stable);
        stack.written.pieces().keySet().stream()
                .filter(place -> !draft.pieces.containsKey(place))
                .forEach(draft::remove);
        for (StackEvent event : events) {
            draft.event(event);
        }
        keep.write(() -> draft.changes);
        stack.written = new Written(draft.pieces, stack.deployment, stack.stable);
    }

    /** One resource, and an event that says so. */
    synchronized void resource(Stack stack, StackResource resource, StackEvent event) {
        if (!keep.isOn() || stack.forgotten) {
            return;
        }
        var draft = new Draft(stack);
        draft.pieces.putAll(stack.written.pieces());
        if (stack.resources.get(resource.logicalId) == resource) {
            draft.piece(ResourceForm.piece(resource), RESOURCE, resource.logicalId);
        }
        draft.event(event);
        keep.write(() -> draft.changes);
        stack.written = new Written(draft.pieces, stack.written.deployment(), stack.written.stable());
    }

    /** Nothing of a stack is kept any more. */
    void forget(Stack stack) {
        keep.remove(stack.id);
    }

    /** There are no stacks; those there were are told that they are forgotten, and write nothing any more. */
    synchronized void clear(Iterable<Stack> all) {
        keep.remove();
        all.forEach(stack -> stack.forgotten = true);
    }

    /** What is about to be written of one stack. */
    private final class Draft {
        private final Stack stack;
        final Map<List<String>, String> pieces = new HashMap<>();
        final List<Change> changes = new ArrayList<>();

        Draft(Stack stack) {
            this.stack = stack;
        }

        void piece(Piece piece, String... place) {
            List<String> at = List.of(place);
            String digest = piece.digest();
            pieces.put(at, digest);
            if (!digest.equals(stack.written.pieces().get(at))) {
                changes.add(new Change(thing(at), piece.sealed(keep)));
            }
        }

        void deployment(String place, Deployment before, Deployment now) {
            if (now == null && before != null) {
                remove(List.of(place));
            } else if (now != before) {
                changes.add(new Change(
                        thing(List.of(place)), new Piece(Piece.object(), DeploymentForm.json(now)).sealed(keep)));
            }
        }

        void event(StackEvent event) {
            long number = stack.eventCount + 1;
            changes.add(new Change(thing(place(number)), StackForm.json(event)));
            if (number > Stack.EVENTS_AT_MOST) {
                remove(place(number - Stack.EVENTS_AT_MOST));
            }
        }

        void remove(List<String> place) {
            changes.add(new Change(thing(place), null));
        }

        private List<String> place(long number) {
            return List.of(EVENT, "%012d".formatted(number));
        }

        private List<String> thing(List<String> place) {
            var thing = new ArrayList<String>();
            thing.add(stack.id);
            thing.addAll(place);
            return List.copyOf(thing);
        }
    }
}
