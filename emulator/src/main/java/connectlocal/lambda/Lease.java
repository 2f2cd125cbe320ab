package connectlocal.lambda;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Says that a directory belongs to a process that lives: a lock that the system takes away with the process, however it
 * ends. Directories whose lock nobody holds are left over and may go.
 */
final class Lease implements AutoCloseable {
    private static final String FILE = "in-use";
    private static final String NOT_YET = "in-use.new";

    /** Those of this JVM. To open and close such a file would give its lock up: a lock belongs to the whole process. */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private Lease(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    static Lease take(Path directory) throws IOException {
        Path file = directory.toRealPath().resolve(FILE);
        OWN.add(file);
        try {
            return new Lease(file, locked(file));
        } catch (IOException | RuntimeException e) {
            OWN.remove(file);
            throw e;
        }
    }

    /** Under another name until it is locked: a sweep of another process may come in between. */
    private static FileChannel locked(Path file) throws IOException {
        Path made = file.resolveSibling(NOT_YET);
        FileChannel channel = FileChannel.open(made, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            channel.lock();
            Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Deletes what earlier processes left here under such names, and ends who was at home there and lives on: killed
     * together with its functions an emulator cannot. A directory without the file may be just being made and stays,
     * and so does what cannot be read.
     */
    static void sweep(Path parent, String prefix) {
        try (var directories = Files.newDirectoryStream(parent, prefix + "*")) {
            for (Path directory : directories) {
                Path file = directory.resolve(FILE);
                if (Files.isRegularFile(file) && isFree(file)) {
                    Offspring.end("HOME=" + directory + "/");
                    Workshop.delete(directory);
                }
            }
        } catch (IOException e) {
            System.err.println("What earlier emulators left in " + parent + " cannot be looked at: " + e.getMessage());
        }
    }

    private static boolean isFree(Path file) {
        try {
            return !OWN.contains(file.toRealPath()) && isUnlocked(file);
        } catch (OverlappingFileLockException | IOException heldOrNotOurs) {
            return false;
        }
    }

    private static boolean isUnlocked(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock != null;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // The system takes the lock away at the latest with the process.
        } finally {
            OWN.remove(file);
        }
    }
}
