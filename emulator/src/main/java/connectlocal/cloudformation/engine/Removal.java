package connectlocal.cloudformation.engine;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Removes resources in the reverse order of their dependencies. What one needs that cannot be removed is tried
 * nevertheless, as CloudFormation does: it may be another's fault, and nobody would hear of what was not tried.
 *
 * @see <a href="https://github.com/convox/rack/issues/1090">A deletion on AWS, event by event</a>
 */
final class Removal {
    private final ResourceWork work;
    private final int attempts;
    private final boolean forced;
    private final Set<String> failed = new LinkedHashSet<>();

    /**
     * @param attempts how often a deletion is tried before it counts as failed
     * @param forced whether what cannot be removed stays behind without counting as failed
     */
    Removal(ResourceWork work, int attempts, boolean forced) {
        this.work = work;
        this.attempts = attempts;
        this.forced = forced;
    }

    /** One physical resource that is to go, or to stay behind when it is retained. */
    record Item(StackResource resource, Deployed which, boolean retained) {}

    /** Runs to the end, and answers the logical ids of what could not be removed. */
    Set<String> run(List<Item> items) throws InterruptedException {
        var byKey = new LinkedHashMap<String, Item>();
        var keys = new LinkedHashMap<String, Set<String>>();
        for (Item item : items) {
            String key = item.resource().logicalId + " " + byKey.size();
            byKey.put(key, item);
            keys.computeIfAbsent(item.resource().logicalId, id -> new LinkedHashSet<>())
                    .add(key);
        }
        var needs = new LinkedHashMap<String, Set<String>>();
        byKey.forEach((key, item) -> {
            var own = new LinkedHashSet<String>();
            item.which().needs().forEach(id -> own.addAll(keys.getOrDefault(id, Set.of())));
            needs.put(key, own);
        });
        Map<String, Set<String>> order = GraphRun.reversed(needs);
        new GraphRun(order, work.operation.inbox).run((key, done) -> remove(byKey.get(key), 1, done));
        return failed;
    }

    private void remove(Item item, int attempt, GraphRun.Done done) {
        StackResource resource = item.resource();
        Deployed which = item.which();
        if (!which.exists()) {
            work.journal.givenUp(work.stack, work.operation, resource, which, "DELETE_COMPLETE");
            done.end(true);
            return;
        }
        if (item.retained()) {
            work.journal.givenUp(work.stack, work.operation, resource, which, "DELETE_SKIPPED");
            done.end(true);
            return;
        }
        work.journal.resource(work.stack, work.operation, resource, which, "DELETE_IN_PROGRESS", null);
        work.delete(resource.logicalId, which, end -> {
            if (end.well()) {
                work.journal.givenUp(work.stack, work.operation, resource, which, "DELETE_COMPLETE");
                done.end(true);
                return;
            }
            String reason = end.failure().get();
            work.journal.resource(work.stack, work.operation, resource, which, "DELETE_FAILED", reason);
            if (attempt < attempts) {
                remove(item, attempt + 1, done);
                return;
            }
            if (forced) {
                work.journal.givenUp(work.stack, work.operation, resource, which, "DELETE_SKIPPED");
            } else {
                failed.add(resource.logicalId);
            }
            done.end(true);
        });
    }
}
