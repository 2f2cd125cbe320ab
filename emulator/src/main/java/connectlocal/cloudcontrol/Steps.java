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

    /** The same in another status. */
    static ProgressEvent moved(ProgressEvent from, Status status, Instant time) {
        return new ProgressEvent(
                from.typeName(),
                from.identifier(),
                from.requestToken(),
                from.operation(),
                status,
                time,
                from.model(),
                from.message(),
                from.error(),
                status.isFinal() ? null : from.retryAfter());
    }

    /** What was under way when the emulator ended is over: nobody asks its handler any more. */
    static ProgressEvent interrupted(ProgressEvent from, Instant time) {
        return from.status() == Status.CANCEL_IN_PROGRESS
                ? said(moved(from, Status.CANCEL_COMPLETE, time), INTERRUPTED, null)
                : said(moved(from, Status.FAILED, time), INTERRUPTED, HandlerError.ServiceInternalError);
    }

    /** The handler is about to be asked, so there is no time any more at which it will be. */
    static ProgressEvent asked(ProgressEvent from) {
        return retried(from, from.time(), null);
    }

    /** The handler is not done and wants to be asked again. */
    static ProgressEvent waiting(
            ProgressEvent from, ResourceType type, Optional<ObjectNode> reported, Instant time, Duration wait) {
        return retried(shown(from, type, reported), time, time.plus(wait));
    }

    /** The handler is done. */
    static ProgressEvent ended(ProgressEvent from, ResourceType type, Outcome outcome, Instant time) {
        // What exists is not of this request; a client that is told its name takes it for its own and may
        // delete it.
        ProgressEvent seen = outcome.failedWith(HandlerError.AlreadyExists)
                ? of(from, from.operation() == Change.CREATE ? null : from.identifier(), null)
                : shown(from, type, outcome.model());
        if (from.status() == Status.CANCEL_IN_PROGRESS) {
            String end = outcome.error().map(code -> "failed with " + code).orElse("succeeded");
            String message = "Cancelled while the handler was at work, which then " + end + ". " + outcome.message();
            return said(moved(seen, Status.CANCEL_COMPLETE, time), Errors.clipped(message), from.error());
        }
        String message =
                outcome.message() == null || outcome.message().isEmpty() ? null : Errors.clipped(outcome.message());
        return said(
                moved(seen, outcome.succeeded() ? Status.SUCCESS : Status.FAILED, time),
                message,
                outcome.error().orElse(null));
    }

    /** Keeps what is small. */
    static ProgressEvent withoutModel(ProgressEvent from) {
        return of(from, from.identifier(), null);
    }

    private static ProgressEvent shown(ProgressEvent from, ResourceType type, Optional<ObjectNode> reported) {
        if (reported.isEmpty() || from.operation() == Change.DELETE) {
            return from;
        }
        ObjectNode model = reported.get();
        return of(from, type.identifiers().of(model).orElse(from.identifier()), model);
    }

    private static ProgressEvent of(ProgressEvent from, String identifier, ObjectNode model) {
        return new ProgressEvent(
                from.typeName(),
                identifier,
                from.requestToken(),
                from.operation(),
                from.status(),
                from.time(),
                model,
                from.message(),
                from.error(),
                from.retryAfter());
    }

    private static ProgressEvent said(ProgressEvent from, String message, HandlerError error) {
        return new ProgressEvent(
                from.typeName(),
                from.identifier(),
                from.requestToken(),
                from.operation(),
                from.status(),
                from.time(),
                from.model(),
                message,
                error,
                from.retryAfter());
    }

    private static ProgressEvent retried(ProgressEvent from, Instant time, Instant retryAfter) {
        return new ProgressEvent(
                from.typeName(),
                from.identifier(),
                from.requestToken(),
                from.operation(),
                from.status(),
                time,
                from.model(),
                from.message(),
                from.error(),
                retryAfter);
    }
}
