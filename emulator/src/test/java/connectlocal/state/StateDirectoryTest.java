package connectlocal.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import connectlocal.http.Json;
import connectlocal.state.Journal.Change;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is written into the directory is there again, for its own account and for one emulator at a time. */
class StateDirectoryTest extends StateDirectoryRig {
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
    void state_thatIsAFile_isRefusedAndStays() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "mine");
        assertThatThrownBy(() -> StateDirectory.open(file, new About(ACCOUNT, "us-east-1", "seed")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--state " + file + " is a file; give a directory");
        assertThat(file).hasContent("mine");
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
