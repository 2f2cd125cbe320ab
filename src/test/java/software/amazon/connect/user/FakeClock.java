package software.amazon.connect.user;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A clock that only sleeping and slow answers move, so that no test waits. */
final class FakeClock {
    private long millis;
    private final List<Long> sleeps = new ArrayList<>();

    Pace pace(Duration budget, Duration limit) {
        return new Pace(budget, limit, () -> millis * 1_000_000, this::sleep);
    }

    private void sleep(long wait) {
        sleeps.add(wait);
        millis += wait;
    }

    void advance(Duration time) {
        millis += time.toMillis();
    }

    /** Every wait so far, in milliseconds. */
    List<Long> sleeps() {
        return List.copyOf(sleeps);
    }

    long millis() {
        return millis;
    }
}
