package connectlocal.cloudformation.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All stacks, those that are deleted by their id alone; bounded, for they live in memory. */
final class Stacks {
    private static final int LIVE_AT_MOST = 2_000;
    private static final int DELETED_AT_MOST = 500;

    private final Object taken = new Object();
    private final Map<String, Stack> byId = new LinkedHashMap<>();
    private final Map<String, Stack> byName = new LinkedHashMap<>();

    synchronized void add(Stack stack) {
        if (byName.size() >= LIVE_AT_MOST) {
            throw new connectlocal.http.AwsError(
                    "LimitExceededException", 400, "Limit for stack has been exceeded: " + LIVE_AT_MOST);
        }
        byId.put(stack.id, stack);
        byName.put(stack.name, stack);
    }

    /** One of an earlier run. */
    synchronized void restore(Stack stack) {
        byId.put(stack.id, stack);
        if (stack.status != StackStatus.DELETE_COMPLETE) {
            byName.put(stack.name, stack);
        }
    }

    /** By name, or by id when it may be deleted too. */
    synchronized Optional<Stack> find(String nameOrId) {
        Stack stack = byName.get(nameOrId);
        return Optional.ofNullable(stack == null ? byId.get(nameOrId) : stack);
    }

    /** The stack is deleted: its name is free. Answers those that are not known any more. */
    synchronized List<Stack> free(Stack stack) {
        byName.remove(stack.name, stack);
        var gone = byId.values().stream()
                .filter(s -> s.status == StackStatus.DELETE_COMPLETE)
                .toList();
        var forgotten =
                gone.stream().limit(Math.max(0, gone.size() - DELETED_AT_MOST)).toList();
        forgotten.forEach(s -> byId.remove(s.id));
        return forgotten;
    }

    /** A stack that never came to be. */
    synchronized void forget(Stack stack) {
        byName.remove(stack.name, stack);
        byId.remove(stack.id);
    }

    /**
     * The stack to which a physical resource belongs, be it only as what a rollback goes back to or removes. What an
     * import has not taken yet belongs to nobody.
     */
    Optional<Stack> owner(String type, String physicalId) {
        return live().stream()
                .filter(stack -> stack.copies().stream()
                        .anyMatch(copy -> physicalId.equals(copy.physicalId())
                                && copy.type().name().equals(type)))
                .findFirst();
    }

    /**
     * Takes what belongs to nobody; answers the owner of what does. Of two that want the same one comes first. The
     * caller holds no stack's monitor.
     */
    Optional<Stack> take(String type, String physicalId, Runnable taking) {
        synchronized (taken) {
            Optional<Stack> owner = owner(type, physicalId);
            if (owner.isEmpty()) {
                taking.run();
            }
            return owner;
        }
    }

    synchronized List<Stack> live() {
        return new ArrayList<>(byName.values());
    }

    /** All that are known, newest first. */
    synchronized List<Stack> all() {
        var all = new ArrayList<>(byId.values());
        java.util.Collections.reverse(all);
        return all;
    }

    synchronized void clear() {
        byId.clear();
        byName.clear();
    }
}
