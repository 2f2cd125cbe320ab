package connectlocal.lambda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * The private directory of one emulator, and in it what every child needs: the native library of AWS's runtime client.
 * That library would otherwise be unpacked to one fixed file in /tmp by every child, over the feet of those that
 * already run it.
 */
final class Workshop implements AutoCloseable {
    private static final String PREFIX = "connect-emulator-";

    private final Path root;
    private final Path library;
    private final Lease lease;

    private Workshop(Path root, Path library, Lease lease) {
        this.lease = lease;
        this.root = root;
        this.library = library;
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
        List<Path> jars = ChildClassPath.runtimeJars();
        return new Workshop(root, client == RuntimeClient.BOOTSTRAP ? null : unpackLibrary(jars, root), lease);
    }

    /** A fresh directory for one child. */
    Path childDirectory() throws IOException {
        return Files.createTempDirectory(root, "child-");
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
