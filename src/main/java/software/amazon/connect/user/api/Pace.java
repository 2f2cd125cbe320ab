package software.amazon.connect.user.api;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;

/**
 * How long one invocation may go on trying, and how it waits between two tries: twice as long each time, half of it
 * left to chance, so that the many handlers that share one API quota do not come back all at once.
 *
 * @param budget time in which new tries may begin
 * @param limit time after which nothing goes on: every call's time-out is what is left of it at the most; the contract
 *     ends create, update and delete after 60 s, read and list after 30 s, the start of a call's answer included
 * @param chance gives a number from 0 to below the given one
 */
public record Pace(Duration budget, Duration limit, LongSupplier nanoTime, Sleeper sleeper, LongUnaryOperator chance) {
    /** Long enough for nearly every answer of Connect. */
    public static final Duration LONGEST_ANSWER = Duration.ofSeconds(6);

    private static final long FIRST_MILLIS = 1_000;
    private static final long LONGEST_MILLIS = 5_000;

    /** Sleeping, so that tests need not. */
    @FunctionalInterface
    public interface Sleeper {
        void sleep(long millis) throws InterruptedException;
    }

    public static Pace of(Duration budget, Duration limit) {
        return new Pace(budget, limit, System::nanoTime, Thread::sleep, bound -> ThreadLocalRandom.current()
                .nextLong(bound));
    }

    /** A wait of which half is left to chance. */
    public long halfByChance(long longest) {
        return longest / 2 + chance.applyAsLong(longest / 2 + 1);
    }

    /** Starts the clock of one invocation. */
    public Run start() {
        return new Run(this, nanoTime.getAsLong());
    }

    /** One invocation's clock. */
    public record Run(Pace pace, long startNanos) {

        /**
         * Waits before the next try.
         *
         * @param tries tries so far, at least 1
         * @return false, without waiting, when the budget would be gone afterwards
         */
        public boolean waitAfter(int tries) {
            long ceiling = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(tries - 1, 10));
            long millis = pace.halfByChance(ceiling);
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

        public boolean isSpent() {
            return elapsedMillis() >= pace.budget.toMillis();
        }

        /** The time that a call may take that begins now; zero or less when none may begin. */
        public Duration left() {
            Duration left = pace.limit.minusMillis(elapsedMillis());
            return left.compareTo(LONGEST_ANSWER) > 0 ? LONGEST_ANSWER : left;
        }

        private long elapsedMillis() {
            return Duration.ofNanos(pace.nanoTime.getAsLong() - startNanos).toMillis();
        }
    }
}
