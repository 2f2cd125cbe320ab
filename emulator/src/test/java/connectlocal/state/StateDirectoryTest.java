package connectlocal.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import connectlocal.http.Json;
import connectlocal.state.Journal.Change;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log of changes, cut and damaged at every place. */
class StateDirectoryTest {
    private static final String ACCOUNT = "123456789012";

    @TempDir
    private Path directory;

    private Path log;

    @BeforeEach
    void name() {
        log = directory.resolve("state.log");
    }

    private StateDirectory open() throws Exception {
        return StateDirectory.open(directory, new About(ACCOUNT, "us-east-1", "seed"));
    }

    private static Change change(String value, String... thing) {
        return new Change(List.of(thing), value == null ? null : TextNode.valueOf(value));
    }

    /** Three records: what is there at the start, and two changes of two things each. */
    private byte[] threeRecords() throws Exception {
        try (StateDirectory state = open()) {
            state.write(List.of(change("Zoë\n", "us-east-1", "a"), change("1", "us-east-1", "a", "deep")));
            state.write(List.of(change("2", "us-east-1", "b"), change("3", "us-east-1", "c")));
        }
        return Files.readAllBytes(log);
    }

    @Test
    void changes_areThereAgain_andWhatIsGoneTakesAlongWhatIsBelow() throws Exception {
        threeRecords();
        try (StateDirectory state = open()) {
            Contents found = state.found().below("us-east-1");
            assertThat(found.at("a").asText()).isEqualTo("Zoë\n");
            assertThat(found.at("a", "deep").asText()).isEqualTo("1");
            state.write(List.of(change(null, "us-east-1", "a")));
        }
        try (StateDirectory state = open()) {
            assertThat(state.found().below("us-east-1").all()).containsOnlyKeys(List.of("b"), List.of("c"));
        }
    }

    @Test
    void tail_tornAtEveryByteOfTheLastRecord_isLeftOut_andTheLogGoesOn() throws Exception {
        byte[] whole = threeRecords();
        int start =
                new String(whole, java.nio.charset.StandardCharsets.ISO_8859_1).lastIndexOf('\n', whole.length - 2) + 1;
        assertThat(whole.length - start).isGreaterThan(20);
        for (int end = start; end < whole.length; end++) {
            Files.write(log, Arrays.copyOf(whole, end));
            try (StateDirectory state = open()) {
                Contents found = state.found().below("us-east-1");
                assertThat(found.at("a")).as("cut at %d", end).isNotNull();
                assertThat(found.at("b")).as("cut at %d", end).isNull();
                assertThat(state.torn().isPresent()).as("cut at %d", end).isEqualTo(end > start);
                state.write(List.of(change("4", "us-east-1", "d")));
            }
            try (StateDirectory state = open()) {
                assertThat(state.found().below("us-east-1").all())
                        .as("cut at %d", end)
                        .containsOnlyKeys(List.of("a"), List.of("a", "deep"), List.of("d"));
            }
        }
    }

    @Test
    void byteWrong_anywhereInAWholeRecord_isRefusedWithPlaceAndCure_andNothingIsTouched() throws Exception {
        byte[] whole = threeRecords();
        String text = new String(whole, java.nio.charset.StandardCharsets.ISO_8859_1);
        int start = text.indexOf('\n') + 1;
        int end = text.indexOf('\n', start);
        for (int at = start; at < end; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 1;
            if (damaged[at] == '\n') {
                continue;
            }
            Files.write(log, damaged);
            assertThatThrownBy(this::open)
                    .as("byte %d", at)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(log + ", line 2, at byte " + start)
                    .hasMessageContaining("truncate -s " + start);
            assertThat(Files.readAllBytes(log)).isEqualTo(damaged);
        }
    }

    @Test
    void second_ofTwoEmulators_isRefused_untilTheFirstEnds() throws Exception {
        StateDirectory first = open();
        assertThatThrownBy(this::open)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("in use by another emulator")
                .hasMessageContaining(directory.toString());
        first.close();
        open().close();
    }

    @Test
    void state_ofAnotherAccountOrRegion_isRefused() throws Exception {
        threeRecords();
        assertThatThrownBy(() -> StateDirectory.open(directory, new About("999999999999", "us-east-1", "seed")))
                .hasMessageContaining("holds the state of account 123456789012 in us-east-1")
                .hasMessageContaining("999999999999");
        open().close();
    }

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

