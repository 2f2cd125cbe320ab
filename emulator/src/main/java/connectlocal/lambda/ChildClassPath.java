package connectlocal.lambda;

import connectlocal.launch.OwnFile;
import connectlocal.launch.PlainJars;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/** The jars of a child JVM: ours and AWS's, then the provider's, as Lambda's own class path has them. */
final class ChildClassPath {
    private final List<Path> jars;
    private String archiveName;

    private ChildClassPath(List<Path> jars) {
        this.jars = jars;
    }

    static ChildClassPath of(RuntimeClient client, Path provider) throws IOException {
        Stream<Path> runtime =
                runtimeJars().stream().filter(jar -> client == RuntimeClient.RIC || isOurs(jar) || hasInterfaces(jar));
        return new ChildClassPath(Stream.concat(runtime, Stream.of(provider)).toList());
    }

    /** As {@code -cp} takes it. */
    @Override
    public String toString() {
        return readable().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /** What an archive of these classes is called: another for other bytes in the jars, and for another JVM. */
    synchronized String archiveName() {
        if (archiveName == null) {
            var sum = new CRC32();
            for (String property : List.of("java.vm.name", "java.vm.version", "java.home")) {
                sum.update(System.getProperty(property).getBytes(StandardCharsets.UTF_8));
            }
            jars.forEach(jar -> add(jar, sum));
            archiveName = (jars.stream().allMatch(PlainJars::isPlain) ? "child-%08x" : "child-%08x-plain")
                    .formatted(sum.getValue());
        }
        return archiveName;
    }

    /**
     * Where an archive can hold their classes, if they cannot be read from there where they lie, and have been laid.
     */
    private List<Path> readable() {
        if (jars.stream().allMatch(PlainJars::isPlain)) {
            return jars;
        }
        try {
            return PlainJars.folder(archiveName())
                    .filter(Files::isDirectory)
                    .map(folder -> laid().keySet().stream().map(folder::resolve).toList())
                    .orElse(jars);
        } catch (UncheckedIOException unreadable) {
            return jars; // the child itself will say which
        }
    }

    void layJars() throws IOException {
        if (!jars.stream().allMatch(PlainJars::isPlain)) {
            PlainJars.lay(archiveName(), laid());
        }
    }

    /** In the order of the class path; a jar's own name may be what a URL writes in another way. */
    private Map<String, Path> laid() {
        var laid = new LinkedHashMap<String, Path>();
        for (Path jar : jars) {
            laid.put(laid.size() + ".jar", jar);
        }
        return laid;
    }

    private static void add(Path jar, CRC32 sum) {
        try (FileChannel file = FileChannel.open(jar)) {
            // The JVM compares the time, too, and an archive that it refuses would never be made anew.
            String stamp = jar + " " + Files.getLastModifiedTime(jar).toMillis();
            sum.update(stamp.getBytes(StandardCharsets.UTF_8));
            sum.update(file.map(FileChannel.MapMode.READ_ONLY, 0, file.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The build copies AWS's client to {@code ric/} beside our own jar or classes, and lays our part to it. */
    static List<Path> runtimeJars() throws IOException {
        Path directory = beside("ric");
        if (!Files.isDirectory(directory)) {
            throw new IOException(
                    directory + " with AWS's runtime interface client is missing; build the emulator again");
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(p -> p.toString().endsWith(".jar")).sorted().toList();
        }
    }

    /** What lies beside our own jar or classes. */
    static Path beside(String name) throws IOException {
        return OwnFile.path().resolveSibling(name);
    }

    private static boolean isOurs(Path jar) {
        return jar.getFileName().toString().equals("connect-emulator-child.jar");
    }

    /** Lambda's runtimes bring these interfaces along whatever the function's jar holds. */
    private static boolean hasInterfaces(Path jar) {
        return jar.getFileName().toString().startsWith("aws-lambda-java-core-");
    }
}
