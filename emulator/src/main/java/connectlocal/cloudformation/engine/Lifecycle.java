package connectlocal.cloudformation.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Creations and updates of stacks from the first event to the last, on the operation's own thread. */
final class Lifecycle {
    static final String NOT_ALL_DELETED = "Update successful. One or more resources could not be deleted.";
    private static final String TOO_LONG = "Stack creation time exceeded the specified timeout. ";
    private final Tools tools;
    private final Outputs outputs;
    private final Ending ending;

    Lifecycle(Tools tools, Ending ending) {
        this.tools = tools;
        this.outputs = new Outputs(tools.exports());
        this.ending = ending;
    }

    /** The stack is in CREATE_IN_PROGRESS already. */
    void create(Stack stack, Operation operation, Execution execution) throws InterruptedException {
        String failures = missingExport(stack);
        if (failures.isEmpty()) {
            run(stack, operation, new Deploy(tools, stack, operation, stack.deployment, execution), execution);
            failures = operation.timedOut ? TOO_LONG : operation.failures();
        }
        Operation rollback = operation.following();
        synchronized (tools.exports()) { // nobody else exports the same meanwhile
            boolean whole = failures.isEmpty() && !operation.cancelRequested;
            Outputs.Found found = whole ? outputs.of(stack) : Outputs.Found.NONE;
            failures = found.failure().isEmpty() ? failures : found.failure() + " ";
            synchronized (stack) {
                if (operation.successor == null) {
                    if (failures.isEmpty()) {
                        Runnable tidying = () -> stack.outputs = found.values();
                        ending.rest(stack, operation, StackStatus.CREATE_COMPLETE, null, tidying);
                        return;
                    } else if (execution.preserve()) {
                        ending.status(stack, operation, StackStatus.CREATE_FAILED, failures);
                        return;
                    }
                    StackStatus next =
                            execution.delete() ? StackStatus.DELETE_IN_PROGRESS : StackStatus.ROLLBACK_IN_PROGRESS;
                    String by = execution.delete() ? "Delete requested by user." : "Rollback requested by user.";
                    ending.status(stack, rollback, next, failures + by);
                }
            }
        }
        if (operation.successor != null) {
            operation.successor.run();
        } else if (execution.delete()) {
            ending.deleteCreation(stack, rollback, execution.retainExceptOnCreate());
        } else {
            ending.rollbackCreation(stack, rollback, execution.retainExceptOnCreate());
        }
    }

    private void run(Stack stack, Operation operation, Deploy deploy, Execution execution) throws InterruptedException {
        synchronized (stack) {
            operation.canceller = deploy::cancel;
        }
        Runnable tooLong = () -> {
            operation.timedOut = true;
            operation.cancelRequested = true;
            deploy.cancel();
        };
        Runnable disarm = execution
                .limit()
                .map(limit -> tools.alarm().after(limit, () -> operation.inbox.add(tooLong)))
                .orElse(() -> {});
        try {
            deploy.run();
        } finally {
            disarm.run();
            synchronized (stack) {
                operation.canceller = null;
            }
        }
    }

    /** The stack is in UPDATE_IN_PROGRESS already, its target set. */
    void update(Stack stack, Operation operation, Execution execution) throws InterruptedException {
        String failures = missingExport(stack);
        List<Removal.Item> removed = removed(stack);
        if (failures.isEmpty()) {
            run(stack, operation, new Deploy(tools, stack, operation, stack.stable, execution), execution);
            removed = removed(stack);
            denyRemovals(stack, operation, removed, execution.policy());
            failures = operation.failures();
        }
        if (failures.isEmpty() && operation.cancelRequested) {
            failures = "User Initiated";
        }
        boolean complete = false;
        synchronized (tools.exports()) { // nobody else exports the same meanwhile
            if (failures.isEmpty()) {
                Outputs.Found found = outputs.of(stack);
                failures = found.failure();
                complete = failures.isEmpty() && isPastCancelling(stack, operation, found.values());
            }
        }
        if (complete) {
            complete(stack, operation, removed);
        } else if (execution.preserve() && !operation.cancelRequested) {
            ending.status(stack, operation, StackStatus.UPDATE_FAILED, failures);
        } else {
            boolean two = !operation.failedCreates.isEmpty() && !operation.failedUpdates.isEmpty();
            String words = two ? failures : failures.stripTrailing(); // seen so: a blank is left behind two sentences
            String reason = operation.cancelRequested ? "User Initiated" : words;
            ending.rollbackUpdate(stack, operation.following(), reason, Set.of(), execution.retainExceptOnCreate());
        }
    }

    /** Whatever is imported is asked for before the first resource. */
    private static String missingExport(Stack stack) {
        var bound = stack.deployment.bound();
        return bound.resources().keySet().stream()
                .flatMap(id -> bound.missingExport(id, StackValues.of(stack)).stream())
                .findFirst()
                .map(name -> "No export named " + name + " found. ")
                .orElse("");
    }

    /** What the template has no more and is there still. */
    private static List<Removal.Item> removed(Stack stack) {
        Set<String> wanted = stack.deployment.bound().resources().keySet();
        return stack.listed().stream()
                .filter(resource -> !wanted.contains(resource.logicalId) && resource.now != null && !resource.removed)
                .map(resource -> new Removal.Item(resource, resource.now, resource.now.isRetained()))
                .toList();
    }

    private void denyRemovals(
            Stack stack, Operation operation, List<Removal.Item> removed, Optional<StackPolicy> policy) {
        if (policy.isEmpty() || !operation.failures().isEmpty()) {
            return;
        }
        for (Removal.Item item : removed) {
            String id = item.resource().logicalId;
            policy.get().denial("Update:Delete", id, item.which().type().name()).ifPresent(reason -> {
                operation.failedUpdates.add(id);
                tools.journal().resource(stack, operation, item.resource(), "UPDATE_FAILED", reason);
            });
        }
    }

    /**
     * Begins the clean-up, which nobody can cancel any more, unless somebody has cancelled at the last moment. With its
     * writing the stack has the new outputs, not before.
     */
    private boolean isPastCancelling(Stack stack, Operation operation, List<Output> values) {
        synchronized (stack) {
            if (!operation.cancelRequested) {
                StackMemory.change(stack, () -> {
                    stack.outputs = values;
                    ending.status(stack, operation, StackStatus.UPDATE_COMPLETE_CLEANUP_IN_PROGRESS, null);
                });
            }
            return !operation.cancelRequested;
        }
    }

    private void complete(Stack stack, Operation operation, List<Removal.Item> removed) throws InterruptedException {
        var items = new ArrayList<>(removed);
        for (StackResource resource : stack.listed()) {
            boolean retained = resource.now != null && resource.now.isRetainedWhenReplaced();
            if (resource.isReplaced() && resource.before != resource.now) {
                items.add(new Removal.Item(resource, resource.before, retained));
            }
            resource.leftovers.forEach(left -> items.add(new Removal.Item(resource, left, retained)));
        }
        var work = tools.work(stack, operation, false);
        Set<String> failed = new Removal(work, 3, false).run(items);
        String reason = failed.isEmpty() ? null : NOT_ALL_DELETED;
        ending.rest(stack, operation, StackStatus.UPDATE_COMPLETE, reason, () -> {
            stack.resources
                    .keySet()
                    .retainAll(stack.deployment.bound().resources().keySet());
            for (StackResource resource : stack.resources.values()) {
                if (resource.status.startsWith("DELETE")) {
                    resource.status = "UPDATE_COMPLETE";
                    resource.reason = null;
                }
            }
        });
    }
}
