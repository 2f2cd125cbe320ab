package connectlocal.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import connectlocal.http.Json;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a child prints has bounds, and its end is kept. */
@Timeout(120)
class ChildLogTest {
    private static final int KEPT = 64 * 1024;

    @TempDir
    private Path directory;

    private void print(Path file, String text) throws Exception {
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Test
    void shorten_ofMoreThanTheMost_keepsTheEnd_inFrontOfWhatFollows() throws Exception {
        Path file = directory.resolve("log");
        var log = new ChildLog(file);
        print(file, "a".repeat((int) ChildLog.MOST));
        log.shorten();
        assertThat(file).hasSize(ChildLog.MOST);
        print(file, "b");
        log.shorten();
        assertThat(file).isEmptyFile();
        print(file, "cc");
        assertThat(log.take()).isEqualTo("a".repeat(KEPT - 3) + "bcc");
        print(file, "d");
        assertThat(log.take()).as("what was taken is gone").isEqualTo("d");
    }

    /** Between invocations nobody takes what it prints. */
    @Test
    void process_thatPrintsOnAndOn_doesNotFillTheDisk() throws Exception {
        var settings = new Functions.Settings(RuntimeClient.ofThisMachine(), 1, false);
        var provider = SampleProvider.in(directory, "Test::Sample::Type");
        try (var functions = new Functions(
                List.of(provider), settings, "123456789012", "us-east-1", URI.create("http://127.0.0.1:1"))) {
            byte[] facts = invoke(functions, "\"chatter\"").payload();
            Path log =
                    Path.of(Json.MAPPER.readTree(facts).get("tmpdir").asText()).resolveSibling("log");
            while (!Files.exists(directory.resolve("chattered")) || Files.size(log) > ChildLog.MOST) {
                Thread.sleep(50);
            }
            assertThat(invoke(functions, "1").logTail()).contains("the last word");
        }
    }

    private static Invocation invoke(Functions functions, String event) {
        return functions.invoke("TypeFunction", event.getBytes(UTF_8), Duration.ofSeconds(60));
    }
}
