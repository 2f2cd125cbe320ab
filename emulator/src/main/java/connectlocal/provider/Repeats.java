package connectlocal.provider;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How often and how soon the handler of one operation is asked the same again. Who waits on the line for READ or LIST
 * listens for a minute at most: after that an answer reaches nobody. Who has asked from elsewhere, such as a stack, has
 * the answer whenever it comes, also after others have kept the workers busy for long.
 */
final class Repeats {
    /** From the call to the beginning of the last invocation of READ and LIST, which takes up to 30 s. */
    private static final Duration ON_THE_LINE = Duration.ofSeconds(25);

    private final Patience patience;
    private final Action action;
    private final boolean onTheLine;
    private final LongSupplier nanos;
    private final long begun;
    private int failures;
    private int crashes;

    Repeats(Patience patience, Action action, boolean onTheLine, LongSupplier nanos) {
        this.patience = patience;
        this.action = action;
        this.onTheLine = onTheLine;
        this.nanos = nanos;
        this.begun = nanos.getAsLong();
    }

    /** When to ask again what the handler could not do now; empty when that was often enough. */
    Optional<Duration> afterFailure() {
        return wait(++failures, patience.retries(action));
    }

    /** The same after the handler's process ended, or took too long. */
    Optional<Duration> afterCrash() {
        return wait(++crashes, patience.crashRetries());
    }

    int crashes() {
        return crashes;
    }

    private Optional<Duration> wait(int time, int atMost) {
        Optional<Duration> wait = time > atMost ? Optional.empty() : Optional.of(patience.before(time));
        return wait.filter(w -> !onTheLine || nanos.getAsLong() + w.toNanos() - begun <= ON_THE_LINE.toNanos());
    }
}
