package connectlocal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import connectlocal.http.ListenAddress;
import connectlocal.http.Ports;
import connectlocal.lambda.Functions;
import connectlocal.lambda.RuntimeClient;
import connectlocal.lambda.SampleProvider;
import connectlocal.state.About;
import connectlocal.state.Journal;
import connectlocal.state.StateDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ports are taken before there is anything to serve, and given back when there will be nothing. */
class EmulatorStartTest {
    @TempDir
    private Path directory;

    @Test
    void start_thatFails_givesItsPortBack() throws Exception {
        Path noFolder = Files.writeString(directory.resolve("file"), "no folder");
        int port;
        try (Ports free = Ports.take(ListenAddress.LOOPBACK, List.of(0))) {
            port = free.port(0);
        }
        Options usual = Options.onFreePort();
        var options = new Options(
                new Listening(ListenAddress.LOOPBACK, port, 0),
                usual.seed(),
                usual.providers(),
                usual.behaviours(),
                usual.functions(),
                usual.statusHold(),
                usual.unkindness(),
                usual.secrets(),
                new Options.Keeping(Optional.of(noFolder), Optional.empty()));
        assertThatThrownBy(() -> Emulator.start(options)).isInstanceOf(Exception.class);
        try (Ports again = Ports.take(ListenAddress.LOOPBACK, List.of(port))) {
            assertThat(again.port(0)).isEqualTo(port);
        }
    }

    /** The home region's process has begun when another region turns out to be none. */
    @Test
    void start_thatFailsInASecondRegion_endsTheProcessThatItBegan() throws Exception {
        Path state = directory.resolve("state");
        try (var kept = StateDirectory.open(state, new About("123456789012", "us-east-1", "seed"))) {
            var broken = new Journal.Change(List.of("eu-west-1", "s3", "bucket"), TextNode.valueOf("no bucket"));
            kept.write(List.of(new Journal.Change(List.of("eu-west-1", "s3"), BooleanNode.TRUE), broken));
        }
        var provider = SampleProvider.in(directory.resolve("provider"), "Test::Sample::Type");
        var settings = new Functions.Settings(RuntimeClient.ofThisMachine(), 1, false).startingAhead();
        Options options = Options.onFreePort()
                .withProviders(List.of(provider))
                .withFunctions(settings)
                .withState(state);
        Set<ProcessHandle> before = processes();
        assertThatThrownBy(() -> Emulator.start(options)).isInstanceOf(RuntimeException.class);
        for (ProcessHandle left : processes()) {
            if (!before.contains(left)) {
                left.onExit().get(10, TimeUnit.SECONDS);
            }
        }
        StateDirectory.open(state, new About("123456789012", "us-east-1", "seed"))
                .close();
    }

    private static Set<ProcessHandle> processes() {
        return ProcessHandle.current().descendants().collect(Collectors.toSet());
    }

    @Test
    void start_withoutRoomForItsState_saysSoInALine() throws Exception {
        var text = new StringBuilder("instances:\n  - id: 11111111-1111-1111-1111-111111111111\n");
        text.append("    routingProfiles:\n");
        for (int i = 0; i < 2_000; i++) {
            text.append("      - {id: profile-%1$d, name: Profile %1$d}\n".formatted(i));
        }
        Path seed = Files.writeString(directory.resolve("seed.yaml"), text);
        Path said = directory.resolve("said");
        Process emulator = new ProcessBuilder(
                        "bash",
                        "-c",
                        "ulimit -f 128 && exec \"$0\" -XX:TieredStopAtLevel=1 -Djava.io.tmpdir=\"$1\" -cp \"${@:2}\"",
                        ProcessHandle.current().info().command().orElseThrow(),
                        Files.createDirectory(directory.resolve("tmp")).toString(),
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "--port",
                        "0",
                        "--lambda-port",
                        "0",
                        "--on-demand",
                        "--runtime-client",
                        "bootstrap",
                        "--seed",
                        seed.toString(),
                        "--state",
                        directory.resolve("state").toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        boolean over = emulator.waitFor(60, TimeUnit.SECONDS);
        emulator.destroyForcibly();
        String words = Files.readString(said);
        assertThat(over).as(words).isTrue();
        assertThat(emulator.exitValue()).as(words).isEqualTo(1);
        assertThat(words)
                .contains("emulator: the emulator does not start: ", "Make room there")
                .doesNotContain("\tat ");
    }
}
