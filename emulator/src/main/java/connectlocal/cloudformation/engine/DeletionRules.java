package connectlocal.cloudformation.engine;

import java.util.ArrayList;
import java.util.Set;

/** Which stacks can be deleted, and how. */
final class DeletionRules {
    private static final Set<StackStatus> DELETABLE_WHILE_BUSY =
            Set.of(StackStatus.CREATE_IN_PROGRESS, StackStatus.DELETE_IN_PROGRESS);

    private DeletionRules() {}

    /** @throws connectlocal.http.AwsError ValidationError when it must not, or not like this */
    static void require(Stack stack, Set<String> retained, boolean force) {
        if (stack.terminationProtection) {
            throw Refusals.validation(
                    "Stack [" + stack.name + "] cannot be deleted while TerminationProtection is enabled");
        }
        if (!retained.isEmpty() && stack.status != StackStatus.DELETE_FAILED) {
            throw Refusals.validation("Invalid operation on stack [" + stack.id
                    + "]. When you delete a stack, specify which resources to retain only when the stack is in the"
                    + " DELETE_FAILED state.");
        }
        if (force && stack.status != StackStatus.DELETE_FAILED) {
            throw Refusals.validation("Invalid operation on stack [" + stack.id
                    + "]. You can activate DeletionMode FORCE_DELETE_STACK in a delete stack operation only when the"
                    + " stack is in the DELETE_FAILED state.");
        }
        var unknown = new ArrayList<>(retained);
        unknown.removeIf(id -> stack.resource(id)
                .filter(resource -> !resource.isRemoved() || !"DELETE_COMPLETE".equals(resource.status))
                .isPresent());
        if (!unknown.isEmpty()) {
            throw Refusals.validation("The specified resources to retain must be in a valid state. Do not specify"
                    + " resources that are in the DELETE_COMPLETE state: " + unknown);
        }
        if (stack.status.isBusy() && !DELETABLE_WHILE_BUSY.contains(stack.status)) {
            throw Refusals.validation("Stack [" + stack.id + "] cannot be deleted while in status " + stack.status);
        }
    }
}