    @Test
    void state_thatIsAFile_isRefusedAndStays() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "mine");
        assertThatThrownBy(() -> StateDirectory.open(file, new About(ACCOUNT, "us-east-1", "seed")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--state " + file + " is a file; give a directory");
        assertThat(file).hasContent("mine");
    }

    @Test
    void state_ofAnotherFormat_isRefusedAndStays() throws Exception {
        var about = Json.MAPPER
                .createObjectNode()
                .put("format", 2)
                .put("account", ACCOUNT)
                .put("region", "us-east-1");
        byte[] written = Record.bytes(List.of(new Change(List.of(About.PLACE), about)));
        Files.write(log, written);
        assertThatThrownBy(this::open)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has the format 2, and this emulator reads 1")
                .hasMessageContaining("give another --state DIR");
        assertThat(Files.readAllBytes(log)).isEqualTo(written);
    }

    /** What a service has taken in it holds itself. */
    @Test
    void region_isHandedOutOnce() throws Exception {
        threeRecords();
        try (StateDirectory state = open()) {
            assertThat(state.regions()).containsExactly("us-east-1");
            assertThat(state.region("us-east-1", state).found().all()).hasSize(4);
            assertThat(state.regions()).isEmpty();
            assertThat(state.region("us-east-1", state).found().isEmpty()).isTrue();
        }
        try (StateDirectory state = open()) {
            assertThat(state.regions()).containsExactly("us-east-1");
        }
    }

    /** A model may nest 200 deep, and what it is written down in stands around it. */
    @Test
    void value_thatNestsDeep_orIsLong_isReadAgain() throws Exception {
        JsonNode deep = TextNode.valueOf("x");
        for (int i = 0; i < 250; i++) {
            deep = Json.MAPPER.createArrayNode().add(deep);
        }
        JsonNode said = deep;
        JsonNode big = TextNode.valueOf("x".repeat(21_000_000));
        try (StateDirectory state = open()) {
            state.write(List.of(
                    new Change(List.of("us-east-1", "deep"), said), new Change(List.of("us-east-1", "long"), big)));
        }
        try (StateDirectory state = open()) {
            assertThat(state.found().at("us-east-1", "deep").toString()).isEqualTo(said.toString());
            assertThat(state.found().at("us-east-1", "long")).isEqualTo(big);
        }
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
    void change_ofNothing_isRefusedAsDamage() throws Exception {
        try (StateDirectory state = open()) {
            state.write(List.of(new Change(List.of(), TextNode.valueOf("x"))));
        }
        assertThatThrownBy(this::open).hasMessageContaining("line 2").hasMessageContaining("says not of what");
    }

    @Test
    void key_isReadableByItsOwnerAlone_andAnotherOneIsNoticed() throws Exception {
        String closed;
        try (StateDirectory state = open()) {
            Keep keep = state.region("us-east-1", state);
            closed = keep.seal("secret");
            assertThat(keep.seal("secret")).isNotEqualTo(closed).doesNotContain("secret");
            assertThat(keep.unseal(closed)).isEqualTo("secret");
        }
        Path key = directory.resolve("key");
        assertThat(java.nio.file.attribute.PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        try (StateDirectory state = open()) {
            assertThat(state.region("us-east-1", state).unseal(closed)).isEqualTo("secret");
        }
        Files.delete(key);
        Path half = Files.writeString(directory.resolve("key.next"), "half a key of an emulator that was killed");
        try (StateDirectory state = open()) {
            assertThat(half).doesNotExist();
            Keep keep = state.region("us-east-1", state);
            assertThatThrownBy(() -> keep.unseal(closed)).hasMessageContaining("another key");
        }
        Files.writeString(key, "nonsense");
        assertThatThrownBy(this::open).hasMessageContaining("64 hexadecimal digits");
    }

    @Test
    void interruptedThread_writesLikeAnother_andTheLogStaysOpenForEverybody() throws Exception {
        try (StateDirectory state = open()) {
            Thread.currentThread().interrupt();
            state.write(List.of(change("1", "us-east-1", "a")));
            assertThat(Thread.interrupted())
                    .as("the interrupt is kept for who waits")
                    .isTrue();
            state.write(List.of(change("2", "us-east-1", "b")));
        }
        try (StateDirectory state = open()) {
            assertThat(state.found().below("us-east-1").all()).containsOnlyKeys(List.of("a"), List.of("b"));
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

    @Test
    void write_afterTheEnd_isRefusedInWords() throws Exception {
        StateDirectory state = open();
        state.close();
        assertThatThrownBy(() -> state.write(List.of(change("1", "us-east-1", "a"))))
                .isInstanceOf(NotKept.class)
                .hasMessageContaining("The change was not made")
                .hasMessageContaining(directory.toString())
                .hasMessageContaining("the emulator is stopping");
    }
}
