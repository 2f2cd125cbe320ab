package connectlocal.cloudformation.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One resource of a stack: what it is now, and what it was before the deployment under way touched it. */
final class StackResource {
    final String logicalId;
    Deployed now;

    /** As it was at rest; null when the deployment made it. */
    Deployed before;

    /** Whether the deployment has asked the handler for something, so that undoing it has work to do. */
    boolean touched;

    /** Whether the deployment's update failed on the way, so that nobody knows what the resource is like. */
    boolean uncertain;

    String status;
    String reason;
    Instant time;

    /** Resources that the deployment made and that are nobody's any more. */
    final List<Deployed> leftovers = new ArrayList<>();

    /** The last result of drift detection; null when there was none since the last change. */
    ObjectNode drift;

    StackResource(String logicalId) {
        this.logicalId = logicalId;
    }

    /** The deployment is over: what is now is what the next one starts from. */
    void settle() {
        before = null;
        touched = false;
        uncertain = false;
        leftovers.clear();
    }

    /** The deployment is about to change it. */
    void touch() {
        if (!touched) {
            touched = true;
            before = now;
        }
    }

    boolean isReplaced() {
        return before != null && before.exists() && !before.physicalId().equals(now.physicalId());
    }
}
