package connectlocal.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Which of the unpacked bundles are kept: those that were started last, and those that somebody runs from. Who does
 * shares a lock on a file in the bundle, which the system takes away with each process, however it ends. Jars of before
 * there was such a file cannot be seen to run.
 *
 * @param cache the folder of all bundles
 */
record Bundles(Path cache) {
    /** What is unpacked has this file from the first moment on; its time is that of the last start. */
    static final String IN_USE = "in-use";

    static final String PART = "part-";
    static final int MOST_KEPT = 3;
    /** Nobody unpacks or deletes that long. */
    private static final Duration ABANDONED = Duration.ofDays(1);

    /** Held until this JVM ends: with its channel a lock would go. */
    private static final List<FileChannel> HELD = new CopyOnWriteArrayList<>();

    /** Takes a share in a bundle, and returns whether it is still there. Where nothing can be locked all goes on. */
    static boolean use(Path bundle) {
        Path file = bundle.resolve(IN_USE);
        try {
            // Before, for it opens the file, and to close it again would give the lock up.
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
        } catch (IOException readOnly) {
            // Its place among the others stays.
        }
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            HELD.add(channel);
            channel.lock(0, Long.MAX_VALUE, true);
        } catch (IOException | OverlappingFileLockException goneOrHeldAlready) {
            // Whether it is gone is asked now.
        }
        return Files.isDirectory(bundle);
    }

    /** Removes the oldest of many, and what was left half-made; only names of this length and form are bundles. */
    void removeOldest(int length) {
        try {
            for (Path old : listed(length).stream().skip(MOST_KEPT).toList()) {
                remove(old);
            }
        } catch (IOException | UncheckedIOException | DirectoryIteratorException othersRemoveToo) {
            // What is left goes the next time.
        }
    }

    private List<Path> listed(int length) throws IOException {
        List<Path> newestFirst = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(cache)) {
            for (Path folder : folders) {
                String name = folder.getFileName().toString();
                if (name.matches("[0-9a-f]{" + length + "}")) {
                    newestFirst.add(folder);
                } else if (name.startsWith(PART) && isAbandoned(folder)) {
                    Unpacked.delete(folder);
                }
            }
        }
        newestFirst.sort(Comparator.comparing(Bundles::lastUse).reversed());
        return newestFirst;
    }

    /**
     * Removes a bundle unless somebody runs from it, and returns whether it is gone: first out of the way, for what
     * bears a bundle's name is whole.
     */
    boolean remove(Path bundle) throws IOException {
        Path away = cache.resolve(PART + UUID.randomUUID()); // a former one may be left, if that start was killed
        try (FileChannel file =
                        FileChannel.open(bundle.resolve(IN_USE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock alone = file.tryLock()) {
            if (alone == null) {
                return false;
            }
            Files.move(bundle, away, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | OverlappingFileLockException inUseOrNotOurs) {
            return Files.notExists(bundle);
        }
        Unpacked.delete(away);
        return true;
    }

    private static boolean isAbandoned(Path part) {
        return ArchiveFolder.time(part).toInstant().isBefore(Instant.now().minus(ABANDONED));
    }

    static FileTime lastUse(Path bundle) {
        Path file = bundle.resolve(IN_USE);
        return ArchiveFolder.time(Files.exists(file) ? file : bundle);
    }
}
