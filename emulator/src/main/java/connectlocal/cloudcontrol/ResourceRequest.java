package connectlocal.cloudcontrol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.provider.HandlerError;
import connectlocal.provider.Outcome;
import connectlocal.provider.ResourceType;
import connectlocal.state.NotKept;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/** One request to change a resource, from its acceptance until it is forgotten. Holds nothing that may not be shown. */
final class ResourceRequest {
    private static final String INTERRUPTED = "The emulator ended while this request was under way, and its handler is"
            + " not asked again. What the handler had done by then stands: read the resource, then send the request"
            + " again";

    private final ResourceType type;
    private final InstantSource clock;
    private final Instant accepted;

    private ProgressEvent standing;
    private Runnable canceller = () -> {};
    private Consumer<ResourceRequest> recorder = request -> {};
    private Optional<ClientTokens.Given> given = Optional.empty();

    /**
     * @param identifier null when it will be known later
     * @param model what is wanted, without write-only properties; null for DELETE
     */
    ResourceRequest(
            ResourceType type,
            String token,
            Change operation,
            String identifier,
            ObjectNode model,
            InstantSource clock) {
        this.type = type;
        this.clock = clock;
        this.accepted = clock.instant();
        this.standing = new ProgressEvent(
                type.name(), identifier, token, operation, Status.PENDING, accepted, model, null, null, null);
    }

    private ResourceRequest(ResourceType type, ProgressEvent standing, Instant accepted, InstantSource clock) {
        this.type = type;
        this.clock = clock;
        this.accepted = accepted;
        this.standing = standing;
    }

    /**
     * A request as it was written down. One that was under way then is over: nobody asks its handler any more.
     *
     * @param standing where it stood
     */
    static ResourceRequest restored(ResourceType type, ProgressEvent standing, Instant accepted, InstantSource clock) {
        var request = new ResourceRequest(type, standing, accepted, clock);
        if (!standing.status().isFinal()) {
            request.interrupted();
        }
        return request;
    }

    private synchronized void interrupted() {
        boolean cancelled = standing.status() == Status.CANCEL_IN_PROGRESS;
        var error = cancelled ? null : HandlerError.ServiceInternalError;
        move(standing.saying(INTERRUPTED, error), cancelled ? Status.CANCEL_COMPLETE : Status.FAILED);
    }

    /** The client token that it was made with. */
    Optional<ClientTokens.Given> given() {
        return given;
    }

    void madeWith(Optional<ClientTokens.Given> token) {
        given = token;
    }

    Instant accepted() {
        return accepted;
    }

    synchronized String token() {
        return standing.requestToken();
    }

    synchronized Change operation() {
        return standing.operation();
    }

    synchronized Status status() {
        return standing.status();
    }

    synchronized ProgressEvent event() {
        return standing;
    }

    /** Who is told, before anybody else, where it stands from now on. */
    synchronized void recordedBy(Consumer<ResourceRequest> other) {
        recorder = other;
        recorder.accept(this);
    }

    /** A worker is free for it. */
    synchronized void admit() {
        if (standing.status() == Status.PENDING) {
            move(standing, Status.IN_PROGRESS);
        }
    }

    /** Who is to be told that the handler is not to be asked any more. */
    synchronized void cancelsBy(Runnable canceller) {
        this.canceller = canceller;
    }

    /** The handler is about to be asked. */
    synchronized void begin() {
        admit();
        standing = standing.at(standing.status(), standing.time(), null);
    }

    /** The handler is not done and wants to be asked again. */
    synchronized void waits(Optional<ObjectNode> reported, Duration wait) {
        Instant now = clock.instant();
        become(shown(reported).at(standing.status(), now, now.plus(wait)));
    }

    synchronized void ended(Outcome outcome) {
        ProgressEvent last = shown(outcome.model());
        if (outcome.failedWith(HandlerError.AlreadyExists)) {
            // What exists is not of this request; a client that is told its name takes it for its own and
            // may delete it.
            last = standing.of(standing.operation() == Change.CREATE ? null : standing.identifier(), null);
        }
        if (standing.status() == Status.CANCEL_IN_PROGRESS) {
            String end = outcome.error().map(code -> "failed with " + code).orElse("succeeded");
            String message = "Cancelled while the handler was at work, which then " + end + ". " + outcome.message();
            move(last.saying(Errors.clipped(message), null), Status.CANCEL_COMPLETE);
        } else {
            boolean silent = outcome.message() == null || outcome.message().isEmpty();
            String message = silent ? null : Errors.clipped(outcome.message());
            move(
                    last.saying(message, outcome.error().orElse(null)),
                    outcome.succeeded() ? Status.SUCCESS : Status.FAILED);
        }
    }

    /** Begins to cancel it, and answers how it stands then; empty when it is over or cannot be cancelled. */
    synchronized Optional<ProgressEvent> cancel() {
        boolean begins = standing.status().isCancellable();
        if (begins) {
            move(standing, Status.CANCEL_IN_PROGRESS);
        }
        boolean cancelled =
                standing.status() == Status.CANCEL_IN_PROGRESS || standing.status() == Status.CANCEL_COMPLETE;
        Optional<ProgressEvent> seen = cancelled ? Optional.of(standing) : Optional.empty();
        if (begins) {
            canceller.run(); // which may end it at once
        }
        return seen;
    }

    /** It has been cancelled, and its handler is not at work. */
    synchronized void cancelled() {
        move(standing, Status.CANCEL_COMPLETE);
    }

    /** Waits until the request is over, but not longer than this. */
    synchronized void awaitEnd(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        for (long left = patience.toMillis();
                !standing.status().isFinal() && left > 0;
                left = (deadline - System.nanoTime()) / 1_000_000) {
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** About how many bytes of memory it takes. */
    synchronized int weight() {
        ObjectNode model = standing.model();
        return 500 + (model == null ? 0 : 10 * model.size() + model.toString().length());
    }

    /** Keeps what is small: where it stands, and what became of it. */
    synchronized void forgetModel() {
        standing = standing.of(standing.identifier(), null);
    }

    synchronized Optional<String> identifier() {
        return Optional.ofNullable(standing.identifier());
    }

    private ProgressEvent shown(Optional<ObjectNode> reported) {
        if (reported.isEmpty() || standing.operation() == Change.DELETE) {
            return standing;
        }
        ObjectNode model = reported.get();
        return standing.of(type.identifiers().of(model).orElse(standing.identifier()), model);
    }

    /** Comes to a status; that it is in progress need not be written down, for it would not be after a restart. */
    private void move(ProgressEvent next, Status status) {
        ProgressEvent moved = next.at(status, clock.instant(), status.isFinal() ? null : next.retryAfter());
        if (status == Status.IN_PROGRESS) {
            standing = moved;
        } else {
            become(moved);
        }
    }

    /** Nobody sees it before it is written down, for this object is locked; what cannot be written is not so. */
    private void become(ProgressEvent next) {
        ProgressEvent before = standing;
        standing = next;
        try {
            recorder.accept(this);
        } catch (NotKept e) {
            standing = before;
            throw e;
        }
        if (next.status().isFinal()) {
            notifyAll();
        }
    }
}
