package connectlocal.cloudformation.engine;

import connectlocal.provider.Action;
import connectlocal.provider.HandlerError;
import java.util.LinkedHashMap;
import java.util.Optional;

/** Brings one living resource to what the template says: leaves it, updates it, or has it replaced. */
final class Change {
    private final Attempt attempt;
    private final Creation creation;

    Change(Attempt attempt, Creation creation) {
        this.attempt = attempt;
        this.creation = creation;
    }

    void change(StackResource resource, Deployed wanted, GraphRun.Done done) {
        boolean takenBack = resource.isReplaced() && !replaces(wanted, resource.before);
        if (takenBack) {
            takeBackPredecessor(resource);
        }
        // Whoever has looked has seen the successor.
        Deployed really = takenBack ? resource.now : really(resource, wanted);
        boolean same = PropertyChanges.between(really.properties(), wanted.properties())
                .isEmpty();
        boolean updatable = wanted.type().hasHandler(Action.UPDATE);
        boolean retagged = resource.now.isRetaggedBy(attempt.target);
        boolean unknown = resource.uncertain && (updatable || resource.isSuccessor());
        if (same && !retagged && !unknown) {
            attempt.set(resource, wanted.living(resource.now));
            done.end(true);
            return;
        }
        boolean replace = replaces(wanted, really) || same && !updatable;
        Optional<String> denial = same && !retagged ? Optional.empty() : denial(resource, wanted, replace);
        if (denial.isPresent()) {
            attempt.fail(resource, false, denial.get(), done);
        } else if (replace) {
            creation.replace(resource, wanted, done);
        } else {
            update(resource, wanted, really, done);
        }
    }

    private static boolean replaces(Deployed wanted, Deployed there) {
        return PropertyChanges.replaces(wanted.type(), there.properties(), wanted.properties());
    }

    /**
     * An earlier attempt made a successor, and this one wants what it was to replace, which lives until the clean-up.
     */
    private void takeBackPredecessor(StackResource resource) {
        resource.leftovers.add(resource.now);
        resource.uncertain = true; // attempts before may have changed it
        attempt.set(resource, resource.altered == null ? resource.before : resource.altered);
    }

    private Optional<String> denial(StackResource resource, Deployed wanted, boolean replace) {
        String action = replace ? "Update:Replace" : "Update:Modify";
        return attempt.execution
                .policy()
                .flatMap(policy ->
                        policy.denial(action, resource.logicalId, wanted.type().name()));
    }

    /** What the update starts from: what was deployed last, or what is there where somebody has looked. */
    private Deployed really(StackResource resource, Deployed wanted) {
        LiveState live = attempt.execution.live().get(resource.logicalId);
        if (live == null || live.model().isEmpty()) {
            return resource.now;
        }
        Deployed really = resource.now.with(live.actual(resource.now, wanted.properties()));
        resource.actual = really;
        return really;
    }

    private void update(StackResource resource, Deployed wanted, Deployed really, GraphRun.Done done) {
        Deployed old = resource.now;
        Deployed former = resource.uncertain ? really.tagged(attempt.from.tags()) : really;
        var eitherTags = new LinkedHashMap<>(old.stackTags());
        eitherTags.putAll(wanted.stackTags());
        boolean touched = resource.touched;
        boolean uncertain = resource.uncertain;
        resource.touched = true;
        resource.uncertain = true;
        attempt.set(resource, wanted.living(old).tagged(eitherTags));
        attempt.event(resource, old, "UPDATE_IN_PROGRESS", null);
        attempt.work.update(resource.logicalId, wanted, really, attempt.target, attempt.from, end -> {
            end.model().ifPresent(model -> attempt.set(resource, resource.now.reported(model)));
            boolean mayReplace = PropertyChanges.mayReplace(wanted.type(), really.properties(), wanted.properties());
            if (end.error().filter(e -> e == HandlerError.NotUpdatable).isPresent() && mayReplace) {
                attempt.set(resource, old); // nothing of it has changed
                resource.touched = touched;
                resource.uncertain = uncertain;
                replaceInstead(resource, wanted, done);
            } else if (end.well()) {
                attempt.set(resource, resource.now.tagged(wanted.stackTags()));
                attempt.finish(resource, "UPDATE_COMPLETE", done);
            } else {
                attempt.reportFailure(resource, false, end.failure().get());
                if (attempt.execution.preserve()) {
                    back(resource, former, old.tagged(former.stackTags()), done);
                } else {
                    done.end(false);
                }
            }
        });
    }

    /** The handler has said that it cannot update; until then nobody knew that there was a replacement to deny. */
    private void replaceInstead(StackResource resource, Deployed wanted, GraphRun.Done done) {
        Optional<String> denial = denial(resource, wanted, true);
        if (attempt.isCancelled(resource)) {
            done.end(false);
        } else if (denial.isPresent()) {
            attempt.fail(resource, false, denial.get(), done);
        } else {
            creation.replace(resource, wanted, done);
        }
    }

    /** What could not be updated goes back to its last stable state, while the others stay as they are. */
    private void back(StackResource resource, Deployed former, Deployed old, GraphRun.Done done) {
        Deployed attempted = resource.now;
        var work = attempt.tools.work(attempt.stack, attempt.operation, true);
        work.update(resource.logicalId, former, attempted, attempt.from, attempt.target, end -> {
            if (end.well()) {
                attempt.set(resource, end.model().map(old::reported).orElse(old));
                resource.uncertain = false;
            }
            done.end(false);
        });
    }
}
