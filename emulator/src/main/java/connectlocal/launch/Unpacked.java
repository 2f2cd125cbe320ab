package connectlocal.launch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The bundle of a jar as files. They lie in a folder named by the bundle's digest, which appears whole by renaming: an
 * interrupted start leaves nothing that a later one would trust, and starts at the same time do not meet. A jar that is
 * new here takes the place of the one that was not started for longest.
 *
 * @param cache the folder of all bundles, made when missing
 * @param jar the jar that carries the bundle
 * @param digest what distinguishes this bundle from all others
 */
record Unpacked(Path cache, Path jar, String digest) {
    private static final String BUNDLE = "bundle/";
    private static final int ATTEMPTS = 10;

    /**
     * Returns the folder with the bundle's files, unpacked if they were not. It stays as long as this JVM.
     *
     * @throws IOException when they cannot be written
     */
    Path folder() throws IOException {
        Path whole = cache.resolve(digest);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            boolean isNew = !Files.isDirectory(whole);
            if (isNew) {
                make(whole);
            }
            if (Bundles.use(whole)) {
                if (isNew) {
                    new Bundles(cache).removeOldest(digest.length());
                }
                return whole;
            }
        }
        throw new IOException(whole + " is removed as often as it is unpacked");
    }

    private void make(Path whole) throws IOException {
        Files.createDirectories(cache);
        Path part = Files.createTempDirectory(cache, Bundles.PART);
        try {
            Files.createFile(part.resolve(Bundles.IN_USE));
            unpack(part);
            Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            // Another start at the same time was first.
            if (!Files.isDirectory(whole)) {
                throw e;
            }
        } finally {
            delete(part);
        }
    }

    private void unpack(Path folder) throws IOException {
        try (var archive = new ZipFile(jar.toFile())) {
            for (var entries = archive.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                if (entry.getName().startsWith(BUNDLE) && !entry.isDirectory()) {
                    Path file = folder.resolve(entry.getName().substring(BUNDLE.length()));
                    Files.createDirectories(file.getParent());
                    try (InputStream bytes = archive.getInputStream(entry)) {
                        Files.copy(bytes, file);
                    }
                }
            }
        }
    }

    /** Deletes a folder with everything in it, if it is there. */
    static void delete(Path tree) throws IOException {
        if (Files.exists(tree)) {
            try (Stream<Path> files = Files.walk(tree)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }
}
