package connectlocal.lambda;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Says that a directory belongs to a process that lives: a lock that the system takes away with the process, however it
 * ends. Directories whose lock nobody holds are left over and may go.
 */
final class Lease implements AutoCloseable {
    private static final String FILE = "in-use";

    private final FileChannel channel;

    private Lease(FileChannel channel) {
        this.channel = channel;
    }

    /** The file has its name only when it is locked, for one that is not would be swept by another's start. */
    static Lease take(Path directory) throws IOException {
        Path made = directory.resolve(FILE + ".made");
        FileChannel channel = FileChannel.open(made, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            channel.lock();
            Files.move(made, directory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        return new Lease(channel);
    }

    /**
     * Deletes what earlier processes left here under such names. A directory without the file may be just being made
     * and stays, and so does what cannot be read.
     */
    static void sweep(Path parent, String prefix) {
        try (var directories = Files.newDirectoryStream(parent, prefix + "*")) {
            for (Path directory : directories) {
                Path file = directory.resolve(FILE);
                if (Files.isRegularFile(file) && isFree(file)) {
                    Workshop.delete(directory);
                }
            }
        } catch (IOException e) {
            System.err.println("What earlier emulators left in " + parent + " cannot be looked at: " + e.getMessage());
        }
    }

    private static boolean isFree(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock != null;
        } catch (OverlappingFileLockException | IOException heldOrNotOurs) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // The system takes the lock away at the latest with the process.
        }
    }
}
