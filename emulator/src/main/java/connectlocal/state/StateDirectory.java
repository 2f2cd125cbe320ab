package connectlocal.state;

import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A directory that keeps what services hold, for one emulator at a time: an append-only log of changes. A change is on
 * the disk (fsync) before anybody sees it. The log is written anew, short, at each start and when it has grown a lot.
 */
public final class StateDirectory implements Journal, AutoCloseable {
    static final String KEY = "key";

    private static final String LOG = "state.log";
    private static final String NEXT = "state.log.next";
    private static final String ABOUT = "about";
    private static final int FORMAT = 1;
    private static final long SMALL = 16L * 1024 * 1024;

    private final Path directory;
    private final FileChannel lockFile;
    private final FileLock lock;
    private final Contents found;
    private final Seal seal;
    private Optional<String> torn = Optional.empty();
    private FileChannel log;
    private long written;
    private long compactAt;
    private boolean broken;

    private StateDirectory(Path directory, FileChannel lockFile, FileLock lock, String account, String region)
            throws IOException {
        this.directory = directory;
        this.lockFile = lockFile;
        this.lock = lock;
        this.found = read(account, region);
        this.seal = Seal.of(directory.resolve(KEY));
        rewrite(found);
    }

    /**
     * Opens a directory, which is made when it is not there.
     *
     * @param account the account that the state belongs to
     * @param region the region that it is at home in
     * @throws IllegalArgumentException when another emulator uses the directory, when it is damaged, or when it is
     *     another account's: what is wrong, where, and what to do
     * @throws IOException when it cannot be read or written
     */
    public static StateDirectory open(Path directory, String account, String region) throws IOException {
        if (Files.exists(directory) && !Files.isDirectory(directory)) {
            throw new IllegalArgumentException("--state " + directory + " is a file; give a directory");
        }
        Files.createDirectories(directory);
        FileChannel file =
                FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = tryLock(file);
            if (lock == null) {
                throw new IllegalArgumentException("--state " + directory
                        + " is in use by another emulator; end that one, or give this one another directory");
            }
            return new StateDirectory(directory, file, lock, account, region);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** What was there when the directory was opened. */
    public Contents found() {
        return found;
    }

    /** What is kept of a region; what was found of it is handed out once, and then no longer held here. */
    public Keep region(String region) {
        var mine = found.below(region);
        found.apply(new Change(List.of(region), null));
        return Keep.in(under(region), mine, seal);
    }

    /** What was left out, in words, when the emulator ended in the middle of a write. */
    public Optional<String> torn() {
        return torn;
    }

    /** The places at the top of what was found. */
    public List<String> regions() {
        return found.places().stream().filter(place -> !place.equals(ABOUT)).toList();
    }

    @Override
    public synchronized void write(List<Change> changes) {
        if (broken) {
            throw new UncheckedIOException(new IOException("the state in " + directory + " can no longer be written"));
        }
        byte[] record = Record.bytes(changes);
        try {
            append(log, record);
            written += record.length;
        } catch (IOException e) {
            takeBack();
            throw new UncheckedIOException("the state in " + directory + " cannot be written", e);
        }
        if (written > compactAt) {
            compact();
        }
    }

    @Override
    public synchronized void close() {
        broken = true;
        try {
            log.close();
            lock.release();
            lockFile.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the state in " + directory + " cannot be closed", e);
        }
    }

    private Contents read(String account, String region) throws IOException {
        Path file = directory.resolve(LOG);
        LogReader.Read read = Files.exists(file) ? LogReader.read(file) : new LogReader.Read(new Contents(), 0, 0);
        if (read.torn() > 0) {
            torn = Optional.of(file + ", at byte " + read.whole() + ": the last " + read.torn()
                    + " bytes were being written when the emulator ended, and are left out");
        }
        var about = read.contents().at(ABOUT);
        if (about != null) {
            String there = about.path("account").asText() + " in "
                    + about.path("region").asText();
            if (about.path("format").asInt() != FORMAT) {
                throw new IllegalArgumentException(file + " has the format " + about.path("format")
                        + ", and this emulator reads " + FORMAT + "; give another --state DIR");
            }
            if (!there.equals(account + " in " + region)) {
                throw new IllegalArgumentException(directory + " holds the state of account " + there
                        + ", and the seed is of account " + account + " in " + region
                        + "; give the seed that it was made with, or another --state DIR");
            }
        } else {
            ObjectNode fresh = Json.MAPPER.createObjectNode();
            fresh.put("format", FORMAT).put("account", account).put("region", region);
            read.contents().apply(new Change(List.of(ABOUT), fresh));
        }
        return read.contents();
    }

    /** Writes a new log beside the old one, and then puts it in its place at once. */
    private void rewrite(Contents contents) throws IOException {
        Path next = directory.resolve(NEXT);
        FileChannel fresh = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        try {
            byte[] all = Record.bytes(new ArrayList<>(contents.changes()));
            append(fresh, all);
            Files.move(next, directory.resolve(LOG), StandardCopyOption.ATOMIC_MOVE);
            try (FileChannel self = FileChannel.open(directory, StandardOpenOption.READ)) {
                self.force(true);
            }
            if (log != null) {
                log.close();
            }
            log = fresh;
            written = all.length;
            compactAt = Math.max(SMALL, 4 * written);
        } catch (IOException | RuntimeException e) {
            fresh.close();
            throw e;
        }
    }

    /** What is written is safe already, so a log that cannot be made short stays long. */
    private void compact() {
        try {
            rewrite(LogReader.read(directory.resolve(LOG)).contents());
        } catch (IOException | IllegalArgumentException e) {
            compactAt = 2 * written;
            System.err.println("emulator: the state in " + directory + " stays long: " + e.getMessage());
        }
    }

    /** Half a record must not stand before the next one. */
    private void takeBack() {
        try {
            log.truncate(written);
        } catch (IOException e) {
            broken = true;
        }
    }

    private static void append(FileChannel file, byte[] record) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(record);
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
        file.force(false);
    }

    private static FileLock tryLock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }
}
