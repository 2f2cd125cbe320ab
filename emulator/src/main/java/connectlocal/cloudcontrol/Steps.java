package connectlocal.cloudcontrol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.provider.HandlerError;
import connectlocal.provider.Outcome;
import connectlocal.provider.ResourceType;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** From where a request stands to where it stands next; nothing is remembered here. */
final class Steps {
    private static final String INTERRUPTED = "The emulator ended while this request was under way, and its handler is"
            + " not asked again. What the handler had done by then stands: read the resource, then send the request"
            + " again";

    private Steps() {}

    /** A request has been taken on, and waits for a worker. */
    static ProgressEvent accepted(
            ResourceType type, String token, Change operation, String identifier, ObjectNode model, Instant time) {
        return new ProgressEvent(
                type.name(), identifier, token, operation, Status.PENDING, time, model, null, null, null);
    }

    /** The same in another status. */
    static ProgressEvent moved(ProgressEvent from, Status status, Instant time) {
        return from.at(status, time, status.isFinal() ? null : from.retryAfter());
    }

    /** What was under way when the emulator ended is over: nobody asks its handler any more. */
    static ProgressEvent interrupted(ProgressEvent from, Instant time) {
        return from.status() == Status.CANCEL_IN_PROGRESS
                ? moved(from, Status.CANCEL_COMPLETE, time).saying(INTERRUPTED, null)
                : moved(from, Status.FAILED, time).saying(INTERRUPTED, HandlerError.ServiceInternalError);
    }

    /** The handler is about to be asked, so there is no time any more at which it will be. */
    static ProgressEvent asked(ProgressEvent from) {
        return from.at(from.status(), from.time(), null);
    }

    /** The handler is not done and wants to be asked again. */
    static ProgressEvent waiting(
            ProgressEvent from, ResourceType type, Optional<ObjectNode> reported, Instant time, Duration wait) {
        return shown(from, type, reported).at(from.status(), time, time.plus(wait));
    }

    /** The handler is done. */
    static ProgressEvent ended(ProgressEvent from, ResourceType type, Outcome outcome, Instant time) {
        // What exists is not of this request; a client that is told its name takes it for its own and may
        // delete it.
        ProgressEvent seen = outcome.failedWith(HandlerError.AlreadyExists)
                ? from.of(from.operation() == Change.CREATE ? null : from.identifier(), null)
                : shown(from, type, outcome.model());
        if (from.status() == Status.CANCEL_IN_PROGRESS) {
            String end = outcome.error().map(code -> "failed with " + code).orElse("succeeded");
            String message = "Cancelled while the handler was at work, which then " + end + ". " + outcome.message();
            return moved(seen, Status.CANCEL_COMPLETE, time).saying(Errors.clipped(message), null);
        }
        String message =
                outcome.message() == null || outcome.message().isEmpty() ? null : Errors.clipped(outcome.message());
        return moved(seen, outcome.succeeded() ? Status.SUCCESS : Status.FAILED, time)
                .saying(message, outcome.error().orElse(null));
    }

    /** Keeps what is small. */
    static ProgressEvent withoutModel(ProgressEvent from) {
        return from.of(from.identifier(), null);
    }

    private static ProgressEvent shown(ProgressEvent from, ResourceType type, Optional<ObjectNode> reported) {
        if (reported.isEmpty() || from.operation() == Change.DELETE) {
            return from;
        }
        ObjectNode model = reported.get();
        return from.of(type.identifiers().of(model).orElse(from.identifier()), model);
    }
}
