package connectlocal.lambda;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Between the emulator and one child: events go in, the child takes them one at a time and answers. One wait of the
 * child counts, its last: whatever it asks for, it can hold nothing that others need.
 */
final class Mailbox {
    private Event posted; // until the child takes it; like the next two guarded by this
    private Consumer<Optional<Event>> waiting;
    private boolean closed;
    private volatile Event current;
    private volatile Answer startFailure;

    /**
     * One event on its way.
     *
     * @param timeout how long the function may take once it has the event
     * @param delivered completed when the child takes the event
     * @param answer what the child says to it; completed exceptionally when the child ends without a word
     */
    record Event(
            String requestId,
            byte[] payload,
            Duration timeout,
            CompletableFuture<Void> delivered,
            CompletableFuture<Answer> answer) {
        static Event of(byte[] payload, Duration timeout) {
            String id = UUID.randomUUID().toString();
            return new Event(id, payload, timeout, new CompletableFuture<>(), new CompletableFuture<>());
        }
    }

    /** What a child answered, or how its handler failed. */
    record Answer(byte[] payload, boolean failed) {}

    void post(Event event) {
        current = event;
        Answer failure = startFailure;
        if (failure != null) {
            event.answer().complete(failure);
        }
        Consumer<Optional<Event>> taker;
        synchronized (this) {
            taker = waiting;
            waiting = null;
            posted = taker == null ? event : null;
        }
        if (taker != null) {
            give(event, taker);
        }
    }

    /**
     * Waits for the next event, on no thread.
     *
     * @param then takes it; nothing when the mailbox is closed, or when the child waits anew
     */
    void take(Consumer<Optional<Event>> then) {
        Event event;
        Consumer<Optional<Event>> unheard;
        synchronized (this) {
            event = posted;
            posted = null;
            unheard = closed ? then : event == null ? waiting : null;
            if (!closed && event == null) {
                waiting = then;
            }
        }
        if (unheard != null) {
            unheard.accept(Optional.empty());
        } else if (event != null) {
            give(event, then);
        }
    }

    private static void give(Event event, Consumer<Optional<Event>> taker) {
        event.delivered().complete(null);
        taker.accept(Optional.of(event));
    }

    /** False when nobody waits for this answer. */
    boolean answer(String requestId, Answer answer) {
        Event event = current;
        return event != null
                && event.requestId().equals(requestId)
                && event.answer().complete(answer);
    }

    /** The child says that it cannot load its handler. */
    void failToStart(Answer why) {
        startFailure = why;
        Event event = current;
        if (event != null) {
            event.answer().complete(startFailure);
        }
    }

    boolean failedToStart() {
        return startFailure != null;
    }

    /** The child is gone: nobody waits for it any longer. */
    void close(int exitStatus) {
        Consumer<Optional<Event>> unheard;
        synchronized (this) {
            closed = true;
            posted = null;
            unheard = waiting;
            waiting = null;
        }
        if (unheard != null) {
            unheard.accept(Optional.empty());
        }
        Event event = current;
        if (event != null) {
            event.answer().completeExceptionally(new Exited(exitStatus));
        }
    }

    /** The child ended without an answer. */
    static final class Exited extends Exception {
        private static final long serialVersionUID = 1L;
        private final int status;

        Exited(int status) {
            super(null, null, false, false);
            this.status = status;
        }

        int status() {
            return status;
        }
    }
}
