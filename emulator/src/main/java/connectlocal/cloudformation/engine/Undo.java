package connectlocal.cloudformation.engine;

import connectlocal.provider.Action;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

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
                items.add(made(resource));
            }
        }
        var work = tools.work(stack, operation, true);
        return new Removal(work, 1, false).run(items);
    }

    /** Everything that was changed is changed back; answers what could not be. */
    Set<String> update(Operation operation, Set<String> skipped) throws InterruptedException {
        ResourceWork work = tools.work(stack, operation, true);
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
        boolean failed = String.valueOf(resource.status).endsWith("_FAILED");
        if (!resource.touched) {
            set(resource, before);
            if (failed) {
                complete(resource, work, done);
            } else {
                done.end(true);
            }
        } else if (skipped || resource.isReplaced() || resource.gone) {
            boolean another = now.exists() && !now.physicalId().equals(before.physicalId());
            if (another || resource.gone && now.exists()) {
                resource.leftovers.add(now);
            }
            boolean altered = !skipped && resource.isReplaced() && resource.altered != null;
            set(resource, altered ? resource.altered : before);
            if (altered) {
                update(resource, work, done);
            } else {
                complete(resource, work, done);
            }
        } else if (resource.deletedFirst) {
            makeAgain(resource, work, done);
        } else if (!before.type().hasHandler(Action.UPDATE)) { // so nothing can have changed it
            set(resource, before);
            complete(resource, work, done);
        } else {
            update(resource, work, done);
        }
    }

    private void update(StackResource resource, ResourceWork work, GraphRun.Done done) {
        Deployed before = resource.before;
        event(resource, work, before, "UPDATE_IN_PROGRESS", null);
        work.update(resource.logicalId, resource.former(), resource.now, stack.stable, stack.deployment, end -> {
            if (end.well()) {
                set(resource, end.model().map(before::reported).orElse(before));
                complete(resource, work, done);
            } else {
                fail(resource, work, end.failure().get(), done);
            }
        });
    }

    /** What had to go before its successor came is made once more, as soon as the successor is gone. */
    private void makeAgain(StackResource resource, ResourceWork work, GraphRun.Done done) {
        Deployed before = resource.before;
        if (resource.now.exists()) {
            event(resource, work, resource.now, "DELETE_IN_PROGRESS", null);
            work.delete(resource.logicalId, resource.now, end -> {
                if (end.well()) {
                    Deployed gone = resource.now;
                    set(resource, gone.nameless());
                    event(resource, work, gone, "DELETE_COMPLETE", null);
                    makeAgain(resource, work, done);
                } else {
                    fail(resource, work, end.failure().get(), done);
                }
            });
            return;
        }
        event(resource, work, before, "UPDATE_IN_PROGRESS", null);
        work.create(resource.logicalId, before, stack.stable, id -> {}, end -> {
            if (end.well()) {
                synchronized (stack) { // whoever looks at its copies sees all of this or nothing
                    resource.before = before.reported(end.model().orElseThrow());
                    set(resource, resource.before);
                    resource.deletedFirst = false;
                }
                complete(resource, work, done);
            } else {
                fail(resource, work, end.failure().get(), done);
            }
        });
    }

    private void fail(StackResource resource, ResourceWork work, String reason, GraphRun.Done done) {
        work.operation.failedUpdates.add(resource.logicalId);
        event(resource, work, resource.now, "UPDATE_FAILED", reason);
        done.end(false);
    }

    private void event(StackResource resource, ResourceWork work, Deployed which, String status, String reason) {
        tools.journal().resource(stack, work.operation, resource, which, status, reason);
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
            if (resource.before == null && resource.now != null && !resource.removed) {
                items.add(made(resource));
            }
            for (Deployed left : resource.leftovers) {
                boolean stays = resource.isAdopted(left) || left.isRetainedWhenReplaced();
                items.add(new Removal.Item(resource, left, stays));
            }
        }
        var work = tools.work(stack, operation, true);
        new Removal(work, 3, false).run(items);
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

    private Removal.Item made(StackResource resource) {
        return new Removal.Item(
                resource, resource.now, staying(retainExceptOnCreate).test(resource));
    }

    /** What stays although the operation that made it, or took it over, is undone. */
    static Predicate<StackResource> staying(boolean retainExceptOnCreate) {
        return resource -> resource.isAdopted(resource.now) || resource.now.isRetainedInRollback(retainExceptOnCreate);
    }

    private void set(StackResource resource, Deployed now) {
        synchronized (stack) {
            resource.now = now;
            resource.removed = false;
            resource.drift = null;
            resource.uncertain = false;
        }
    }
}
