package connectlocal.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryLockTest {
    @TempDir
    private Path directory;

    /** On POSIX systems a process gives all its locks of a file up when it closes the file once. */
    @Test
    void directory_asSecondOfTheOwnProcess_isRefusedAndStaysLockedForOthers() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolveSibling(directory.getFileName() + "-link"), directory);
        try (DirectoryLock held = DirectoryLock.of(directory)) {
            assertThat(held).isNotNull();
            for (Path name : new Path[] {directory, link}) {
                assertThatThrownBy(() -> DirectoryLock.of(name))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("is in use by another emulator");
            }
            assertThat(otherProcess()).isEqualTo(Other.REFUSED);
        } finally {
            Files.delete(link);
        }
        assertThat(otherProcess()).isZero();
        DirectoryLock.of(directory).close();
    }

    /** What was refused is as before: nothing is open, and the directory is to be had when the other has ended. */
    @Test
    void directory_ofAnotherProcess_isRefusedUntilThatEnds() throws Exception {
        Process other = process("hold");
        try {
            assertThat(other.inputReader().readLine()).isEqualTo("held");
            assertThatThrownBy(() -> DirectoryLock.of(directory)).hasMessageContaining("in use by another emulator");
            assertThat(open()).doesNotContain(directory.resolve("lock"));
        } finally {
            other.destroyForcibly();
            assertThat(other.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
        try (DirectoryLock held = DirectoryLock.of(directory)) {
            assertThat(held).isNotNull();
            assertThat(open()).contains(directory.resolve("lock"));
        }
    }

    /** The files that this process has open, as Linux shows them. */
    private static List<Path> open() throws Exception {
        Path descriptors = Path.of("/proc/self/fd");
        assumeTrue(Files.isDirectory(descriptors), "open files are listed on Linux only");
        var files = new ArrayList<Path>();
        try (var all = Files.newDirectoryStream(descriptors)) {
            for (Path descriptor : all) {
                try {
                    files.add(Files.readSymbolicLink(descriptor));
                } catch (NoSuchFileException closed) {
                    // that of this listing itself
                }
            }
        }
        return files;
    }

    private int otherProcess() throws Exception {
        Process other = process("leave");
        assertThat(other.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return other.exitValue();
    }

    private Process process(String then) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Other.class.getName(),
                        directory.toString(),
                        then)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Another emulator that starts, and ends at once or with its standard input. */
    static final class Other {
        static final int REFUSED = 7;

        public static void main(String[] args) throws Exception {
            try (DirectoryLock held = DirectoryLock.of(Path.of(args[0]))) {
                if (held != null && args[1].equals("hold")) {
                    System.out.println("held");
                    System.in.read();
                }
            } catch (IllegalArgumentException refused) {
                System.exit(REFUSED);
            }
        }
    }
}
