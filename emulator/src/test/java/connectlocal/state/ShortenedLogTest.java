package connectlocal.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The log of changes is written anew, short, at each start and when it has grown. */
class ShortenedLogTest extends StateDirectoryRig {
    @Test
    void log_thatHasGrown_isWrittenShortWhileItIsInUse() throws Exception {
        String big = "x".repeat(1 << 20);
        try (StateDirectory state = open()) {
            for (int i = 0; i < 40; i++) {
                state.write(List.of(change(big + i, "us-east-1", "a")));
            }
            assertThat(Files.size(log)).isLessThan(20L << 20);
        }
        try (StateDirectory state = open()) {
            assertThat(state.found().at("us-east-1", "a").asText()).isEqualTo(big + 39);
        }
    }

    /** It goes on as it is, says so once, and is tried again when it has doubled. */
    @Test
    void log_thatCannotBeWrittenShort_staysLongUntilItHasDoubled() throws Exception {
        String big = "x".repeat(1 << 20);
        Path inTheWay = directory.resolve("state.log.next/x");
        try (StateDirectory state = open()) {
            Files.createDirectories(inTheWay);
            String said = said(() -> {
                for (int i = 0; i < 30; i++) {
                    state.write(List.of(change(big + i, "us-east-1", "a")));
                }
            });
            assertThat(said).containsOnlyOnce("stays long");
            assertThat(Files.size(log)).isGreaterThan(30L << 20);
            Files.delete(inTheWay);
            Files.delete(inTheWay.getParent());
            for (int i = 30; i < 40; i++) {
                state.write(List.of(change(big + i, "us-east-1", "a")));
            }
            assertThat(Files.size(log)).isLessThan(20L << 20);
        }
        try (StateDirectory state = open()) {
            assertThat(state.found().at("us-east-1", "a").asText()).isEqualTo(big + 39);
        }
    }

    private static String said(Runnable work) {
        PrintStream usual = System.err;
        var said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            work.run();
        } finally {
            System.setErr(usual);
        }
        return said.toString(StandardCharsets.UTF_8);
    }

    /** The whole state as one record would be in memory three times over. */
    @Test
    void log_writtenShort_hasARecordForEachThing() throws Exception {
        try (StateDirectory state = open()) {
            state.write(List.of(change("1", "us-east-1", "a"), change("2", "us-east-1", "b")));
            state.write(List.of(change("3", "us-east-1", "a")));
        }
        open().close();
        assertThat(Files.readAllLines(log))
                .hasSize(3)
                .anySatisfy(line -> assertThat(line).contains("\"3\"").doesNotContain("\"2\""));
    }

    /** An emulator that is killed while it writes its log anew leaves half of it, of any length. */
    @Test
    void log_halfWrittenAnew_isOfNoAccount() throws Exception {
        threeRecords();
        Path next = Files.writeString(directory.resolve("state.log.next"), "00000000 [half\n".repeat(1_000));
        open().close();
        assertThat(next).doesNotExist();
        try (StateDirectory state = open()) {
            assertThat(state.torn()).isEmpty();
            assertThat(state.found().below("us-east-1").all()).hasSize(4);
        }
    }

    @Test
    void log_writtenShortByAnInterruptedThread_isTheOneThatIsWrittenOn() throws Exception {
        String big = "x".repeat(1 << 20);
        try (StateDirectory state = open()) {
            for (int i = 0; i < 40; i++) {
                Thread.currentThread().interrupt();
                state.write(List.of(change(big + i, "us-east-1", "a")));
            }
            assertThat(Thread.interrupted()).isTrue();
            assertThat(Files.size(log)).isLessThan(20L << 20);
        }
        try (StateDirectory state = open()) {
            assertThat(state.found().at("us-east-1", "a").asText()).isEqualTo(big + 39);
        }
    }
}
