package software.amazon.connect.user.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.LongStream;
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
    void waitAfter_whateverChanceGives_isAddedToHalf() {
        Pace.Run run = clock.pace(Duration.ofHours(1), Duration.ofSeconds(54)).start();
        clock.chance = bound -> 0;
        run.waitAfter(3);
        clock.chance = bound -> bound - 1;
        run.waitAfter(3);
        clock.chance = bound -> 700;
        run.waitAfter(3);
        assertThat(clock.sleeps()).containsExactly(2_000L, 4_000L, 2_700L);
    }

    @Test
    void of_manyHandlers_doNotWaitAlike() {
        Pace pace = Pace.of(Duration.ofSeconds(30), Duration.ofSeconds(54));
        assertThat(LongStream.range(0, 50)
                        .map(i -> pace.halfByChance(1_000_000_000_000L))
                        .distinct()
                        .count())
                .isGreaterThan(1);
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
        Pace.Sleeper interrupted = millis -> {
            throw new InterruptedException();
        };
        Pace pace = new Pace(Duration.ofSeconds(30), Duration.ofSeconds(54), () -> 0, interrupted, bound -> 0);
        assertThat(pace.start().waitAfter(1)).isFalse();
        assertThat(Thread.interrupted()).isTrue();
    }
}
