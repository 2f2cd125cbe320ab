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
            boolean begun = resource.status != null && resource.status.startsWith("DELETE");
            Set<Deployed> unwanted = unwanted(stack, resource);
            boolean told = unwanted.size() == 1 && "DELETE_FAILED".equals(resource.status); // of two it may be either
            for (Deployed which : unwanted) {
                if (stays(resource, which)) {
                    journal.givenUp(stack, operation, resource, which, "DELETE_SKIPPED");
                    continue;
                }
                left = true;
                if (!told) {
                    journal.resource(stack, operation, resource, which, "DELETE_FAILED", begun ? unknown : reason);
                }
            }
        }
        return left ? Lifecycle.NOT_ALL_DELETED : null;
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
