package connectlocal.lambda;

import connectlocal.child.Bootstrap;
import connectlocal.child.Guardian;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The private directory of one emulator, and in it what every child needs: our two small classes and the native library
 * of AWS's runtime client. That library would otherwise be unpacked to one fixed file in /tmp by every child, over the
 * feet of those that already run it.
 */
final class Workshop implements AutoCloseable {
    private static final String PREFIX = "connect-emulator-";

    private final Path root;
    private final Path classes;
    private final Path library;
    private final List<Path> runtimeJars;
    private final Lease lease;

    private Workshop(Path root, Path classes, Path library, List<Path> runtimeJars, Lease lease) {
        this.lease = lease;
        this.root = root;
        this.classes = classes;
        this.library = library;
        this.runtimeJars = runtimeJars;
    }

    static Workshop open(RuntimeClient client) throws IOException {
        Path root = Files.createTempDirectory(PREFIX);
        Lease.sweep(root.getParent(), PREFIX);
        return open(root, client);
    }

    /** Makes this directory a workshop, or takes it away. */
    static Workshop open(Path root, RuntimeClient client) throws IOException {
        try {
            return furnish(root, client, Lease.take(root));
        } catch (IOException | RuntimeException e) {
            delete(root);
            throw e;
        }
    }

    private static Workshop furnish(Path root, RuntimeClient client, Lease lease) throws IOException {
        Path classes = Files.createDirectory(root.resolve("classes"));
        for (Class<?> type : List.of(Guardian.class, Bootstrap.class)) {
            String name = type.getName().replace('.', '/') + ".class";
            Files.createDirectories(classes.resolve(name).getParent());
            try (InputStream bytes = type.getResourceAsStream("/" + name)) {
                Files.copy(bytes, classes.resolve(name));
            }
        }
        List<Path> jars = runtimeJars();
        if (client == RuntimeClient.BOOTSTRAP) {
            return new Workshop(
                    root,
                    classes,
                    null,
                    jars.stream().filter(Workshop::hasInterfaces).toList(),
                    lease);
        }
        return new Workshop(root, classes, unpackLibrary(jars, root), jars, lease);
    }

    /** A fresh directory for one child. */
    Path childDirectory() throws IOException {
        return Files.createTempDirectory(root, "child-");
    }

    /** AWS's client comes before the provider's jar, as Lambda's own class path has it. */
    String classPath(Path jar) {
        return Stream.of(List.of(classes), runtimeJars, List.of(jar))
                .flatMap(List::stream)
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** System properties that AWS's client needs. */
    List<String> properties() {
        return library == null
                ? List.of()
                : List.of("-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI=" + library);
    }

    @Override
    public void close() {
        lease.close();
        delete(root);
    }

    /** Deletes a tree; what another process deletes meanwhile is as good as deleted here. */
    static void delete(Path tree) {
        try (Stream<Path> files = Files.walk(tree)) {
            files.sorted(Comparator.reverseOrder()).forEach(p -> p.toFile().delete());
        } catch (IOException | UncheckedIOException gone) {
            tree.toFile().delete();
        }
    }

    /** The build copies AWS's client to {@code ric/} beside our own jar or classes. */
    private static List<Path> runtimeJars() throws IOException {
        Path directory;
        try {
            Path own = Path.of(Workshop.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            directory = own.resolveSibling("ric");
        } catch (URISyntaxException e) {
            throw new IOException("the emulator cannot find its own files", e);
        }
        if (!Files.isDirectory(directory)) {
            throw new IOException(
                    directory + " with AWS's runtime interface client is missing; build the emulator again");
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(p -> p.toString().endsWith(".jar")).sorted().toList();
        }
    }

    /** Lambda's runtimes bring these interfaces along whatever the function's jar holds. */
    private static boolean hasInterfaces(Path jar) {
        return jar.getFileName().toString().startsWith("aws-lambda-java-core-");
    }

    private static Path unpackLibrary(List<Path> jars, Path directory) throws IOException {
        String wanted = RuntimeClient.library();
        for (Path path : jars) {
            try (var jar = new JarFile(path.toFile())) {
                JarEntry entry = jar.getJarEntry(wanted);
                if (entry != null) {
                    Path library = directory.resolve("libaws-lambda-jni.so");
                    Files.copy(jar.getInputStream(entry), library);
                    return library;
                }
            }
        }
        throw new IOException("AWS's runtime interface client has no " + wanted + "; use --runtime-client bootstrap");
    }
}
