package connectlocal.lambda;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What a child prints, kept in a file. A pipe would lag behind the child's answer; what is in the file when the answer
 * comes is complete, even after a crash.
 */
final class ChildLog {
    private static final int KEPT = 64 * 1024;
    /** What a child may print while nobody takes it; the disk is everybody's. */
    static final long MOST = 8L * 1024 * 1024;

    private final Path file;
    private byte[] earlier = {}; // the end of what was cut off

    ChildLog(Path file) {
        this.file = file;
    }

    /** Takes out what was printed since the last time; of more than 64 KiB only the end. The child appends. */
    synchronized String take() {
        try {
            byte[] all = end();
            earlier = new byte[0];
            return new String(all, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "(what the function printed cannot be read: " + e.getMessage() + ")\n";
        }
    }

    /** Of more than 8 MiB only the end stays. To be called now and then, whatever the child does. */
    synchronized void shorten() {
        if (file.toFile().length() > MOST) {
            try {
                earlier = end();
            } catch (IOException e) {
                // The child's directory goes, and this file with it.
            }
        }
    }

    /** The end of what there is, which the file no longer has. */
    private byte[] end() throws IOException {
        try (var log = new RandomAccessFile(file.toFile(), "rw")) {
            long length = log.length();
            int fresh = (int) Math.min(length, KEPT);
            int old = Math.min(earlier.length, KEPT - fresh);
            byte[] end = Arrays.copyOf(Arrays.copyOfRange(earlier, earlier.length - old, earlier.length), old + fresh);
            log.seek(length - fresh);
            log.readFully(end, old, fresh);
            log.setLength(0);
            return end;
        }
    }
}
