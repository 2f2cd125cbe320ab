package connectlocal.lambda;

import connectlocal.launch.ArchiveFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The archive of a function's classes: its processes start from it where it is there. In a rehearsal they write it when
 * they end.
 */
final class ChildArchive {
    private static final int WRITE_SECONDS = 90;
    private static final int ENDED_BY_GUARDIAN = 1;

    private final ArchiveFolder folder;
    private final ChildClassPath classPath;
    private final boolean rehearsal;

    private ChildArchive(ArchiveFolder folder, ChildClassPath classPath, boolean rehearsal) {
        this.folder = folder;
        this.classPath = classPath;
        this.rehearsal = rehearsal;
    }

    static ChildArchive of(ChildClassPath classPath, boolean rehearsal) throws IOException {
        return new ChildArchive(new ArchiveFolder(ChildClassPath.beside("archives")), classPath, rehearsal);
    }

    /** The archive, where there is one; none for jars that cannot be read, of which the child itself will speak. */
    Optional<Path> find() {
        if (System.getProperty(ArchiveFolder.OWN, "none named").isEmpty()) {
            return Optional.empty();
        }
        try {
            return folder.find(classPath.archiveName());
        } catch (UncheckedIOException unreadable) {
            return Optional.empty();
        }
    }

    /** Options of the JVM of the child with this directory. */
    List<String> options(Path directory) {
        if (rehearsal) {
            return List.of("-XX:ArchiveClassesAtExit=" + part(directory));
        }
        Optional<Path> archive = find();
        return archive.isPresent() ? ArchiveFolder.options(archive.get()) : List.of("-Xshare:auto");
    }

    /** Before a child is ended: in a rehearsal it may end by itself, and what it wrote comes to its place. */
    void keep(Process child, Path directory) {
        if (!rehearsal || Files.notExists(directory)) {
            return;
        }
        try {
            child.getOutputStream().close();
            if (child.waitFor(WRITE_SECONDS, TimeUnit.SECONDS) && child.exitValue() == ENDED_BY_GUARDIAN) {
                Path part = folder.part();
                Files.move(part(directory), part);
                folder.publish(part, classPath.archiveName());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the archive of " + classPath + " cannot be kept", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Path part(Path directory) {
        return directory.resolve("classes.jsa");
    }
}
