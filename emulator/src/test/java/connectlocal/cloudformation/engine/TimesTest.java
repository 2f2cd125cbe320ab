package connectlocal.cloudformation.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimesTest {
    @Test
    void next_clockThatStandsStillAndGoesBack_isLaterEveryTime() {
        long[] now = {1_000, 1_000, 500, 2_000};
        int[] at = {0};
        var times = new Times(() -> Instant.ofEpochMilli(now[at[0]++]));
        assertThat(new long[] {millis(times), millis(times), millis(times), millis(times)})
                .containsExactly(1_000, 1_001, 1_002, 2_000);
    }

    @Test
    void text_fullSecond_hasItsMilliseconds() {
        assertThat(Times.text(Instant.ofEpochSecond(0))).isEqualTo("1970-01-01T00:00:00.000Z");
    }

    private static long millis(Times times) {
        return times.next().toEpochMilli();
    }
}
