package connectlocal.cloudcontrol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.provider.OperationListener;
import connectlocal.provider.Outcome;
import connectlocal.provider.ResourceType;
import connectlocal.state.NotKept;
import java.time.Duration;
import java.util.Optional;

/** What becomes of a request while its operation is on its way. */
final class Progress implements OperationListener {
    private final ResourceRequest request;
    private final ResourceType type;
    private final Writers writers;
    private final Runnable changed;

    /** @param changed is told of every change */
    Progress(ResourceRequest request, ResourceType type, Writers writers, Runnable changed) {
        this.request = request;
        this.type = type;
        this.writers = writers;
        this.changed = changed;
    }

    @Override
    public void begins() {
        request.begin();
        changed.run();
    }

    @Override
    public void waits(Optional<ObjectNode> reported, Duration wait) {
        // Before anybody hears of the identifier and deletes the resource, or cancels this request.
        reported.flatMap(type.identifiers()::of)
                .or(request::identifier)
                .ifPresent(id -> writers.join(type.name(), id, request.token()));
        try {
            request.waits(reported, wait);
        } catch (NotKept e) {
            // It goes on all the same; nobody is told what it has come to before that can be written down.
        }
        changed.run();
    }

    @Override
    public void ended(Outcome outcome) {
        writers.leave(request.token()); // before anybody hears of the end and sends the next request
        request.ended(outcome);
        changed.run();
    }

    @Override
    public void cancelled(Optional<ObjectNode> reported) {
        writers.leave(request.token());
        request.cancelled();
        changed.run();
    }
}
