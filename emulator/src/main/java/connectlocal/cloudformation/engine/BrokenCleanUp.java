package connectlocal.cloudformation.engine;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The end of an update whose clean-up broke off. The stack is what its template says, and there is no way back: what it
 * was may be deleted already. What could not be removed is nobody's any more.
 */
final class BrokenCleanUp {
    private BrokenCleanUp() {}

    /**
     * Says of each physical resource that was to go how it ended; answers what is said of the stack, null for nothing.
     *
     * @param unknown what is said of those whose handlers were at work
     * @param reason what is said of those that nobody had come to
     */
    static String told(Stack stack, Operation operation, Journal journal, String unknown, String reason) {
        boolean left = false;
        for (StackResource resource : stack.listed()) {
            for (Deployed which : unwanted(stack, resource)) {
                if (!which.exists() || stays(resource, which)) {
                    String status = which.exists() ? "DELETE_SKIPPED" : "DELETE_COMPLETE";
                    journal.givenUp(stack, operation, resource, which, status);
                    continue;
                }
                left = true;
                String said = said(stack, operation, resource, which);
                if (!said.equals("DELETE_FAILED")) {
                    journal.resource(
                            stack, operation, resource, which, "DELETE_FAILED", said.isEmpty() ? reason : unknown);
                }
            }
        }
        return left ? Lifecycle.NOT_ALL_DELETED : null;
    }

    /** What the operation has said of this copy last, also in an end that could not be written whole; often nothing. */
    private static String said(Stack stack, Operation operation, StackResource resource, Deployed which) {
        return stack.events.stream()
                .filter(event -> operation.id.equals(event.operationId())
                        && resource.logicalId.equals(event.logicalId())
                        && event.physicalId().equals(which.physicalId()))
                .map(StackEvent::status)
                .filter(status -> status.startsWith("DELETE"))
                .findFirst()
                .orElse("");
    }

    /** What the stack no longer wants is not part of it, and the rest is at rest; the caller says so. */
    static void forget(Stack stack) {
        stack.resources.values().removeIf(resource -> !isWanted(stack, resource));
        for (StackResource resource : stack.resources.values()) {
            if (resource.status.startsWith("DELETE")) {
                resource.status = "UPDATE_COMPLETE";
                resource.reason = null;
            }
        }
        stack.settle();
    }

    private static Set<Deployed> unwanted(Stack stack, StackResource resource) {
        Set<Deployed> unwanted = new LinkedHashSet<>(resource.leftovers);
        if (resource.now != null && !resource.removed && !isWanted(stack, resource)) {
            unwanted.add(resource.now);
        }
        if (resource.now != null && resource.isReplaced()) {
            unwanted.add(resource.before);
        }
        return unwanted;
    }

    private static boolean stays(StackResource resource, Deployed which) {
        if (which == resource.now) {
            return which.isRetained();
        }
        return resource.now.isRetainedWhenReplaced();
    }

    private static boolean isWanted(Stack stack, StackResource resource) {
        return stack.deployment.bound().resources().containsKey(resource.logicalId);
    }
}
