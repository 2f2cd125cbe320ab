package connectlocal.cloudformation.engine;

import java.util.LinkedHashSet;
import java.util.Set;

/** One deployment on its way: what the resources of the stack have come to, and what ends it early. */
final class Attempt {
    final Tools tools;
    final Stack stack;
    final Operation operation;
    final Deployment target;

    /** What the stack was before; the target itself for a new stack. */
    final Deployment from;

    final Execution execution;
    final ResourceWork work;
    final GraphRun graph;

    /** The logical ids of what is being taken over. */
    final Set<String> adopting = new LinkedHashSet<>();

    private final Set<String> cancelled = new LinkedHashSet<>();

    Attempt(Tools tools, Stack stack, Operation operation, Deployment from, Execution execution) {
        this.tools = tools;
        this.stack = stack;
        this.operation = operation;
        this.target = stack.deployment;
        this.from = from;
        this.execution = execution;
        this.work = tools.work(stack, operation, false);
        this.graph = new GraphRun(target.bound().dependencies(), operation.inbox);
    }

    /** Ends early: whatever is under way counts as failed. Called by the operation's own thread. */
    void cancel() {
        graph.stop();
        for (String id : Set.copyOf(operation.cancels.keySet())) {
            StackResource sibling = stack.resources.get(id);
            if (sibling != null && cancelled.add(id)) {
                if (!adopting.contains(id)) { // an adoption says so itself
                    boolean again = sibling.before == null && sibling.status.startsWith("DELETE");
                    boolean creating = again || sibling.status.startsWith("CREATE");
                    failed(sibling, creating, creating ? "Resource creation cancelled" : "Resource update cancelled");
                }
                operation.cancels.get(id).run();
            }
        }
    }

    /** Whether the resource counts as failed, so that its next step is not taken. */
    boolean isCancelled(StackResource resource) {
        return cancelled.contains(resource.logicalId);
    }

    /** What the resource is from now on. */
    void set(StackResource resource, Deployed now) {
        synchronized (stack) {
            resource.now = now;
            resource.removed = false;
            resource.drift = null;
        }
    }

    void event(StackResource resource, String status, String reason) {
        event(resource, resource.now, status, reason);
    }

    void event(StackResource resource, Deployed which, String status, String reason) {
        tools.journal().resource(stack, operation, resource, which, status, reason);
    }

    /** The handler has named what it makes. */
    void initiated(StackResource resource, String verb) {
        if (!cancelled.contains(resource.logicalId)) {
            event(resource, verb + "_IN_PROGRESS", "Resource creation Initiated");
        }
    }

    /** The resource is as it was to be. */
    void finish(StackResource resource, String status, GraphRun.Done done) {
        resource.uncertain = false;
        if (cancelled.contains(resource.logicalId)) {
            done.end(false);
            return;
        }
        event(resource, status, null);
        done.end(true);
    }

    /** The resource is not as it was to be; the others end early, unless everything is to be preserved. */
    void fail(StackResource resource, boolean creating, String reason, GraphRun.Done done) {
        reportFailure(resource, creating, reason);
        done.end(false);
    }

    /** The same before the resource's own work is over. */
    void reportFailure(StackResource resource, boolean creating, String reason) {
        if (!cancelled.contains(resource.logicalId)) {
            failed(resource, creating, reason);
            if (!execution.preserve()) {
                cancel();
            }
        }
    }

    private void failed(StackResource resource, boolean creating, String reason) {
        (creating ? operation.failedCreates : operation.failedUpdates).add(resource.logicalId);
        event(resource, creating ? "CREATE_FAILED" : "UPDATE_FAILED", reason);
    }
}
