package connectlocal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the end of a rehearsal says of the next one. */
class ArchivesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @ParameterizedTest
    @ValueSource(strings = {"exit 0", "exit 1", "kill -ABRT $$"})
    void endedByItself_anotherWouldEndAlike(String command) throws Exception {
        assertThat(Archives.restAfter(shell(command), PATIENCE)).isEqualTo(Duration.ofDays(1));
    }

    /**
     * Who ignores HUP or INT, as under nohup, hands that down: a shell here would outlive it, so it says what is left.
     */
    @ParameterizedTest
    @ValueSource(strings = {"kill -KILL $$", "kill -TERM $$", "exit 130", "exit 129"})
    void endedFromOutside_saysNothingOfAnother(String command) throws Exception {
        assertThat(Archives.restAfter(shell(command), PATIENCE)).isZero();
    }

    @Test
    void notEndedInTime_anotherMayInAnHour() throws Exception {
        Process process = shell("read nothing");
        try {
            assertThat(Archives.restAfter(process, Duration.ofMillis(50))).isEqualTo(Duration.ofHours(1));
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static Process shell(String command) throws Exception {
        return new ProcessBuilder("/bin/sh", "-c", command).start();
    }
}
