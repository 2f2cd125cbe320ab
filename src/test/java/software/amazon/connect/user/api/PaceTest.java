package software.amazon.connect.user.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.connect.user.support.FakeClock;

class PaceTest {
    private final FakeClock clock = new FakeClock();

    @Test
    void waitAfter_eachTry_waitsTwiceAsLongUpToFiveSecondsHalfOfItByChance() {
        Pace.Run run = clock.pace(Duration.ofHours(1), Duration.ofSeconds(54)).start();
        long[] ceilings = {1_000, 2_000, 4_000, 5_000, 5_000};
        for (int i = 0; i < ceilings.length; i++) {
            assertThat(run.waitAfter(i + 1)).isTrue();
            assertThat(clock.sleeps().get(i)).isBetween(ceilings[i] / 2, ceilings[i]);
        }
        assertThat(run.waitAfter(Integer.MAX_VALUE)).isTrue();
    }

    @Test
    void waitAfter_manyHandlers_doNotWaitAlike() {
        Pace.Run run = clock.pace(Duration.ofHours(1), Duration.ofSeconds(54)).start();
        for (int i = 0; i < 50; i++) {
            run.waitAfter(4);
        }
        assertThat(clock.sleeps().stream().distinct().count()).isGreaterThan(10);
    }

    @Test
    void waitAfter_budgetTooSmall_doesNotWait() {
        Pace.Run run =
                clock.pace(Duration.ofMillis(400), Duration.ofSeconds(54)).start();
        assertThat(run.waitAfter(1)).isFalse();
        assertThat(clock.sleeps()).isEmpty();
    }

    @Test
    void waitAfter_anyNumberOfTries_staysWithinTheBudget() {
        Pace.Run run =
                clock.pace(Duration.ofSeconds(30), Duration.ofSeconds(54)).start();
        int tries = 1;
        while (run.waitAfter(tries)) {
            tries++;
        }
        assertThat(clock.millis()).isBetween(20_000L, 30_000L);
        assertThat(run.isSpent()).isFalse();
        clock.advance(Duration.ofSeconds(10));
        assertThat(run.isSpent()).isTrue();
    }

    @Test
    void waitAfter_interrupted_stopsAndStaysInterrupted() {
        Pace pace = new Pace(Duration.ofSeconds(30), Duration.ofSeconds(54), () -> 0, millis -> {
            throw new InterruptedException();
        });
        assertThat(pace.start().waitAfter(1)).isFalse();
        assertThat(Thread.interrupted()).isTrue();
    }
}
