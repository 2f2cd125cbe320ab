package connectlocal.cloudformation.engine;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What callers can do about updates that are under way or have failed. */
public final class RollbackCalls {
    private final Engine engine;

    RollbackCalls(Engine engine) {
        this.engine = engine;
    }

    /** Ends an update that is under way, and undoes it. */
    public void cancelUpdate(String name, Optional<String> token) {
        synchronized (engine.turn) {
            Stack stack = engine.stacks().existing(name);
            var use = TokenUse.of("CancelUpdateStack", token);
            if (use.isRepeated(stack)) {
                return;
            }
            synchronized (stack) {
                if (stack.status != StackStatus.UPDATE_IN_PROGRESS || stack.operation == null) {
                    throw Refusals.validation("CancelUpdateStack cannot be called from current stack status");
                }
                if (token.isPresent()) {
                    StackMemory.change(stack, () -> {
                        use.remember(stack);
                        engine.kept.stack(stack);
                    });
                }
                stack.operation.cancel();
            }
        }
    }

    /** Goes on with the rollback of an update that got stuck. */
    public void continueRollback(String name, Set<String> skipped, Optional<String> token) {
        synchronized (engine.turn) {
            Stack stack = engine.stacks().existing(name);
            var use = TokenUse.of("ContinueUpdateRollback", token, new TreeSet<>(skipped));
            if (use.isRepeated(stack)) {
                return;
            }
            if (stack.status != StackStatus.UPDATE_ROLLBACK_FAILED) {
                throw Refusals.validation(
                        "Stack:" + stack.id + " is in " + stack.status + " state and can not continue rollback.");
            }
            for (String id : skipped) {
                boolean failed = stack.resource(id)
                        .filter(r -> r.status.endsWith("_FAILED"))
                        .isPresent();
                if (!failed) {
                    throw Refusals.validation("The following resources to skip [" + id
                            + "] are not in UPDATE_FAILED state; only those can be skipped");
                }
            }
            rollbackUpdate(stack, skipped, false, use, "CONTINUE_ROLLBACK");
        }
    }

    /** Undoes what a deployment without rollback has left; answers the stack's id. */
    public String rollback(String name, boolean retainExceptOnCreate, Optional<String> token) {
        synchronized (engine.turn) {
            Stack stack = engine.stacks().existing(name);
            var use = TokenUse.of("RollbackStack", token, retainExceptOnCreate);
            if (use.isRepeated(stack)) {
                return stack.id;
            }
            if (stack.status == StackStatus.UPDATE_FAILED) {
                rollbackUpdate(stack, Set.of(), retainExceptOnCreate, use, "ROLLBACK");
            } else if (stack.status == StackStatus.CREATE_FAILED) {
                var operation = StackCalls.operation(token);
                StackMemory.change(stack, () -> {
                    use.remember(stack);
                    stack.operation = operation;
                    engine.ending.status(stack, operation, StackStatus.ROLLBACK_IN_PROGRESS, "User Initiated");
                });
                engine.run(stack, () -> engine.ending.rollbackCreation(stack, operation, retainExceptOnCreate));
            } else {
                throw Refusals.validation(
                        "Stack:" + stack.id + " is in " + stack.status + " state and can not be rolled back.");
            }
            return stack.id;
        }
    }

    private void rollbackUpdate(Stack stack, Set<String> skipped, boolean retain, TokenUse use, String type) {
        var operation = busy(stack, use, StackStatus.UPDATE_ROLLBACK_IN_PROGRESS, type);
        engine.run(stack, () -> engine.ending.rollbackUpdate(stack, operation, "User Initiated", skipped, retain));
    }

    /** The status is set at once; its event comes with the first step of the operation. */
    private Operation busy(Stack stack, TokenUse use, StackStatus status, String type) {
        var operation = StackCalls.operation(use.token());
        StackMemory.change(stack, () -> {
            use.remember(stack);
            stack.status = status;
            stack.operations.put(operation.id, type);
            stack.operation = operation;
            engine.kept.stack(stack);
        });
        return operation;
    }
}
