package connectlocal.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
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
    private static final long SMALL = 16L * 1024 * 1024;

    private final Path directory;
    private final DirectoryLock lock;
    private final Contents found;
    private final Seal seal;
    private Optional<String> torn = Optional.empty();
    private Optional<String> seeded = Optional.empty();
    private LogFile log;
    private long compactAt;
    private boolean renamed; // whether the directory may not say so on the disk yet
    private boolean refused; // whether the last record could not be written
    private boolean closed;

    private StateDirectory(Path directory, DirectoryLock lock, About about) throws IOException {
        this.directory = directory;
        this.lock = lock;
        this.found = read(about);
        this.seal = Seal.of(directory.resolve(KEY));
        rewrite(found);
    }

    /**
     * Opens a directory, which is made when it is not there.
     *
     * @param about whose state it is to be
     * @throws IllegalArgumentException when another emulator uses the directory, when it is damaged, or when it is
     *     another account's: what is wrong, where, and what to do
     * @throws IOException when it cannot be read or written
     */
    public static StateDirectory open(Path directory, About about) throws IOException {
        if (Files.exists(directory) && !Files.isDirectory(directory)) {
            throw new IllegalArgumentException("--state " + directory + " is a file; give a directory");
        }
        DirectoryLock lock = DirectoryLock.of(Files.createDirectories(directory));
        try {
            return new StateDirectory(directory, lock, about);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** What was there when the directory was opened. */
    public Contents found() {
        return found;
    }

    /** What is kept of a region, through this journal; what was found of it is handed out once. */
    public Keep region(String region, Journal journal) {
        var mine = found.below(region);
        found.apply(new Change(List.of(region), null));
        return Keep.in(journal.under(region), mine, seal);
    }

    /** What was left out, in words, when the emulator ended in the middle of a write. */
    public Optional<String> torn() {
        return torn;
    }

    /** What is to be said, when it began with another seed than the one that there is now. */
    public Optional<String> seeded() {
        return seeded;
    }

    /** The places at the top of what was found. */
    public List<String> regions() {
        return found.places().stream()
                .filter(place -> !place.equals(About.PLACE))
                .toList();
    }

    @Override
    public synchronized void write(List<Change> changes) {
        if (closed) {
            throw new NotKept(directory, new IOException("the emulator is stopping"));
        }
        try {
            syncDirectory();
            log.append(Record.bytes(changes));
        } catch (IOException e) {
            report(e);
            throw new NotKept(directory, e);
        }
        report(null);
        if (log.length() > compactAt) {
            compact();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        try {
            log.close();
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the state in " + directory + " cannot be closed", e);
        }
    }

    private Contents read(About about) throws IOException {
        Path file = directory.resolve(LOG);
        LogReader.Read read = Files.exists(file) ? LogReader.read(file) : new LogReader.Read(new Contents(), 0, 0);
        if (read.torn() > 0) {
            torn = Optional.of(file + ", at byte " + read.whole() + ": the last " + read.torn()
                    + " bytes were being written when the emulator ended, and are left out");
        }
        seeded = about.check(read.contents(), file);
        return read.contents();
    }

    /** Writes a new log beside the old one, and then puts it in its place at once. */
    private void rewrite(Contents contents) throws IOException {
        Path next = directory.resolve(NEXT);
        var fresh = new LogFile(next);
        try {
            fresh.append(contents.changes().stream()
                    .map(change -> Record.bytes(List.of(change)))
                    .iterator());
            Files.move(next, directory.resolve(LOG), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | RuntimeException e) {
            fresh.close();
            Files.deleteIfExists(next); // half of it takes room, which may be what is missing
            throw e;
        }
        LogFile old = log;
        log = fresh; // the old one has no name any more: whatever was written there now would be lost
        renamed = true;
        compactAt = Math.max(SMALL, 4 * fresh.length());
        if (old != null) {
            old.close();
        }
        syncDirectory();
    }

    /** What is written is safe already, so a log that cannot be made short stays long. */
    private void compact() {
        try {
            rewrite(LogReader.read(directory.resolve(LOG)).contents());
        } catch (IOException | IllegalArgumentException e) {
            compactAt = 2 * log.length();
            System.err.println("emulator: the state in " + directory + " stays long: " + e.getMessage());
        }
    }

    /** A new log counts when the disk knows its name; nothing is written behind it before. */
    private void syncDirectory() throws IOException {
        if (!renamed) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        try {
            while (renamed) {
                try (FileChannel self = FileChannel.open(directory, StandardOpenOption.READ)) {
                    self.force(true);
                    renamed = false;
                } catch (ClosedByInterruptException e) {
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Says once that nothing can be written, and once that it can be again. */
    private void report(IOException failure) {
        if (refused != (failure != null)) {
            refused = failure != null;
            System.err.println("emulator: the state in " + directory
                    + (refused
                            ? " cannot be written, and changes are refused: " + failure.getMessage()
                            : " can be written again"));
        }
    }
}
