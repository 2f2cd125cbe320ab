package connectlocal.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {
    @TempDir
    private Path directory;

    /** Records are made while they are written, and what makes them may fail in between. */
    @Test
    void append_thatBreaksOffBetweenRecords_leavesNothingBeforeTheNextOne() throws Exception {
        Path file = directory.resolve("log");
        try (var log = new LogFile(file)) {
            log.append(bytes("one\n"));
            Iterator<byte[]> failing = Stream.of("two\n", "")
                    .map(text -> {
                        if (text.isEmpty()) {
                            throw new IllegalStateException("as asked");
                        }
                        return bytes(text);
                    })
                    .iterator();
            assertThatThrownBy(() -> log.append(failing)).hasMessage("as asked");
            log.append(List.of(bytes("3\n"), bytes("4\n")).iterator());
            assertThat(log.length()).isEqualTo(8);
        }
        assertThat(Files.readString(file)).isEqualTo("one\n3\n4\n");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
