package connectlocal.launch;

import java.io.IOException;
import java.nio.channels.FileChannel;
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
import java.util.Optional;
import java.util.Set;

/**
 * Archives of loaded classes (AppCDS), with which a JVM starts faster. A name says which JVM and which jars an archive
 * is for; a file appears under its name by renaming when it is whole. Its size is part of the file's name, for a JVM
 * dies of an archive that was cut off later; all else that may be wrong with one the JVM finds by itself.
 *
 * @param path the folder, made when the first archive is
 */
public record ArchiveFolder(Path path) {
    /**
     * The property with folder and name of the emulator's own archive: who starts it knows it before there is a JVM.
     * Empty to do without archives.
     */
    public static final String OWN = "connectlocal.archive";

    /** The variables by which others give a JVM options that its command line does not show. */
    public static final Set<String> ADD_OPTIONS = Set.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS");

    private static final String PART = "part-";
    private static final String GIVEN_UP = ".none";
    /** For what was in the way may be so no more: a full disk, or a machine that was short of memory. */
    public static final Duration LONGEST = Duration.ofDays(1);

    private static final int MOST_KEPT = 4;

    /** The archive of this name, if there is one and it has not lost anything. */
    public Optional<Path> find(String name) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path, name + "-*.jsa")) {
            for (Path file : files) {
                if (file.getFileName().toString().equals(fileName(name, Files.size(file)))) {
                    return Optional.of(file);
                }
            }
        } catch (IOException none) {
            // What cannot be read is not used.
        }
        return Optional.empty();
    }

    /** A file that no other process writes, for {@link #publish}. */
    public Path part() throws IOException {
        Files.createDirectories(path);
        Path part = Files.createTempFile(path, PART, ".jsa");
        Files.delete(part);
        return part;
    }

    /** Makes a written archive the one of this name, unless there is one, and removes the oldest of many. */
    public void publish(Path part, String name) throws IOException {
        if (find(name).isPresent()) {
            Files.delete(part);
            return;
        }
        try (FileChannel file = FileChannel.open(part)) {
            file.force(true);
        }
        Files.move(part, path.resolve(fileName(name, Files.size(part))), StandardCopyOption.ATOMIC_MOVE);
        var newestFirst = new ArrayList<Path>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path, "*.jsa")) {
            files.forEach(newestFirst::add);
        }
        newestFirst.sort(Comparator.comparing(ArchiveFolder::time).reversed());
        for (Path old : newestFirst.subList(Math.min(MOST_KEPT, newestFirst.size()), newestFirst.size())) {
            Files.deleteIfExists(old);
        }
    }

    /**
     * Notes the names of which there is no archive after an attempt: another one within this time would end as that
     * did.
     *
     * @param rest the time, {@link #LONGEST} at most
     */
    public void giveUpMissing(List<String> names, Duration rest) throws IOException {
        var since = FileTime.from(Instant.now().minus(LONGEST).plus(rest));
        for (String name : names) {
            if (!rest.isZero() && find(name).isEmpty() && !isGivenUp(name)) {
                Path note = path.resolve(name + GIVEN_UP);
                Files.writeString(note, "\n");
                Files.setLastModifiedTime(note, since);
            }
        }
    }

    /** Whether an attempt to make this archive has failed, and the time to wait is not over. */
    public boolean isGivenUp(String name) {
        return time(path.resolve(name + GIVEN_UP))
                .toInstant()
                .isAfter(Instant.now().minus(LONGEST));
    }

    /** Does something unless another process does it now. */
    public void alone(Work work) throws IOException, InterruptedException {
        Files.createDirectories(path);
        try (FileChannel file =
                        FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = file.tryLock()) {
            if (lock != null) {
                work.run();
            }
        }
    }

    /** What {@link #alone} does. */
    public interface Work {
        /** Does it. */
        void run() throws IOException, InterruptedException;
    }

    /** How a JVM is told to use an archive: it checks its sums, goes on without it if they are wrong, and says so. */
    public static List<String> options(Path archive) {
        return List.of(
                "-XX:SharedArchiveFile=" + archive,
                "-XX:+VerifySharedSpaces",
                "-Xshare:auto",
                "-Xlog:disable",
                "-Xlog:all=warning:stderr");
    }

    private static String fileName(String name, long size) {
        return name + "-" + size + ".jsa";
    }

    static FileTime time(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException gone) {
            return FileTime.fromMillis(0);
        }
    }
}
