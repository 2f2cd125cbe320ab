package connectlocal.shared;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for what comes by itself, with nobody who says so. */
public final class Await {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long BETWEEN_LOOKS_MILLIS = 5;

    private Await() {}

    /** Returns when this is so, and fails when it is not in time. */
    public static void until(Callable<Boolean> comes) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!comes.call()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("it has not come within " + PATIENCE.toSeconds() + " seconds");
            }
            Thread.sleep(BETWEEN_LOOKS_MILLIS);
        }
    }
}
