package connectlocal.lambda;

import connectlocal.http.AwsError;
import connectlocal.lambda.ProviderProcess.NeverDelivered;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The child JVMs of one function: started when needed up to a limit, used again when idle, replaced when dead. More
 * invocations than that wait their turn, and too many are refused, as Lambda throttles.
 */
final class FunctionPool {
    private static final int QUEUE_LIMIT = 128;
    private static final long QUEUE_SECONDS = 240;
    /** As long as Lambda keeps an event that nobody waits for. */
    private static final long EVENT_SECONDS = 6 * 60 * 60;

    private final ChildCommand command;
    private final RuntimeApi api;
    private final Semaphore permits;
    /** One for everybody who is at work or waits; a count of those who wait would be behind when many come at once. */
    private final Semaphore places;

    private final ArrayDeque<ProviderProcess> idle = new ArrayDeque<>();
    private final Set<ProviderProcess> busy = new HashSet<>();
    private boolean closed;
    /** Changed under the lock, read without: who asks must not wait while a process is ended, which takes seconds. */
    private volatile long resets;

    FunctionPool(ChildCommand command, RuntimeApi api, int concurrency) {
        this.command = command;
        this.api = api;
        this.permits = new Semaphore(concurrency, true);
        this.places = new Semaphore(concurrency + QUEUE_LIMIT);
    }

    /** Starts a child that the first invocation will find at work on its start, or ready. */
    void startAhead() {
        try {
            ProviderProcess ahead = ProviderProcess.start(command, api);
            synchronized (this) {
                if (!closed) {
                    idle.addFirst(ahead);
                    return;
                }
            }
            ahead.close();
        } catch (IOException | UncheckedIOException e) {
            // The first invocation tries again, and says what is wrong.
        }
    }

    /** @param begun how many resets there had been when what this belongs to began */
    Invocation invoke(byte[] payload, Duration timeout, long begun) {
        Place place = enter();
        try {
            return invokeInTurn(payload, timeout, begun, QUEUE_SECONDS);
        } finally {
            place.leave();
        }
    }

    /**
     * Takes a place for an event that nobody will wait for: whoever has one gets its turn.
     *
     * @throws AwsError TooManyRequestsException when there is none
     */
    Place enter() {
        if (!places.tryAcquire()) {
            throw busy();
        }
        return new Place(resets());
    }

    /** A place of those that are at work or wait; it is to be left. */
    final class Place {
        private final long begun;

        private Place(long begun) {
            this.begun = begun;
        }

        Invocation invoke(byte[] payload, Duration timeout) {
            return invokeInTurn(payload, timeout, begun, EVENT_SECONDS);
        }

        void leave() {
            places.release();
        }
    }

    private Invocation invokeInTurn(byte[] payload, Duration timeout, long begun, long patience) {
        takeTurn(patience);
        try {
            ProviderProcess used = idleOrNull(begun);
            if (used != null) {
                try {
                    return invoke(used, payload, timeout);
                } catch (NeverDelivered died) {
                    // It died while idle; a fresh one takes the event, which nobody has seen.
                }
            }
            return invoke(busy(ProviderProcess.start(command, api), begun), payload, timeout);
        } catch (NeverDelivered failedToStart) {
            return ProviderProcess.neverStarted(failedToStart);
        } catch (IOException e) {
            throw new AwsError("ServiceException", 500, "the function's process cannot be started: " + e.getMessage());
        } finally {
            permits.release();
        }
    }

    /** Ends what is at work, and what waits for its turn is not served; idle processes stay warm. */
    synchronized void reset() {
        resets = resets + 1;
        busy.forEach(ProviderProcess::close);
    }

    long resets() {
        return resets;
    }

    synchronized void close() {
        closed = true;
        idle.forEach(ProviderProcess::close);
        idle.clear();
        busy.forEach(ProviderProcess::close);
    }

    private Invocation invoke(ProviderProcess process, byte[] payload, Duration timeout) throws NeverDelivered {
        try {
            return process.invoke(payload, timeout);
        } finally {
            giveBack(process);
        }
    }

    private void takeTurn(long patience) {
        try {
            if (permits.tryAcquire(patience, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw busy();
    }

    private static AwsError busy() {
        return new AwsError("TooManyRequestsException", 429, "Rate Exceeded: every process of the function is busy");
    }

    /** The most recently used, so that a quiet function keeps few processes warm. */
    private synchronized ProviderProcess idleOrNull(long begun) {
        for (ProviderProcess process = idle.pollFirst(); process != null; process = idle.pollFirst()) {
            if (process.usable()) {
                return busy(process, begun);
            }
            process.close();
        }
        return null;
    }

    /** @param begun how many resets there had been when the invocation came: it may not act on what came after */
    private synchronized ProviderProcess busy(ProviderProcess process, long begun) {
        if (closed || begun != resets) {
            process.close();
            throw new AwsError(
                    "ServiceException", 500, closed ? "the emulator is stopping" : "the emulator has been reset");
        }
        busy.add(process);
        return process;
    }

    private synchronized void giveBack(ProviderProcess process) {
        busy.remove(process);
        if (closed || !process.usable()) {
            process.close();
        } else {
            idle.addFirst(process);
        }
    }
}
