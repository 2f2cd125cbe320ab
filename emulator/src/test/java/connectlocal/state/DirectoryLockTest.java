package connectlocal.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
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

    private int otherProcess() throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process other = new ProcessBuilder(
                        java, "-cp", System.getProperty("java.class.path"), Other.class.getName(), directory.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(other.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return other.exitValue();
    }

    /** Another emulator that starts. */
    static final class Other {
        static final int REFUSED = 7;

        public static void main(String[] args) throws Exception {
            try {
                DirectoryLock.of(Path.of(args[0])).close();
            } catch (IllegalArgumentException refused) {
                System.exit(REFUSED);
            }
        }
    }
}
