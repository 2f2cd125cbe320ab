package connectlocal.cloudcontrol;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
    private final ResourceType type;
    private final String token;
    private final Change operation;
    private final InstantSource clock;
    private final Instant accepted;

    private volatile Runnable canceller = () -> {};
    private ProgressEvent standing; // like the next two guarded by this
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
        this(type, Steps.accepted(type, token, operation, identifier, model, clock.instant()), null, clock);
    }

    /** @param accepted null for the time of what it stands at */
    private ResourceRequest(ResourceType type, ProgressEvent standing, Instant accepted, InstantSource clock) {
        this.type = type;
        this.token = standing.requestToken();
        this.operation = standing.operation();
        this.clock = clock;
        this.accepted = accepted == null ? standing.time() : accepted;
        this.standing = standing;
    }

    /**
     * A request as it was written down. One that was under way then is over: nobody asks its handler any more.
     *
     * @param standing where it stood
     */
    static ResourceRequest restored(ResourceType type, ProgressEvent standing, Instant accepted, InstantSource clock) {
        var end = standing.status().isFinal() ? standing : Steps.interrupted(standing, clock.instant());
        return new ResourceRequest(type, end, accepted, clock);
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

    Status status() {
        return event().status();
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
            move(Status.IN_PROGRESS);
        }
    }

    /** Who is to be told that the handler is not to be asked any more. */
    void cancelsBy(Runnable canceller) {
        this.canceller = canceller;
    }

    /** The handler is about to be asked. */
    synchronized void begin() {
        admit();
        standing = Steps.asked(standing);
    }

    /** The handler is not done and wants to be asked again; when is not written down, for it would not be so later. */
    synchronized void waits(Optional<ObjectNode> reported, Duration wait) {
        ProgressEvent next = Steps.waiting(standing, type, reported, clock.instant(), wait);
        if (!next.differsInTimesAlone(standing)) {
            become(next);
        }
        standing = next;
    }

    synchronized void ended(Outcome outcome) {
        come(Steps.ended(standing, type, outcome, clock.instant()));
    }

    /** Begins to cancel it, and answers how it stands then; empty when it is over or cannot be cancelled. */
    Optional<ProgressEvent> cancel() {
        ProgressEvent now;
        synchronized (this) {
            if (!status().isCancellable()) {
                return Optional.of(standing).filter(at -> at.status().isCancelled());
            }
            move(Status.CANCEL_IN_PROGRESS);
            now = standing;
        }
        canceller.run(); // which may end it at once, and the history hears of that
        return Optional.of(now);
    }

    /** It has been cancelled, and its handler is not at work. */
    synchronized void cancelled() {
        move(Status.CANCEL_COMPLETE);
    }

    /** Waits until the request is over, but not longer than this. */
    synchronized void awaitEnd(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        for (long left = patience.toMillis();
                !status().isFinal() && left > 0;
                left = (deadline - System.nanoTime()) / 1_000_000) {
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    long weight() {
        return event().weight();
    }

    /** Keeps what is small: where it stands, and what became of it. */
    synchronized void forgetModel() {
        standing = Steps.withoutModel(standing);
    }

    Optional<String> identifier() {
        return Optional.ofNullable(event().identifier());
    }

    private void move(Status next) {
        come(Steps.moved(standing, next, clock.instant()));
    }

    /** Comes to a status; that it is in progress need not be written down, for it would not be after a restart. */
    private void come(ProgressEvent next) {
        if (next.status() == Status.IN_PROGRESS) {
            standing = next;
        } else {
            become(next);
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
