package connectlocal.junit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * The local AWS as a process of its own, started from the jar that is on the class path. It ends with the tests, also
 * when their JVM is killed: it holds the other end of its standard input.
 */
final class LocalProcess implements AutoCloseable {
    private static final String TIED = "connectlocal.launch.Tied";
    private static final String LAUNCHER = "connectlocal.launch.Launcher";
    private static final String READY = "ready ";
    private static final int START_SECONDS = 120;
    private static final int STOP_SECONDS = 15;

    private static final List<String> ADD_OPTIONS = List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");
    /** An option that chooses a garbage collector, or a file of options, which may. */
    private static final Pattern COLLECTOR = Pattern.compile("-XX:\\+Use\\w*GC|(^|\\s)@");

    private final Process process;
    private final Path seed;
    private final Thread hook;

    private LocalProcess(Process process, Path seed) {
        this.process = process;
        this.seed = seed;
        this.hook = new Thread(process::destroy, "stop the local AWS");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * Starts the local AWS on free ports.
     *
     * @param seed a resource, or empty
     * @throws IllegalStateException when the jar or the seed is missing, or the process ends; what it said is shown
     */
    static LocalProcess start(String seed, List<String> options) {
        try {
            Path file = seed.isEmpty() ? null : copied(seed);
            var command = new ArrayList<String>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            if (!mayChooseCollector(System.getenv())) {
                command.add("-XX:+UseSerialGC");
            }
            command.addAll(List.of("-cp", jar().toString(), TIED, LAUNCHER, "--port", "0", "--lambda-port", "0"));
            if (file != null) {
                command.addAll(List.of("--seed", file.toString()));
            }
            command.addAll(options);
            var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
            return new LocalProcess(builder.start(), file);
        } catch (IOException e) {
            throw new IllegalStateException("the local AWS cannot be started: " + e.getMessage(), e);
        }
    }

    /** Whether options of the user may choose a collector: a JVM does not start with two. */
    private static boolean mayChooseCollector(Map<String, String> environment) {
        return ADD_OPTIONS.stream()
                .anyMatch(name ->
                        COLLECTOR.matcher(environment.getOrDefault(name, "")).find());
    }

    /** The address, once it serves. */
    URI endpoint() {
        var found = new CompletableFuture<URI>();
        var reader = new Thread(() -> read(found), "output of the local AWS");
        reader.setDaemon(true);
        reader.start();
        try {
            return found.get(START_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause().getMessage() + "; it says why on standard error", e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("the local AWS was not ready after " + START_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the local AWS started", e);
        }
    }

    /** Reads on after the address, for a full pipe would stop the process. */
    private void read(CompletableFuture<URI> found) {
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(READY)) {
                    found.complete(URI.create(line.substring(READY.length()).strip()));
                }
            }
            found.completeExceptionally(new IOException("the local AWS ended before it was ready"));
        } catch (IOException e) {
            found.completeExceptionally(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            Runtime.getRuntime().removeShutdownHook(hook);
            if (seed != null) {
                Files.deleteIfExists(seed);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } catch (IOException | IllegalStateException e) {
            // The file is a temporary one; and the hook runs already when the JVM ends.
        }
    }

    private static Path jar() {
        URL launcher = loader().getResource(LAUNCHER.replace('.', '/') + ".class");
        if (launcher == null || !launcher.getProtocol().equals("jar")) {
            throw new IllegalStateException("connect-local.jar is not on the class path of the tests; add the"
                    + " dependency connectlocal:connect-local, or the jar itself");
        }
        String inside = launcher.getPath();
        try {
            return Path.of(new URI(inside.substring(0, inside.indexOf("!/"))));
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the place of connect-local.jar is no path: " + launcher, e);
        }
    }

    private static Path copied(String resource) throws IOException {
        try (var bytes = loader().getResourceAsStream(resource)) {
            if (bytes == null) {
                throw new IllegalStateException(
                        "the seed " + resource + " is not among the resources of the tests (src/test/resources)");
            }
            Path file = Files.createTempFile("seed-", ".yaml");
            Files.write(file, bytes.readAllBytes());
            return file;
        }
    }

    private static ClassLoader loader() {
        return Thread.currentThread().getContextClassLoader();
    }
}
