package connectlocal.cloudformation.engine;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Rollbacks and deletions of stacks from the first event to the last, on the operation's own thread. */
final class Ending {
    private final Tools tools;

    Ending(Tools tools) {
        this.tools = tools;
    }

    void status(Stack stack, Operation operation, StackStatus status, String reason) {
        StackMemory.change(stack, () -> {
            if (status == StackStatus.ROLLBACK_IN_PROGRESS || status == StackStatus.DELETE_IN_PROGRESS) {
                stack.deleted = tools.journal().now(); // as AWS shows it, even where the stack stays
            }
            stack.operations.putIfAbsent(operation.id, operationType(status));
            if (!status.isBusy()) {
                stack.operation = null;
            }
            tools.journal().stack(stack, operation, status, reason);
        });
    }

    /**
     * The operation is over, and the deployment is what the next one starts from, as soon as that is written down. If
     * it cannot be, the stack is what it was, so that whoever ends the operation then still knows the way back.
     *
     * @param tidying what else is over with it
     */
    void rest(Stack stack, Operation operation, StackStatus status, String reason, Runnable tidying) {
        StackMemory.ending(stack, () -> {
            tidying.run();
            stack.settle();
            status(stack, operation, status, reason);
        });
    }

    /** The stack is in ROLLBACK_IN_PROGRESS already. */
    void rollbackCreation(Stack stack, Operation operation, boolean retainExceptOnCreate) throws InterruptedException {
        Set<String> failed = new Undo(tools, stack, retainExceptOnCreate).creation(operation);
        if (failed.isEmpty()) {
            status(stack, operation, StackStatus.ROLLBACK_COMPLETE, null);
        } else {
            status(stack, operation, StackStatus.ROLLBACK_FAILED, Operation.failures("delete", failed));
        }
    }

    void rollbackUpdate(Stack stack, Operation operation, String reason, Set<String> skipped, boolean retainExcept)
            throws InterruptedException {
        status(stack, operation, StackStatus.UPDATE_ROLLBACK_IN_PROGRESS, reason);
        if (stack.stable == null) { // it has gone back already: there is nothing that this deployment made
            status(stack, operation, StackStatus.UPDATE_ROLLBACK_COMPLETE, null);
            return;
        }
        var undo = new Undo(tools, stack, retainExcept);
        Set<String> failed = undo.update(operation, skipped);
        if (!failed.isEmpty()) {
            status(stack, operation, StackStatus.UPDATE_ROLLBACK_FAILED, Operation.failures("update", failed));
            return;
        }
        status(stack, operation, StackStatus.UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS, null);
        undo.cleanUp(operation);
        rest(stack, operation, StackStatus.UPDATE_ROLLBACK_COMPLETE, null, () -> stack.deployment = stack.stable);
    }

    /** The stack is in DELETE_IN_PROGRESS already, because its creation failed. */
    void deleteCreation(Stack stack, Operation operation, boolean retainExceptOnCreate) throws InterruptedException {
        delete(stack, operation, Undo.staying(retainExceptOnCreate), false);
    }

    /** The stack is in DELETE_IN_PROGRESS already. */
    void delete(Stack stack, Operation operation, Set<String> retained, boolean force) throws InterruptedException {
        delete(stack, operation, resource -> retained.contains(resource.logicalId) || resource.now.isRetained(), force);
    }

    private void delete(Stack stack, Operation operation, Predicate<StackResource> staying, boolean force)
            throws InterruptedException {
        Optional<String> used = tools.exports().usedBut(stack, Set.of(), "deleted");
        stack.leaving = used.isEmpty();
        if (used.isPresent()) {
            String text = "Delete canceled. Cannot delete export "
                    + used.get().substring("Export ".length()).replace(" cannot be deleted", "") + ".";
            stack.deleted = null;
            status(stack, operation, restingPlace(stack), text);
            return;
        }
        var items = new ArrayList<Removal.Item>();
        for (StackResource resource : stack.listed()) {
            if (resource.now != null && !resource.removed) {
                items.add(new Removal.Item(resource, resource.now, staying.test(resource)));
            }
            for (Deployed left : resource.leftovers) {
                boolean stays = resource.isAdopted(left) || left.isRetainedWhenReplaced();
                items.add(new Removal.Item(resource, left, stays));
            }
            if (resource.now != null && resource.isReplaced()) { // the update failed: it is still the stack's
                items.add(new Removal.Item(resource, resource.before, resource.before.isRetained()));
            }
        }
        Set<String> failed = new LinkedHashSet<>();
        if (!items.isEmpty()) { // a stack under review has nothing, nor a deployment
            var work = tools.work(stack, operation, false);
            failed.addAll(new Removal(work, 1, force).run(items));
        }
        if (!failed.isEmpty()) {
            status(stack, operation, StackStatus.DELETE_FAILED, Operation.failures("delete", failed));
            return;
        }
        StackMemory.change(stack, () -> {
            stack.outputs = List.of();
            stack.changeSets.clear(); // which would bring it back
            status(stack, operation, StackStatus.DELETE_COMPLETE, null);
        });
        tools.stacks().free(stack).forEach(tools.kept()::forget);
    }

    private static StackStatus restingPlace(Stack stack) {
        return stack.restingPlace == null ? StackStatus.CREATE_COMPLETE : stack.restingPlace;
    }

    static String operationType(StackStatus status) {
        String name = status.name();
        if (name.startsWith("UPDATE_ROLLBACK") || name.startsWith("ROLLBACK") || name.contains("IMPORT_ROLLBACK")) {
            return "ROLLBACK";
        }
        if (name.startsWith("DELETE")) {
            return "DELETE_STACK";
        }
        if (status == StackStatus.REVIEW_IN_PROGRESS) {
            return "CREATE_CHANGESET";
        }
        return name.startsWith("CREATE") ? "CREATE_STACK" : "UPDATE_STACK";
    }
}
