package connectlocal.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkshopTest {
    @TempDir
    private Path directory;

    @Test
    void open_thatFails_leavesNoDirectory() throws IOException {
        Path root = Files.createDirectory(directory.resolve("root"));
        Files.writeString(root.resolve("libaws-lambda-jni.so"), "in the way");
        assertThatThrownBy(() -> Workshop.open(root, RuntimeClient.RIC)).isInstanceOf(IOException.class);
        assertThat(root).doesNotExist();
    }

    /** Were it still held, the open file would be lost to this process, and the name never be swept again. */
    @Test
    void close_givesTheLeaseUpAndTakesTheDirectoryAway() throws IOException {
        Path root = Files.createDirectory(directory.resolve("e-root"));
        Workshop.open(root, RuntimeClient.BOOTSTRAP).close();
        assertThat(root).doesNotExist();
        Files.createFile(Files.createDirectory(root).resolve("in-use"));
        Lease.sweep(directory, "e-");
        assertThat(root).doesNotExist();
    }
}
