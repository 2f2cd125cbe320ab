package connectlocal.cloudformation.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Brings a stack back to where it was before its last deployment. */
final class Undo {
    private final Tools tools;
    private final Stack stack;
    private final boolean retainExceptOnCreate;

    Undo(Tools tools, Stack stack, boolean retainExceptOnCreate) {
        this.tools = tools;
        this.stack = stack;
        this.retainExceptOnCreate = retainExceptOnCreate;
    }

    /** Everything that a new stack has made goes; what it may not take back stays behind. */
    Set<String> creation(Operation operation) throws InterruptedException {
        var items = new ArrayList<Removal.Item>();
        for (StackResource resource : stack.listed()) {
            if (resource.now != null && !"DELETE_COMPLETE".equals(resource.status)) {
                items.add(made(resource, resource.now));
            }
        }
        var work = tools.work(stack, operation, stack.deployment, stack.deployment, true);
        return new Removal(work, 1).run(items);
    }

    /** Everything that was changed is changed back; answers what could not be. */
    Set<String> update(Operation operation, Set<String> skipped) throws InterruptedException {
        Deployment stable = stack.stable;
        ResourceWork work = tools.work(stack, operation, stable, stack.deployment, true);
        Map<String, Set<String>> needs = new LinkedHashMap<>();
        for (StackResource resource : stack.listed()) {
            if (resource.before != null) {
                needs.put(resource.logicalId, resource.before.needs());
            }
        }
        var graph = new GraphRun(needs, operation.inbox);
        graph.run((id, done) -> back(stack.resources.get(id), work, skipped.contains(id), done));
        return operation.failedUpdates;
    }

    private void back(StackResource resource, ResourceWork work, boolean skipped, GraphRun.Done done) {
        Deployed now = resource.now;
        Deployed before = resource.before;
        if (!resource.touched) {
            set(resource, before);
            done.end(true);
            return;
        }
        if (skipped || resource.isReplaced()) {
            if (resource.isReplaced()) {
                resource.leftovers.add(now);
            }
            set(resource, before);
            complete(resource, work, done);
            return;
        }
        tools.journal().resource(stack, work.operation, resource, before, "UPDATE_IN_PROGRESS", null);
        work.update(resource.logicalId, before, now, stack.stable, stack.deployment, end -> {
            if (end.well()) {
                set(resource, end.model().map(before::reported).orElse(before));
                complete(resource, work, done);
                return;
            }
            work.operation.failedUpdates.add(resource.logicalId);
            tools.journal()
                    .resource(
                            stack,
                            work.operation,
                            resource,
                            "UPDATE_FAILED",
                            end.failure().get());
            done.end(false);
        });
    }

    private void complete(StackResource resource, ResourceWork work, GraphRun.Done done) {
        resource.touched = false;
        tools.journal().resource(stack, work.operation, resource, "UPDATE_COMPLETE", null);
        done.end(true);
    }

    /** Removes what the deployment made. */
    void cleanUp(Operation operation) throws InterruptedException {
        List<Removal.Item> items = new ArrayList<>();
        for (StackResource resource : stack.listed()) {
            if (resource.before == null && resource.now != null) {
                items.add(made(resource, resource.now));
            }
            resource.leftovers.forEach(left -> items.add(made(resource, left)));
        }
        var work = tools.work(stack, operation, stack.stable, stack.deployment, true);
        new Removal(work, 3).run(items);
        synchronized (stack) {
            stack.resources.values().removeIf(resource -> resource.before == null);
            for (StackResource resource : stack.resources.values()) {
                if (resource.status.startsWith("DELETE")) {
                    resource.status = "UPDATE_COMPLETE";
                    resource.reason = null;
                }
            }
        }
    }

    private Removal.Item made(StackResource resource, Deployed which) {
        return new Removal.Item(resource, which, which.isRetainedInRollback(retainExceptOnCreate));
    }

    private void set(StackResource resource, Deployed now) {
        synchronized (stack) {
            resource.now = now;
            resource.drift = null;
            resource.uncertain = false;
        }
    }
}
