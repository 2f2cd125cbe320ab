package connectlocal.state;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads a log from its beginning. What stands behind the last line end was being written when the process ended, and
 * nobody had been told that it is done: it is left out. Everything before was written whole, so a line there that is
 * not what its checksum says is damage, and the log is refused.
 */
final class LogReader {
    /** What the log says, how many bytes of it are whole, and how many follow. */
    record Read(Contents contents, long whole, long torn) {}

    private LogReader() {}

    /**
     * @throws IllegalArgumentException when the log is damaged: where, and what to do
     * @throws IOException when it cannot be read
     */
    static Read read(Path log) throws IOException {
        var contents = new Contents();
        long whole = 0;
        long line = 1;
        var current = new ByteArrayOutputStream();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(log), 1 << 16)) {
            for (int b = in.read(); b >= 0; b = in.read()) {
                if (b != '\n') {
                    current.write(b);
                    continue;
                }
                apply(current.toByteArray(), contents, log, line++, whole);
                whole += current.size() + 1L;
                current.reset();
            }
        }
        return new Read(contents, whole, current.size());
    }

    private static void apply(byte[] bytes, Contents contents, Path log, long line, long position) {
        try {
            Record.read(bytes).forEach(contents::apply);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "%s, line %d, at byte %d: the record is damaged: %s. Nothing was changed. Put a copy of the file"
                                    .formatted(log, line, position, e.getMessage())
                            + " from before in its place; or cut it off at that byte (truncate -s " + position + " "
                            + log + "), which loses this change and all later ones; or give an empty --state DIR");
        }
    }
}
