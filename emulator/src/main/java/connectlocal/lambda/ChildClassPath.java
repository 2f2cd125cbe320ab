package connectlocal.lambda;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
        return jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /** What an archive of these classes is called: another for other bytes in the jars, and for another JVM. */
    synchronized String archiveName() {
        if (archiveName == null) {
            var sum = new CRC32();
            for (String property : List.of("java.vm.name", "java.vm.version", "java.home")) {
                sum.update(System.getProperty(property).getBytes(StandardCharsets.UTF_8));
            }
            jars.forEach(jar -> add(jar, sum));
            archiveName = "child-%08x".formatted(sum.getValue());
        }
        return archiveName;
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
        try {
            Path own = Path.of(ChildClassPath.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return own.resolveSibling(name);
        } catch (URISyntaxException e) {
            throw new IOException("the emulator cannot find its own files", e);
        }
    }

    private static boolean isOurs(Path jar) {
        return jar.getFileName().toString().equals("connect-emulator-child.jar");
    }

    /** Lambda's runtimes bring these interfaces along whatever the function's jar holds. */
    private static boolean hasInterfaces(Path jar) {
        return jar.getFileName().toString().startsWith("aws-lambda-java-core-");
    }
}
