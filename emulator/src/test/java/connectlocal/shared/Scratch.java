package connectlocal.shared;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/**
 * A directory of what is shared, which outlasts the tests that have directories of JUnit's.
 *
 * @param path where it is
 */
public record Scratch(Path path) implements AutoCloseable {
    /** A new one in the temporary directory of this JVM. */
    public static Scratch make() throws IOException {
        return new Scratch(Files.createTempDirectory("shared-"));
    }

    @Override
    public void close() throws IOException {
        try (var files = Files.walk(path)) {
            files.sorted(Comparator.reverseOrder()).forEach(Scratch::delete);
        }
    }

    private static void delete(Path path) {
        try {
            Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
