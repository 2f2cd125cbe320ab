package connectlocal.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.TextNode;
import connectlocal.http.Json;
import connectlocal.state.Journal.Change;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The log of changes, cut and damaged at every place. */
class DamagedLogTest extends StateDirectoryRig {
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

    @Test
    void change_ofNothing_isRefusedAsDamage() throws Exception {
        try (StateDirectory state = open()) {
            state.write(List.of(new Change(List.of(), TextNode.valueOf("x"))));
        }
        assertThatThrownBy(this::open).hasMessageContaining("line 2").hasMessageContaining("says not of what");
    }
}
