package connectlocal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import connectlocal.http.Json;
import connectlocal.lambda.Provider;
import connectlocal.lambda.SampleProvider;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
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
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @TempDir
    private Path directory;

    private Path archives;
    private Path said;
    private Process emulator;
    private URI endpoint;

    /** A built repository of our own, whose archives no other test makes or uses. */
    @BeforeEach
    void copyRepository() throws IOException {
        Path command = Path.of(System.getProperty("emulator.command")).toRealPath();
        Path built = command.resolve("../../target").normalize();
        Path target = Files.createDirectories(directory.resolve("emulator/target"));
        Files.createDirectories(directory.resolve("emulator/bin"));
        Files.copy(command, directory.resolve("emulator/bin/emulator"));
        Files.copy(built.resolve("connect-emulator.jar"), target.resolve("connect-emulator.jar"));
        Files.createSymbolicLink(target.resolve("lib"), built.resolve("lib"));
        Files.createSymbolicLink(target.resolve("ric"), built.resolve("ric"));
        Files.createSymbolicLink(
                directory.resolve("tools"), command.resolve("../../../tools").normalize());
        archives = target.resolve("archives");
        said = directory.resolve("said");
    }

    @AfterEach
    void stop() throws Exception {
        if (emulator != null) {
            emulator.toHandle().destroy();
            assertThat(emulator.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @AfterEach
    void deleteLinks() throws IOException {
        for (String link : List.of("emulator/target/lib", "emulator/target/ric", "tools")) {
            Files.delete(directory.resolve(link));
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

        for (Path archive : List.of(own, child)) {
            fillWithGarbage(archive);
        }
        start();
        assertThat(mapped(emulator.pid())).isEmpty();
        assertThat(mapped(invoke().get("pid").asLong())).isEmpty();
        stop();

        for (Path archive : List.of(own, child)) {
            try (FileChannel file = FileChannel.open(archive, StandardOpenOption.WRITE)) {
                file.truncate(file.size() / 2);
            }
        }
        start();
        assertThat(invoke().has("pid")).isTrue();
        assertThat(Files.readString(said)).doesNotContain("SIGBUS");
    }

    @Test
    void folder_thatCannotBeMade_isNoFailure() throws Exception {
        Files.writeString(archives, "no folder");
        start();
        assertThat(invoke().has("pid")).isTrue();
        // Longer than it waits before it tries.
        Thread.sleep(2_500);
        assertThat(invoke().has("pid")).isTrue();
        assertThat(archives).hasContent("no folder");
        assertThat(Files.readAllLines(said)).allMatch(line -> line.startsWith("NOTE: Picked up JDK_JAVA_OPTIONS"));
    }

    private void start() throws Exception {
        Path provider = directory.resolve("provider");
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
                .set(0, directory.resolve("emulator/bin/emulator").toRealPath().toString());
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

    /** Keeps its size, its first page and its time. */
    private static void fillWithGarbage(Path archive) throws IOException {
        var time = Files.getLastModifiedTime(archive);
        archive.toFile().setWritable(true);
        byte[] bytes = Files.readAllBytes(archive);
        var random = new Random(1);
        for (int i = 0; i < 2_000; i++) {
            bytes[4_096 + random.nextInt(bytes.length - 4_096)] ^= (byte) 0xff;
        }
        Files.write(archive, bytes);
        Files.setLastModifiedTime(archive, time);
    }
}
