package connectlocal.state;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that cannot grow any more, as on a full disk: a process of its own writes under the shell's limit. */
class FullDiskTest {
    private static final int LARGE = 10_000;
    private static final int SMALL = 100;

    @TempDir
    private Path directory;

    /** Writes large records until one is refused, then a small one; says what was taken, or why nothing could be. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) throws Exception {
            try (StateDirectory state =
                    StateDirectory.open(Path.of(arguments[0]), new About("123456789012", "us-east-1", "seed"))) {
                for (int i = 0; i < 100; i++) {
                    try {
                        put(state, "large" + i, LARGE);
                    } catch (NotKept refused) {
                        System.out.println("REFUSED " + refused.getMessage());
                        if (arguments.length > 1) {
                            Runtime.getRuntime().halt(0); // killed before anything else is written
                        }
                        refused(state);
                        put(state, "small", SMALL);
                        return;
                    }
                }
            } catch (IOException e) {
                System.out.println("NOT OPENED " + e.getMessage());
            }
        }

        private static void refused(StateDirectory state) {
            try {
                put(state, "again", LARGE);
            } catch (NotKept again) {
                System.out.println("REFUSED AGAIN " + again.getMessage());
            }
        }

        private static void put(StateDirectory state, String name, int length) {
            state.write(List.of(new Journal.Change(List.of("us-east-1", name), TextNode.valueOf("x".repeat(length)))));
            System.out.println("TAKEN " + name);
        }
    }

    private List<String> lines(Path state, String... more) throws Exception {
        Path said = directory.resolve("said");
        List<String> command = new ArrayList<>(List.of(
                "bash",
                "-c",
                "ulimit -f 64 && exec \"$0\" -XX:TieredStopAtLevel=1 -cp \"$@\"",
                ProcessHandle.current().info().command().orElseThrow(),
                System.getProperty("java.class.path"),
                Writer.class.getName(),
                state.toString()));
        command.addAll(List.of(more));
        Process writer = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        boolean over = writer.waitFor(60, TimeUnit.SECONDS);
        writer.destroyForcibly();
        List<String> lines = Files.readAllLines(said, StandardCharsets.UTF_8);
        assertThat(over && writer.exitValue() == 0).as("%s", lines).isTrue();
        return lines;
    }

    @Test
    void record_thatDoesNotFit_isGoneAtOnce() throws Exception {
        Path state = directory.resolve("state");
        assertThat(lines(state, "halt")).last().asString().startsWith("REFUSED");
        try (StateDirectory again = StateDirectory.open(state, new About("123456789012", "us-east-1", "seed"))) {
            assertThat(again.torn()).isEmpty();
        }
    }

    /** A start writes the log anew beside the old one; half of that would take the very room that is missing. */
    @Test
    void log_thatCannotBeWrittenAnew_stays_andHalfOfTheNewOneGoes() throws Exception {
        Path state = directory.resolve("state");
        try (StateDirectory large = StateDirectory.open(state, new About("123456789012", "us-east-1", "seed"))) {
            for (int i = 0; i < 10; i++) {
                Writer.put(large, "large" + i, LARGE);
            }
        }
        byte[] before = Files.readAllBytes(state.resolve("state.log"));
        assertThat(lines(state)).singleElement().asString().startsWith("NOT OPENED");
        assertThat(state.resolve("state.log.next")).doesNotExist();
        assertThat(Files.readAllBytes(state.resolve("state.log"))).isEqualTo(before);
        try (StateDirectory again = StateDirectory.open(state, new About("123456789012", "us-east-1", "seed"))) {
            assertThat(again.found().below("us-east-1").all()).hasSize(10);
        }
    }

    @Test
    void record_thatDoesNotFit_leavesNothing_andTheNextOneThatFitsStandsBehindTheLastWholeOne() throws Exception {
        Path state = directory.resolve("state");
        List<String> lines = lines(state);
        List<List<String>> taken = new ArrayList<>();
        lines.stream()
                .filter(line -> line.startsWith("TAKEN "))
                .forEach(line -> taken.add(List.of(line.substring("TAKEN ".length()))));
        assertThat(taken).hasSizeGreaterThan(3).endsWith(List.of("small"));
        assertThat(lines)
                .anyMatch(line -> line.startsWith("REFUSED The change was not made") && line.contains(state.toString()))
                .anyMatch(line -> line.startsWith("REFUSED AGAIN The change was not made"))
                .satisfiesOnlyOnce(line -> assertThat(line).contains("cannot be written, and changes are refused"))
                .anyMatch(line -> line.endsWith("can be written again"));
        try (StateDirectory again = StateDirectory.open(state, new About("123456789012", "us-east-1", "seed"))) {
            assertThat(again.torn()).isEmpty();
            assertThat(again.found().below("us-east-1").all().keySet()).containsExactlyInAnyOrderElementsOf(taken);
        }
    }
}
