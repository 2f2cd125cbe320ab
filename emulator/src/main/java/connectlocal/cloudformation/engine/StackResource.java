package connectlocal.cloudformation.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** One resource of a stack: what it is now, and what it was before the deployment under way touched it. */
final class StackResource {
    private static final Set<String> NOT_TAKEN = Set.of("IMPORT_IN_PROGRESS", "IMPORT_FAILED");

    final String logicalId;
    Deployed now;

    /** As it was at rest; null when the deployment made it. */
    Deployed before;

    /** What it really was like before, where the deployment has looked; null otherwise. */
    Deployed actual;

    /** What it has become of what it was before by the time its successor came; null where nothing had changed it. */
    Deployed altered;

    /** Whether what it was before had been deleted behind the stack's back. */
    boolean gone;

    /** Whether what it was before had to be deleted to make room for its successor. */
    boolean deletedFirst;

    /** What the deployment has taken over from outside, so that undoing must not delete it; null for nothing. */
    String adopted;

    /** Whether the deployment has asked the handler for something, so that undoing it has work to do. */
    boolean touched;

    /** Whether an update is under way, or failed or broke off, so that nobody knows what the resource is like. */
    boolean uncertain;

    /** Whether a removal is done with what it is now: that is gone, or stays behind for good. */
    boolean removed;

    String status;
    String reason;
    Instant time;

    /** Resources that the deployment made and that are nobody's any more; other stacks' imports look at them too. */
    final List<Deployed> leftovers = new CopyOnWriteArrayList<>();

    /** The last result of drift detection; null when there was none since the last change. */
    ObjectNode drift;

    StackResource(String logicalId) {
        this.logicalId = logicalId;
    }

    /** The deployment is over: what is now is what the next one starts from. */
    void settle() {
        before = null;
        actual = null;
        altered = null;
        gone = false;
        deletedFirst = false;
        adopted = null;
        touched = false;
        uncertain = false;
        leftovers.clear();
    }

    /** What brings back all that it is now. */
    Runnable memory() {
        var copy = new StackResource(logicalId);
        copy.take(this);
        return () -> take(copy);
    }

    private void take(StackResource other) {
        now = other.now;
        before = other.before;
        actual = other.actual;
        altered = other.altered;
        gone = other.gone;
        deletedFirst = other.deletedFirst;
        adopted = other.adopted;
        touched = other.touched;
        uncertain = other.uncertain;
        removed = other.removed;
        status = other.status;
        reason = other.reason;
        time = other.time;
        leftovers.clear();
        leftovers.addAll(other.leftovers);
        drift = other.drift;
    }

    /** A deployment begins: what is now is what undoing it goes back to, unless it never came to be. */
    void remember() {
        before = now == null || !now.exists() || "CREATE_FAILED".equals(status) ? null : now;
    }

    /** Whether there is nothing of it, neither now nor to go back to. */
    boolean isNew() {
        return before == null && (now == null || !now.exists());
    }

    /** Whether this copy of it was taken over from outside. */
    boolean isAdopted(Deployed copy) {
        return copy.exists() && copy.physicalId().equals(adopted);
    }

    /** This copy is no more, so what the stack makes with the same name is its own. */
    void lost(Deployed copy) {
        adopted = isAdopted(copy) ? null : adopted;
    }

    /** Whether it has a successor, and still lives beside it. */
    boolean isReplaced() {
        return before != null
                && before.exists()
                && !gone
                && !deletedFirst
                && !before.physicalId().equals(now.physicalId());
    }

    /** All that is the stack's of it: what an import has not taken yet is not. */
    Stream<Deployed> copies() {
        boolean taken = now != null && !removed && !NOT_TAKEN.contains(String.valueOf(status));
        Stream<Deployed> own = taken ? Stream.of(now) : Stream.of();
        Stream<Deployed> former = now != null && isReplaced() ? Stream.of(before) : Stream.of();
        return Stream.of(own, former, leftovers.stream()).flatMap(each -> each);
    }

    /** Whether it is new and not whole: its creation failed, or the deletion that was to come before the next try. */
    boolean isHalfMade() {
        boolean failed = "CREATE_FAILED".equals(status) || "DELETE_FAILED".equals(status);
        return failed && before == null && !isAdopted(now);
    }

    /** A removal is done with this copy. What it is now is shown still, the others are known no more. */
    void giveUp(Deployed copy) {
        if (copy == now) {
            removed = true;
        } else if (copy == before) {
            before = null;
        }
        leftovers.removeIf(left -> left == copy);
    }

    /** Whether a deletion has no copy left to remove. Its status says that of the copy that was spoken of last. */
    boolean isRemoved() {
        return removed && leftovers.isEmpty() && !isReplaced();
    }

    /** Whether it was made in the place of another, be that one of the stack at rest or of an earlier attempt. */
    boolean isSuccessor() {
        return isReplaced() || isOfThisDeployment() && !leftovers.isEmpty();
    }

    /** Whether it was made by the deployment, in this attempt or in one before. */
    boolean isOfThisDeployment() {
        return before == null || isReplaced() || gone || deletedFirst;
    }

    /** What undoing brings back. */
    Deployed former() {
        return actual == null ? before : actual.tagged(before.stackTags());
    }
}
