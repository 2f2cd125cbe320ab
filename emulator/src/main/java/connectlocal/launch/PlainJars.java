package connectlocal.launch;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The same jars under another path. JDK 17 takes the path in a class's URL for a file name, so it archives no class of
 * a jar whose path a URL writes in another way, with a space for example; symbolic links it follows first. So the jars
 * are linked, or copied, into a folder of the user's cache, which appears whole by renaming. Where that path is no
 * better, or cannot be written, jars stay where they are, and their classes out of the archives. Who runs from a folder
 * shares a lock in it, as with {@link Bundles}, so that it stays however many others there are.
 */
public final class PlainJars {
    /** The property with the folder of all such folders, for who starts the JVM looks there, too. */
    public static final String FOLDER = "connectlocal.plain";

    private static final int MOST_KEPT = 8;

    private PlainJars() {}

    /** Whether a URL writes this path as it is. */
    public static boolean isPlain(Path path) {
        Path absolute = path.toAbsolutePath();
        // That of a folder ends in a slash if the folder is there.
        return absolute.toUri().getRawPath().replaceFirst("/$", "").equals(absolute.toString());
    }

    /** Where jars of this name lie or may be laid. */
    public static Optional<Path> folder(String name) {
        String chosen = System.getProperty(FOLDER, "");
        Path all = chosen.isEmpty() ? Launcher.cache(System.getenv()).resolve("plain") : Path.of(chosen);
        return Optional.of(all.resolve(name)).filter(folder -> folder.isAbsolute() && isPlain(folder));
    }

    /**
     * Lays jars, unless they are there; they stay as long as this JVM.
     *
     * @param jars what each is to be called in the folder
     * @throws IOException when nothing can be written there
     */
    public static void lay(String name, Map<String, Path> jars) throws IOException {
        Path whole = folder(name).orElse(null);
        if (whole == null || Files.exists(whole) && Bundles.use(whole)) {
            return;
        }
        Files.createDirectories(whole.getParent());
        Path part = Files.createTempDirectory(whole.getParent(), "part-");
        try {
            Files.createFile(part.resolve(Bundles.IN_USE));
            for (var jar : jars.entrySet()) {
                Path place = part.resolve(jar.getKey());
                Files.createDirectories(place.getParent());
                linkOrCopy(jar.getValue().toRealPath(), place);
            }
            Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            // Another start at the same time was first.
            if (!Files.isDirectory(whole)) {
                throw e;
            }
        } finally {
            Unpacked.delete(part);
        }
        Bundles.use(whole);
        removeOldest(whole.getParent());
    }

    /** The time of a jar stands in archives of its classes. */
    private static void linkOrCopy(Path jar, Path place) throws IOException {
        try {
            Files.createLink(place, jar);
        } catch (IOException | UnsupportedOperationException elsewhere) {
            Files.copy(jar, place, StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    private static void removeOldest(Path all) throws IOException {
        List<Path> newestFirst = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(all)) {
            folders.forEach(newestFirst::add);
        }
        newestFirst.sort(Comparator.comparing(Bundles::lastUse).reversed());
        for (Path old : newestFirst.stream().skip(MOST_KEPT).toList()) {
            new Bundles(all).remove(old);
        }
    }
}
