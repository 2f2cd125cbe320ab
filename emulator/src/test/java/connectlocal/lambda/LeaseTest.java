package connectlocal.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseTest {
    @TempDir
    private Path parent;

    private Path directory(String name) throws Exception {
        return Files.createDirectories(parent.resolve(name).resolve("child-1")).getParent();
    }

    /** Another emulator: it has a directory until its standard input ends. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] arguments) throws Exception {
            try (Lease lease = Lease.take(Path.of(arguments[0]))) {
                System.out.println(lease == null ? "" : "taken");
                System.in.read();
            }
        }
    }

    @Test
    void sweep_whatAnotherProcessUses_stays_untilThatIsKilled() throws Exception {
        Path used = directory("e-used");
        Process other = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        used.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(other.inputReader().readLine()).isEqualTo("taken");
            Lease.sweep(parent, "e-");
            assertThat(used.resolve("child-1")).exists();
        } finally {
            assertThat(other.destroyForcibly().waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
        Lease.sweep(parent, "e-");
        assertThat(used).doesNotExist();
    }

    /** Emulators that start at the same time do not take each other's directories. */
    @Test
    void sweep_whileADirectoryIsTaken_leavesIt() throws Exception {
        var over = new AtomicBoolean();
        var sweeper = new Thread(() -> {
            while (!over.get()) {
                Lease.sweep(parent, "e-");
            }
        });
        sweeper.start();
        try {
            for (int i = 0; i < 300; i++) {
                Path own = directory("e-" + i);
                Lease lease = Lease.take(own);
                assertThat(own.resolve("child-1")).exists();
                lease.close();
            }
        } finally {
            over.set(true);
            sweeper.join(10_000);
        }
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

    /** Nobody was left to end what a function had started when all were killed at once. */
    @Test
    void sweep_endsWhoWasAtHomeInWhatIsLeftOver_andNobodyElse() throws Exception {
        Path left = directory("e-left");
        Path used = directory("e-used");
        Lease.take(left).close();
        try (Lease held = Lease.take(used)) {
            Process orphan = sleeper("HOME", left.resolve("child-1"));
            Process working = sleeper("HOME", used.resolve("child-1"));
            Process onlooker = sleeper("PWD", left.resolve("child-1"));
            try {
                Lease.sweep(parent, "e-");
                assertThat(orphan.waitFor(20, TimeUnit.SECONDS)).isTrue();
                assertThat(working.isAlive()).as(held.toString()).isTrue();
                assertThat(onlooker.isAlive()).isTrue();
            } finally {
                List.of(orphan, working, onlooker).forEach(Process::destroyForcibly);
            }
        }
    }

    private static Process sleeper(String variable, Path value) throws Exception {
        assumeTrue(Files.isDirectory(Path.of("/proc/self")), "processes are found by their environment on Linux only");
        var builder = new ProcessBuilder("sleep", "300");
        builder.environment().clear();
        builder.environment().put(variable, value.toString());
        return builder.start();
    }

    /** An emulator of another class loader in this JVM is unknown here, and the system cannot tell it from this one. */
    @Test
    void sweep_whatAnotherClassLoaderHolds_stays() throws Exception {
        Path used = directory("e-used");
        try (var channel =
                        FileChannel.open(used.resolve("in-use"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = channel.lock()) {
            Lease.sweep(parent, "e-");
            assertThat(used.resolve("child-1")).as(lock.toString()).exists();
        }
        Lease.sweep(parent, "e-");
        assertThat(used).doesNotExist();
    }

    @Test
    void take_thatFails_holdsNothing() throws Exception {
        Path left = directory("e-left");
        Path inTheWay = Files.createDirectory(left.resolve("in-use.new"));
        assertThatThrownBy(() -> Lease.take(left)).isInstanceOf(IOException.class);
        Files.delete(inTheWay);
        Files.createFile(left.resolve("in-use"));
        Lease.sweep(parent, "e-");
        assertThat(left).doesNotExist();
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
