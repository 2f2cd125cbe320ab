package connectlocal.launch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The bundle of a jar as files. They lie in a folder named by the bundle's digest, which appears whole by renaming: an
 * interrupted start leaves nothing that a later one would trust, and starts at the same time do not meet. A jar that is
 * new here takes the place of the one that was not started for longest. Files are on the disk before they have their
 * name, and one that lost something later, when power failed, is seen by its size and unpacked anew.
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
            if (Files.isDirectory(whole) && !isWhole(whole) && !new Bundles(cache).remove(whole)) {
                // Another start may be removing it, or have made it anew: a share waits for the one, and keeps the
                // other.
                if (!Bundles.use(whole) || isWhole(whole)) {
                    continue;
                }
                throw new IOException(whole + " lacks what was unpacked there, and is in use or not yours;"
                        + " stop what runs from it, delete it and start again");
            }
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
            for (ZipEntry entry : bundled(archive)) {
                Path file = place(folder, entry);
                Files.createDirectories(file.getParent());
                try (InputStream bytes = archive.getInputStream(entry)) {
                    Files.copy(bytes, file);
                }
                try (var written = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    written.force(true);
                }
            }
        }
    }

    /** Sizes alone, for this is asked at each start. */
    private boolean isWhole(Path folder) throws IOException {
        try (var archive = new ZipFile(jar.toFile())) {
            return bundled(archive).stream().allMatch(entry -> has(place(folder, entry), entry.getSize()));
        }
    }

    private static boolean has(Path file, long size) {
        try {
            return Files.size(file) == size;
        } catch (IOException missing) {
            return false;
        }
    }

    private static List<? extends ZipEntry> bundled(ZipFile archive) {
        return archive.stream()
                .filter(entry -> entry.getName().startsWith(BUNDLE) && !entry.isDirectory())
                .toList();
    }

    private static Path place(Path folder, ZipEntry entry) {
        return folder.resolve(entry.getName().substring(BUNDLE.length()));
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
