package connectlocal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import connectlocal.http.Json;
import connectlocal.lambda.Provider;
import connectlocal.lambda.SampleProvider;
import connectlocal.launch.PlainTempDir;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Archives of classes: made by the first start, used by the next, and no start fails by them. */
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ArchivesIT {
    private static final String ARCHIVED = "source: shared objects file (top)";

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @TempDir(factory = PlainTempDir.class)
    private Path directory;

    private Path repository;
    private Path archives;
    private Path said;
    private Process emulator;
    private URI endpoint;

    /** A built repository of our own, whose archives no other test makes or uses. */
    @BeforeEach
    void copyRepository() throws IOException {
        copyRepository(directory.resolve("repository"));
    }

    private void copyRepository(Path to) throws IOException {
        repository = to;
        Path command = Path.of(System.getProperty("emulator.command")).toRealPath();
        Path built = command.resolve("../../target").normalize();
        Path target = Files.createDirectories(repository.resolve("emulator/target"));
        Files.createDirectories(repository.resolve("emulator/bin"));
        Files.copy(command, repository.resolve("emulator/bin/emulator"));
        Files.copy(built.resolve("connect-emulator.jar"), target.resolve("connect-emulator.jar"));
        copyJars(built.resolve("lib"), target.resolve("lib"));
        copyJars(built.resolve("ric"), target.resolve("ric"));
        Files.createSymbolicLink(
                repository.resolve("tools"), command.resolve("../../../tools").normalize());
        archives = target.resolve("archives");
        said = directory.resolve("said");
    }

    /** No links: a JVM goes by where those lead, and this checkout may lie in a path with a space. */
    private static void copyJars(Path from, Path to) throws IOException {
        Files.createDirectory(to);
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(from)) {
            for (Path jar : jars) {
                Files.copy(jar, to.resolve(jar.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    @AfterEach
    void stop() throws Exception {
        if (emulator != null) {
            emulator.toHandle().destroy();
            assertThat(emulator.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @AfterEach
    void deleteLink() throws IOException {
        for (String name : List.of("repository", "with a space")) {
            Files.deleteIfExists(directory.resolve(name).resolve("tools"));
        }
    }

    @Test
    void firstStart_makesThem_theNextUsesThem_andBrokenOnesAreNoFailure() throws Exception {
        start();
        assertThat(mapped(emulator.pid())).isEmpty();
        Path own = made("emulator-");
        Path child = made("child-");
        stop();

        start();
        if (Files.exists(Path.of("/proc/self/maps"))) {
            assertThat(mapped(emulator.pid())).contains(own.toString());
            assertThat(mapped(invoke().get("pid").asLong())).contains(child.toString());
        }
        stop();

        byte[] ownBytes = Files.readAllBytes(own);
        byte[] childBytes = Files.readAllBytes(child);
        write(own, garbled(ownBytes));
        write(child, garbled(childBytes));
        start();
        assertThat(mapped(emulator.pid())).isEmpty();
        assertThat(mapped(invoke().get("pid").asLong())).isEmpty();
        stop();

        // What is left is as it was, so a JVM that relies on sums reads beyond the end.
        write(own, Arrays.copyOf(ownBytes, ownBytes.length / 2));
        write(child, Arrays.copyOf(childBytes, childBytes.length / 2));
        start();
        assertThat(invoke().has("pid")).isTrue();
        assertThat(Files.readString(said)).doesNotContain("SIGBUS");
    }

    @Test
    void classes_areInTheArchive_ofTheLibrariesToo_whateverCollectorIsChosen() throws Exception {
        start(Map.of("_JAVA_OPTIONS", "-XX:+UseParallelGC"));
        assertLoadedFromArchive(made("emulator-"), archives.resolveSibling("connect-emulator.jar"));
    }

    /**
     * Proxies of annotations, hashes of records, Jetty's privileges: of these each JVM makes classes that no archive
     * has.
     */
    @Test
    void startFromTheArchive_makesNoClassOfOursAnew_norWhatNoArchiveHas() throws Exception {
        start();
        Path own = made("emulator-");
        made("child-");
        stop();
        Path loaded = directory.resolve("loaded");
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                "-XX:SharedArchiveFile=" + own,
                "-Xlog:disable",
                "-Xlog:class+load:file=" + loaded,
                "-jar",
                archives.resolveSibling("connect-emulator.jar").toString()));
        command.addAll(List.of("--port", "0", "--lambda-port", "0", "--provider"));
        command.addAll(List.of(repository.resolve("provider/sample-1.0.jar").toString(), "--schema"));
        command.add(repository.resolve("provider/schema.json").toString());
        emulator = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String line = new BufferedReader(new InputStreamReader(emulator.getInputStream(), UTF_8)).readLine();
        assertThat(line).startsWith("ready ");
        List<String> classes = Files.readAllLines(loaded);
        assertThat(classes)
                .anyMatch(each -> each.contains("connectlocal.Preparation$$Lambda") && each.endsWith(ARCHIVED))
                .anyMatch(each -> each.contains("connectlocal.Archives "))
                .anyMatch(each -> each.contains("connectlocal.lambda.ProviderProcess "));
        // Two threads that come to a lambda at once may both make its class, and the archive has one.
        assertThat(classes.stream()
                        .filter(each -> each.contains("] connectlocal.") && !each.contains("$$Lambda"))
                        .filter(each -> !each.endsWith(ARCHIVED)))
                .isEmpty();
        assertThat(classes.stream()
                        .filter(each -> List.of("$Proxy", "java.lang.runtime.ObjectMethods ", "SecurityUtils").stream()
                                .anyMatch(each::contains)))
                .isEmpty();
    }

    /** JDK 17 archives no class of a jar under such a path. */
    @Test
    void pathWithASpace_classesAreInTheArchiveAllTheSame() throws Exception {
        copyRepository(directory.resolve("with a space"));
        start();
        Path own = made("emulator-");
        Path child = made("child-");
        Path plain = directory.toRealPath().resolve("cache/connect-local/plain");
        String name = own.getFileName().toString().replaceFirst("-\\d+\\.jsa$", "");
        assertLoadedFromArchive(own, plain.resolve(name).resolve("connect-emulator.jar"));
        stop();

        start();
        if (Files.exists(Path.of("/proc/self/maps"))) {
            assertThat(mapped(emulator.pid())).contains(own.toString());
            long pid = invoke().get("pid").asLong();
            assertThat(mapped(pid)).contains(child.toString());
            assertThat(ProcessHandle.of(pid).orElseThrow().info().arguments().orElseThrow())
                    .anyMatch(argument -> argument.startsWith(plain.toString()));
        }
    }

    @Test
    void folder_thatCannotBeMade_isNoFailure() throws Exception {
        copyRepository(directory.resolve("with a space"));
        Files.writeString(archives, "no folder");
        start();
        assertThat(invoke().has("pid")).isTrue();
        awaitAttempt();
        assertThat(invoke().has("pid")).isTrue();
        assertThat(archives).hasContent("no folder");
        assertThat(Files.readAllLines(said)).allMatch(line -> line.startsWith("NOTE: Picked up JDK_JAVA_OPTIONS"));
    }

    /** Where the path has a space jars are laid elsewhere first; then the thread ends, of which Linux tells. */
    private void awaitAttempt() throws Exception {
        Path plain = directory.resolve("cache/connect-local/plain");
        Path tasks = Path.of("/proc", String.valueOf(emulator.pid()), "task");
        long end = System.nanoTime() + PATIENCE.toNanos();
        boolean under = true;
        while (under && System.nanoTime() < end) {
            Thread.sleep(50);
            under = Files.notExists(plain);
            if (!under && Files.exists(tasks)) {
                try (DirectoryStream<Path> each = Files.newDirectoryStream(tasks)) {
                    for (Path task : each) {
                        under |= isAtArchives(task);
                    }
                }
            }
        }
        assertThat(under).as("still at work").isFalse();
    }

    private static boolean isAtArchives(Path task) {
        try {
            return Files.readString(task.resolve("comm")).strip().equals("archives");
        } catch (IOException ended) {
            return false;
        }
    }

    private void start() throws Exception {
        start(Map.of());
    }

    private void start(Map<String, String> variables) throws Exception {
        Path provider = repository.resolve("provider");
        if (Files.notExists(provider)) {
            SampleProvider.in(provider, "Test::Sample::Type");
        }
        Provider sample = Provider.load(provider.resolve("sample-1.0.jar"), provider.resolve("schema.json"));
        var builder = EmulatorProcess.builder(
                "--provider",
                sample.jar().toString(),
                "--schema",
                sample.schema().toString());
        builder.command()
                .set(0, repository.resolve("emulator/bin/emulator").toRealPath().toString());
        builder.environment().put("XDG_CACHE_HOME", directory.resolve("cache").toString());
        builder.environment().putAll(variables);
        emulator = builder.redirectError(ProcessBuilder.Redirect.appendTo(said.toFile()))
                .start();
        String line = new BufferedReader(new InputStreamReader(emulator.getInputStream(), UTF_8)).readLine();
        assertThat(line).as("the first line, for whoever waits for it").startsWith("ready ");
        endpoint = URI.create(line.substring("ready ".length()));
    }

    private JsonNode invoke() throws Exception {
        var request = HttpRequest.newBuilder(endpoint.resolve("/2015-03-31/functions/TypeFunction/invocations"))
                .timeout(Duration.ofSeconds(90))
                .POST(HttpRequest.BodyPublishers.ofString("\"hello\""))
                .build();
        String body = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
        return Json.MAPPER.readTree(body);
    }

    private void assertLoadedFromArchive(Path archive, Path jar) throws Exception {
        Path loaded = directory.resolve("loaded");
        var version = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:SharedArchiveFile=" + archive,
                        "-Xlog:disable",
                        "-Xlog:class+load:file=" + loaded,
                        "-jar",
                        jar.toString(),
                        "--version")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(version.waitFor(60, TimeUnit.SECONDS)).isTrue();
        List<String> classes = Files.readAllLines(loaded);
        for (String name : List.of("connectlocal.Main", "picocli.CommandLine")) {
            assertThat(classes).anyMatch(line -> line.contains(name + " source: shared objects file (top)"));
        }
    }

    /** The archive of this kind, once it is there. */
    private Path made(String prefix) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            if (Files.isDirectory(archives)) {
                try (Stream<Path> files = Files.list(archives)) {
                    var found = files.filter(f -> f.getFileName().toString().startsWith(prefix))
                            .findAny();
                    if (found.isPresent()) {
                        assertThat(found.get().toString()).endsWith(".jsa");
                        return found.get().toRealPath();
                    }
                }
            }
            Thread.sleep(100);
        }
        throw new AssertionError("no archive " + prefix + " after " + PATIENCE);
    }

    /** The archives of ours that a process has mapped; Linux tells. */
    private static String mapped(long pid) throws IOException {
        Path maps = Path.of("/proc", String.valueOf(pid), "maps");
        if (Files.notExists(maps)) {
            return "";
        }
        return String.join(
                "\n",
                Files.readAllLines(maps).stream()
                        .filter(line -> line.contains("/archives/"))
                        .toList());
    }

    /** Of the same length, and with the same first page. */
    private static byte[] garbled(byte[] archive) {
        byte[] bytes = archive.clone();
        var random = new Random(1);
        for (int i = 0; i < 2_000; i++) {
            bytes[4_096 + random.nextInt(bytes.length - 4_096)] ^= (byte) 0xff;
        }
        return bytes;
    }

    private static void write(Path archive, byte[] bytes) throws IOException {
        // Archives are made read-only.
        Files.delete(archive);
        Files.write(archive, bytes);
    }
}
