package software.amazon.connect.user.support;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongUnaryOperator;
import software.amazon.connect.user.api.Pace;

/** A clock that only sleeping and slow answers move, so that no test waits. */
public final class FakeClock {
    /** What chance gives, from 0 to below the given number. */
    public LongUnaryOperator chance = bound -> ThreadLocalRandom.current().nextLong(bound);

    private long millis;
    private final List<Long> sleeps = new ArrayList<>();

    public Pace pace(Duration budget, Duration limit) {
        return new Pace(budget, limit, () -> millis * 1_000_000, this::sleep, bound -> chance.applyAsLong(bound));
    }

    private void sleep(long wait) {
        sleeps.add(wait);
        millis += wait;
    }

    public void advance(Duration time) {
        millis += time.toMillis();
    }

    /** Every wait so far, in milliseconds. */
    public List<Long> sleeps() {
        return List.copyOf(sleeps);
    }

    public long millis() {
        return millis;
    }
}
