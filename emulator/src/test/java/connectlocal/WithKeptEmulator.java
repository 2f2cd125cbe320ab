package connectlocal;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests each of which has a {@link KeptEmulator} with a directory of its own. */
abstract class WithKeptEmulator {
    @TempDir
    private Path directory;

    KeptEmulator kept;

    @BeforeEach
    void start() throws Exception {
        kept = new KeptEmulator(directory);
    }

    @AfterEach
    void stop() {
        kept.close();
    }
}
