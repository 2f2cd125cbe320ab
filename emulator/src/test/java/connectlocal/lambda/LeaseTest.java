package connectlocal.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseTest {
    @TempDir
    private Path parent;

    private Path directory(String name) throws Exception {
        return Files.createDirectories(parent.resolve(name).resolve("child-1")).getParent();
    }

    @Test
    void sweep_takesWhatIsLeftOver_andNothingElse() throws Exception {
        Path used = directory("e-used");
        Path left = directory("e-left");
        Path beingMade = directory("e-being-made");
        Path foreign = directory("other");
        Lease.take(left).close();
        Lease.take(foreign).close();
        try (Lease held = Lease.take(used)) {
            Lease.sweep(parent, "e-");
            assertThat(left).doesNotExist();
            assertThat(used.resolve("child-1")).exists();
            assertThat(beingMade.resolve("child-1")).exists();
            assertThat(foreign.resolve("child-1")).exists();
            assertThat(held).isNotNull();
        }
        Lease.sweep(parent, "e-");
        assertThat(used).doesNotExist();
    }

    /** A second emulator of this JVM, or a second region, sweeps too. */
    @Test
    void sweep_ofTheOwnJvm_leavesTheLeaseToHoldAgainstOthers() throws Exception {
        Path used = directory("e-used");
        Path left = directory("e-left");
        Lease.take(left).close();
        try (Lease held = Lease.take(used)) {
            Lease.sweep(Files.createSymbolicLink(parent.resolve("link"), parent), "e-");
            Files.delete(parent.resolve("link"));
            Lease.take(directory("e-left")).close();
            sweepByAnotherProcess();
            assertThat(left).doesNotExist();
            assertThat(used.resolve("child-1")).exists();
            assertThat(held).isNotNull();
        }
        sweepByAnotherProcess();
        assertThat(used).doesNotExist();
    }

    /** What has the name of a lease is held from the first moment on. */
    @Test
    void sweep_byAnotherProcess_neverTakesWhatIsJustBeingMade() throws Exception {
        Path stop = parent.resolve("stop");
        Process other = process(parent.toString(), stop.toString());
        try {
            while (!Files.exists(parent.resolve("sweeping"))) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
            for (int i = 0; i < 400; i++) {
                Path made = directory("e-" + i);
                try (Lease held = Lease.take(made)) {
                    TimeUnit.MILLISECONDS.sleep(1);
                    assertThat(made.resolve("child-1")).as(held.toString()).exists();
                }
            }
        } finally {
            Files.writeString(stop, "");
            assertThat(other.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    private void sweepByAnotherProcess() throws Exception {
        Process other = process(parent.toString());
        assertThat(other.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(other.exitValue()).isZero();
    }

    private static Process process(String... arguments) throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command =
                new ArrayList<>(List.of(java, "-cp", System.getProperty("java.class.path"), Sweeper.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Another emulator that starts, or one after the other until a file is there. */
    static final class Sweeper {
        public static void main(String[] args) throws Exception {
            Path parent = Path.of(args[0]);
            Lease.sweep(parent, "e-");
            while (args.length > 1 && !Files.exists(Path.of(args[1]))) {
                Files.writeString(parent.resolve("sweeping"), "");
                Lease.sweep(parent, "e-");
            }
        }
    }
}
