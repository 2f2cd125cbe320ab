package software.amazon.connect.user;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;

/**
 * How long one invocation may go on trying, and how it waits between two tries: twice as long each time, half of it
 * left to chance, so that the many handlers that share one API quota do not come back all at once.
 *
 * @param budget time for tries and waits together; the contract ends create, update and delete after 60 s, read and
 *     list after 30 s
 */
record Pace(Duration budget, LongSupplier nanoTime, Sleeper sleeper) {
    private static final long FIRST_MILLIS = 1_000;
    private static final long LONGEST_MILLIS = 5_000;

    /** Sleeping, so that tests need not. */
    @FunctionalInterface
    interface Sleeper {
        void sleep(long millis) throws InterruptedException;
    }

    static Pace of(Duration budget) {
        return new Pace(budget, System::nanoTime, Thread::sleep);
    }

    /** Starts the clock of one invocation. */
    Run start() {
        return new Run(this, nanoTime.getAsLong());
    }

    /** One invocation's clock. */
    record Run(Pace pace, long startNanos) {

        /**
         * Waits before the next try.
         *
         * @param tries tries so far, at least 1
         * @return false, without waiting, when the budget would be gone afterwards
         */
        boolean waitAfter(int tries) {
            long ceiling = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(tries - 1, 10));
            long millis = ceiling / 2 + ThreadLocalRandom.current().nextLong(ceiling / 2 + 1);
            if (elapsedMillis() + millis >= pace.budget.toMillis()) {
                return false;
            }
            try {
                pace.sleeper.sleep(millis);
                return true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        boolean isSpent() {
            return elapsedMillis() >= pace.budget.toMillis();
        }

        private long elapsedMillis() {
            return Duration.ofNanos(pace.nanoTime.getAsLong() - startNanos).toMillis();
        }
    }
}
