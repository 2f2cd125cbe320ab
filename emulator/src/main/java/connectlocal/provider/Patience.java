package connectlocal.provider;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How often and how soon a handler is asked again. AWS publishes neither numbers nor spacing, so these are assumed.
 *
 * @param retries how often a handler is asked again in one operation after it failed with a retriable code
 * @param crashRetries how often it is asked again after it crashed or took too long, as Lambda does with events
 * @param first the mean wait before the first retry
 * @param longest the longest mean wait; it doubles from retry to retry up to here
 */
public record Patience(int retries, int crashRetries, Duration first, Duration longest) {
    /** Six retries within about a minute, two after crashes. */
    public static Patience standard() {
        return new Patience(6, 2, Duration.ofSeconds(1), Duration.ofSeconds(20));
    }

    /** READ and LIST change nothing, so whoever is refused can ask again: twice at most. */
    int retries(Action action) {
        return action.isImmediate() ? Math.min(2, retries) : retries;
    }

    /** How long to wait before the n-th retry, n from 1; half of it is random, so that callers do not march in step. */
    Duration before(int retry) {
        long mean = Math.min(longest.toMillis(), first.toMillis() << Math.min(20, retry - 1));
        return Duration.ofMillis(mean / 2 + ThreadLocalRandom.current().nextLong(mean / 2 + 1));
    }
}
