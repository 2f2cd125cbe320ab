package connectlocal.cloudcontrol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.provider.HandlerError;
import connectlocal.provider.Outcome;
import connectlocal.provider.ResourceType;
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
    private final String token;
    private final Change operation;
    private final InstantSource clock;
    private final Instant accepted;

    private Status status;
    private Instant time;
    private String identifier;
    private ObjectNode model;
    private String message;
    private HandlerError error;
    private Instant retryAfter;
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
        this(type, token, operation, identifier, model, clock, clock.instant());
    }

    private ResourceRequest(
            ResourceType type,
            String token,
            Change operation,
            String identifier,
            ObjectNode model,
            InstantSource clock,
            Instant accepted) {
        this.type = type;
        this.token = token;
        this.operation = operation;
        this.clock = clock;
        this.identifier = identifier;
        this.model = model;
        this.status = Status.PENDING;
        this.accepted = accepted;
        this.time = accepted;
    }

    /**
     * A request as it was written down. One that was under way then is over: nobody asks its handler any more.
     *
     * @param standing where it stood
     */
    static ResourceRequest restored(ResourceType type, ProgressEvent standing, Instant accepted, InstantSource clock) {
        var request = new ResourceRequest(
                type,
                standing.requestToken(),
                standing.operation(),
                standing.identifier(),
                standing.model(),
                clock,
                accepted);
        request.status = standing.status();
        request.time = standing.time();
        request.message = standing.message();
        request.error = standing.error();
        if (!request.status.isFinal()) {
            request.interrupted();
        }
        return request;
    }

    private synchronized void interrupted() {
        boolean cancelled = status == Status.CANCEL_IN_PROGRESS;
        message = INTERRUPTED;
        error = cancelled ? null : HandlerError.ServiceInternalError;
        move(cancelled ? Status.CANCEL_COMPLETE : Status.FAILED);
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

    String token() {
        return token;
    }

    Change operation() {
        return operation;
    }

    synchronized Status status() {
        return status;
    }

    synchronized ProgressEvent event() {
        return new ProgressEvent(
                type.name(), identifier, token, operation, status, time, model, message, error, retryAfter);
    }

    /** Who is told, before anybody else, where it stands from now on. */
    synchronized void recordedBy(Consumer<ResourceRequest> other) {
        recorder = other;
        recorder.accept(this);
    }

    /** A worker is free for it. */
    synchronized void admit() {
        if (status == Status.PENDING) {
            move(Status.IN_PROGRESS);
        }
    }

    /** Who is to be told that the handler is not to be asked any more. */
    synchronized void cancelsBy(Runnable canceller) {
        this.canceller = canceller;
    }

    /** The handler is about to be asked. */
    synchronized void begin() {
        admit();
        retryAfter = null;
    }

    /** The handler is not done and wants to be asked again. */
    synchronized void waits(Optional<ObjectNode> reported, Duration wait) {
        show(reported);
        time = clock.instant();
        retryAfter = time.plus(wait);
        recorder.accept(this);
    }

    synchronized void ended(Outcome outcome) {
        if (outcome.failedWith(HandlerError.AlreadyExists)) {
            // What exists is not of this request; a client that is told its name takes it for its own and
            // may delete it.
            model = null;
            identifier = operation == Change.CREATE ? null : identifier;
        } else {
            show(outcome.model());
        }
        if (status == Status.CANCEL_IN_PROGRESS) {
            String end = outcome.error().map(code -> "failed with " + code).orElse("succeeded");
            message = Errors.clipped(
                    "Cancelled while the handler was at work, which then " + end + ". " + outcome.message());
            move(Status.CANCEL_COMPLETE);
        } else {
            message =
                    outcome.message() == null || outcome.message().isEmpty() ? null : Errors.clipped(outcome.message());
            error = outcome.error().orElse(null);
            move(outcome.succeeded() ? Status.SUCCESS : Status.FAILED);
        }
    }

    /** Begins to cancel it, and answers how it stands then; empty when it is over or cannot be cancelled. */
    synchronized Optional<ProgressEvent> cancel() {
        boolean begins = status.isCancellable();
        if (begins) {
            move(Status.CANCEL_IN_PROGRESS);
        }
        boolean cancelled = status == Status.CANCEL_IN_PROGRESS || status == Status.CANCEL_COMPLETE;
        Optional<ProgressEvent> standing = cancelled ? Optional.of(event()) : Optional.empty();
        if (begins) {
            canceller.run(); // which may end it at once
        }
        return standing;
    }

    /** It has been cancelled, and its handler is not at work. */
    synchronized void cancelled() {
        move(Status.CANCEL_COMPLETE);
    }

    /** Waits until the request is over, but not longer than this. */
    synchronized void awaitEnd(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        for (long left = patience.toMillis();
                !status.isFinal() && left > 0;
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
        return 500 + (model == null ? 0 : 10 * model.size() + model.toString().length());
    }

    /** Keeps what is small: where it stands, and what became of it. */
    synchronized void forgetModel() {
        model = null;
    }

    synchronized Optional<String> identifier() {
        return Optional.ofNullable(identifier);
    }

    private void show(Optional<ObjectNode> reported) {
        if (reported.isPresent() && operation != Change.DELETE) {
            model = reported.get();
            identifier = type.identifiers().of(model).orElse(identifier);
        }
    }

    private void move(Status next) {
        status = next;
        time = clock.instant();
        if (next.isFinal()) {
            retryAfter = null;
            notifyAll();
        }
        if (next != Status.IN_PROGRESS) {
            // Nobody sees it before: this object is locked.
            recorder.accept(this);
        }
    }
}
