package connectlocal.lambda;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * What a child prints, kept in a file. A pipe would lag behind the child's answer; what is in the file when the answer
 * comes is complete, even after a crash.
 */
final class ChildLog {
    private static final int KEPT = 64 * 1024;
    private final Path file;

    ChildLog(Path file) {
        this.file = file;
    }

    /** Takes out what was printed since the last time; of more than 64 KiB only the end. The child appends. */
    String take() {
        try (var log = new RandomAccessFile(file.toFile(), "rw")) {
            long length = log.length();
            var kept = new byte[(int) Math.min(length, KEPT)];
            log.seek(length - kept.length);
            log.readFully(kept);
            log.setLength(0);
            return new String(kept, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "(what the function printed cannot be read: " + e.getMessage() + ")\n";
        }
    }
}
