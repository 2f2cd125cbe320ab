package connectlocal.state;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps a second emulator out of a directory, for as long as this process lives: what is locked is an open file. */
final class DirectoryLock implements AutoCloseable {
    /** Those of this JVM. To open and close such a file would give its lock up: a lock belongs to the whole process. */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel file;
    private final FileLock lock;

    private DirectoryLock(Path path, FileChannel file, FileLock lock) {
        this.path = path;
        this.file = file;
        this.lock = lock;
    }

    /** @throws IllegalArgumentException when another emulator uses the directory */
    static DirectoryLock of(Path directory) throws IOException {
        Path path = directory.toRealPath().resolve("lock");
        if (!OWN.add(path)) {
            throw inUse(directory);
        }
        FileChannel file = null;
        FileLock lock = null;
        try {
            file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            lock = file.tryLock();
        } catch (OverlappingFileLockException inThisProcess) {
            // Another emulator all the same, of another class loader.
        } finally {
            if (lock == null) {
                OWN.remove(path);
                if (file != null) {
                    file.close();
                }
            }
        }
        if (lock == null) {
            throw inUse(directory);
        }
        return new DirectoryLock(path, file, lock);
    }

    private static IllegalArgumentException inUse(Path directory) {
        return new IllegalArgumentException("--state " + directory
                + " is in use by another emulator; end that one, or give this one another directory");
    }

    @Override
    public void close() throws IOException {
        try {
            lock.release();
            file.close();
        } finally {
            OWN.remove(path);
        }
    }
}
