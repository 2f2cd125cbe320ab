package connectlocal.cloudformation.engine;

import connectlocal.provider.Action;
import connectlocal.provider.ResourceType;

/** Makes one resource, be it new or the successor of another. */
final class Creation {
    private static final String REPLACING =
            "Requested update requires the creation of a new physical resource; hence creating one.";
    private final Attempt attempt;

    Creation(Attempt attempt) {
        this.attempt = attempt;
    }

    /** Makes a new resource. */
    void create(StackResource resource, Deployed wanted, GraphRun.Done done) {
        attempt.set(resource, wanted);
        attempt.event(resource, "CREATE_IN_PROGRESS", null);
        make(resource, wanted, "CREATE", done);
    }

    /** What an earlier attempt left half made goes first. */
    void again(StackResource resource, Deployed wanted, GraphRun.Done done) {
        attempt.event(resource, "DELETE_IN_PROGRESS", null);
        attempt.work.delete(resource.logicalId, resource.now, end -> {
            if (!end.well()) {
                attempt.fail(resource, true, end.failure().get(), done);
                return;
            }
            Deployed gone = resource.now;
            attempt.set(resource, gone.nameless());
            if (attempt.isCancelled(resource)) {
                done.end(false);
                return;
            }
            attempt.event(resource, gone, "DELETE_COMPLETE", null);
            create(resource, wanted, done);
        });
    }

    /** Makes the successor of a resource, which lives until the clean-up unless its type says otherwise. */
    void replace(StackResource resource, Deployed wanted, GraphRun.Done done) {
        if (attempt.execution.preserve()) {
            attempt.fail(
                    resource, false, "Replacement type updates not supported on stack with disable-rollback.", done);
            return;
        }
        boolean changed = resource.touched && wanted.type().hasHandler(Action.UPDATE);
        if (changed && !resource.isOfThisDeployment()) {
            resource.altered = resource.now;
        }
        resource.touched = true;
        resource.uncertain = true;
        boolean first = wanted.type().deletesBeforeCreating() && !wanted.isRetainedWhenReplaced() && !resource.gone;
        attempt.event(resource, "UPDATE_IN_PROGRESS", REPLACING);
        if (first) {
            deleteFirst(resource, wanted, done);
        } else {
            make(resource, wanted, "UPDATE", done);
        }
    }

    private void deleteFirst(StackResource resource, Deployed wanted, GraphRun.Done done) {
        Deployed old = resource.now;
        attempt.event(resource, "DELETE_IN_PROGRESS", null);
        attempt.work.delete(resource.logicalId, old, end -> {
            if (!end.well()) {
                attempt.fail(resource, false, end.failure().get(), done);
                return;
            }
            resource.deletedFirst = true;
            resource.lost(old);
            attempt.set(resource, wanted);
            if (attempt.isCancelled(resource)) {
                done.end(false);
                return;
            }
            attempt.event(resource, old, "DELETE_COMPLETE", null);
            attempt.event(resource, "UPDATE_IN_PROGRESS", null);
            make(resource, wanted, "UPDATE", done);
        });
    }

    /** Asks for a new physical resource; until it has a name, the old one is what the stack shows. */
    private void make(StackResource resource, Deployed wanted, String verb, GraphRun.Done done) {
        resource.touched = true;
        ResourceType type = wanted.type();
        boolean[] initiated = {false};
        attempt.work.create(
                resource.logicalId,
                wanted,
                attempt.target,
                id -> {
                    named(resource, wanted.reported(type.identifiers().primaryModel(id)));
                    initiated[0] = true;
                    attempt.initiated(resource, verb);
                },
                end -> {
                    end.model()
                            .filter(model -> type.identifiers().of(model).isPresent())
                            .ifPresent(model -> named(resource, wanted.reported(model)));
                    if (!end.well()) {
                        attempt.fail(
                                resource, verb.equals("CREATE"), end.failure().get(), done);
                        return;
                    }
                    if (!initiated[0]) {
                        attempt.initiated(resource, verb);
                    }
                    attempt.finish(resource, verb + "_COMPLETE", done);
                });
    }

    /** From its name on it is the stack's. What it takes the place of is not, unless undoing goes back to that. */
    private void named(StackResource resource, Deployed successor) {
        Deployed old = resource.now;
        boolean replaced = old.exists() && !old.physicalId().equals(successor.physicalId());
        if (replaced && resource.isOfThisDeployment()) {
            resource.leftovers.add(old);
        }
        attempt.set(resource, successor);
    }
}
