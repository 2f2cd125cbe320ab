package connectlocal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import connectlocal.http.Json;
import connectlocal.lambda.Provider;
import connectlocal.lambda.SampleProvider;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program as a user starts it: its own process, its options, its ready line, its end. */
class CommandLineIT {
    private static final int SIGTERM_EXIT = 143;
    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path directory;

    private Process emulator;
    private BufferedReader out;

    @AfterEach
    void stop() throws Exception {
        if (emulator != null) {
            emulator.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void start_ready_printsOneLineAndServesOnBothPorts() throws Exception {
        int lambdaPort = freePort();
        URI endpoint = start(lambdaPort);
        var health = Json.MAPPER.readTree(get(endpoint.resolve("/_emulator/health")));
        assertThat(health.get("services").toString())
                .isEqualTo("[\"connect\",\"lambda\",\"sts\",\"cloudcontrolapi\",\"s3\",\"ssm\",\"cloudformation\"]");
        assertThat(health.get("functions").toString()).contains("TypeFunction", "test-sample-type");
        assertThat(invoke(URI.create("http://127.0.0.1:" + lambdaPort))).contains("\"event\":\"hello\"");
        // Not Process.destroy, which closes the stream that is read below.
        emulator.toHandle().destroy();
        assertThat(emulator.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(out.readLine()).isNull();
    }

    @Test
    void sigterm_withChildren_endsAndLeavesNothing() throws Exception {
        URI endpoint = start(0);
        var facts = Json.MAPPER.readTree(invoke(endpoint));
        emulator.destroy();
        assertThat(emulator.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(emulator.exitValue()).isEqualTo(SIGTERM_EXIT);
        assertThat(ends(facts.get("pid").asLong())).isTrue();
        assertThat(Path.of(facts.get("tmpdir").asText())).doesNotExist();
    }

    @Test
    void kill_ofTheEmulator_endsItsChildren() throws Exception {
        URI endpoint = start(0);
        long child = Json.MAPPER.readTree(invoke(endpoint)).get("pid").asLong();
        emulator.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        assertThat(ends(child)).isTrue();
    }

    /** An orphan is nobody's descendant any more when the emulator is killed. */
    @ParameterizedTest
    @ValueSource(strings = {"spawn", "orphan"})
    void kill_ofTheEmulator_endsItsGrandchildren_andTheNextStartTakesItsDirectoryAway(String how) throws Exception {
        URI endpoint = start(0);
        Path tmpdir =
                Path.of(Json.MAPPER.readTree(invoke(endpoint)).get("tmpdir").asText());
        long grandchild = Long.parseLong(invoke(endpoint, "\"" + how + "\"").strip());
        emulator.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        assertThat(ends(grandchild)).isTrue();
        Path left = tmpdir.getParent().getParent();
        assertThat(left).exists();
        start(0);
        assertThat(left).doesNotExist();
    }

    /** Clients that wait for an answer, or have not sent all of their body, are cut off without a word. */
    @Test
    void sigterm_withClientsInFlight_saysNothing() throws Exception {
        Path said = directory.resolve("said");
        URI endpoint = start(0, ProcessBuilder.Redirect.to(said.toFile()));
        var hanging = http.sendAsync(
                HttpRequest.newBuilder(endpoint.resolve("/2015-03-31/functions/TypeFunction/invocations"))
                        .POST(HttpRequest.BodyPublishers.ofString("\"hang\""))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        for (int i = 0; i < 600 && !Files.exists(directory.resolve("hanging")); i++) {
            Thread.sleep(50);
        }
        assertThat(directory.resolve("hanging")).exists();
        try (var half = new Socket(InetAddress.getLoopbackAddress(), endpoint.getPort());
                var idle = new Socket(InetAddress.getLoopbackAddress(), endpoint.getPort())) {
            half.getOutputStream()
                    .write("POST /x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{".getBytes(UTF_8));
            get(endpoint.resolve("/_emulator/health"));
            emulator.toHandle().destroy();
            assertThat(emulator.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(emulator.exitValue()).isEqualTo(SIGTERM_EXIT);
            assertThat(idle.isClosed()).isFalse();
        }
        assertThat(Files.readAllLines(said)).allMatch(line -> line.startsWith("NOTE: Picked up JDK_JAVA_OPTIONS"));
        hanging.cancel(true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"spawn", "orphan"})
    void sigterm_endsGrandchildren(String how) throws Exception {
        URI endpoint = start(0);
        long grandchild = Long.parseLong(invoke(endpoint, "\"" + how + "\"").strip());
        emulator.destroy();
        assertThat(emulator.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(ends(grandchild)).isTrue();
    }

    @Test
    void port_taken_saysSoAndNamesTheOption() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String port = String.valueOf(taken.getLocalPort());
            assertThat(failure(1, "--port", port, "--lambda-port", "0"))
                    .contains("port " + port + " is in use", "another with --port");
            assertThat(failure(1, "--port", "0", "--lambda-port", port)).contains("another with --lambda-port");
        }
    }

    /** All that can be wrong with options is tried by {@link WrongOptionsTest}. */
    @Test
    void option_wrong_endsTheProcessWithAnExplanation() throws Exception {
        assertThat(failure(2, "--nonsense", "1")).contains("--nonsense");
        assertThat(failure(2, "--seed", "/no/such/seed.yaml")).contains("/no/such/seed.yaml");
    }

    @Test
    void provider_withoutSettings_namesTheFileExpected() throws Exception {
        Provider sample = SampleProvider.in(directory, "Test::Sample::Type");
        Files.delete(directory.resolve(".rpdk-config"));
        String said = failure(
                2,
                "--provider",
                sample.jar().toString(),
                "--schema",
                sample.schema().toString());
        assertThat(said).contains(directory.resolve(".rpdk-config").toString(), "no such file");
    }

    @Test
    void command_throughSymbolicLinkWithCdpath_findsItsFiles() throws Exception {
        Path link = directory.resolve("link");
        Files.createSymbolicLink(
                link, Path.of(System.getProperty("emulator.command")).toAbsolutePath());
        var builder = process("--version").redirectErrorStream(true);
        builder.command().set(0, link.toString());
        builder.environment().put("CDPATH", directory + ":" + directory.getParent());
        var process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        Files.delete(link);
        assertThat(process.exitValue()).as(said).isZero();
        assertThat(said).contains("connect-emulator");
    }

    private URI start(int lambdaPort) throws Exception {
        return start(lambdaPort, ProcessBuilder.Redirect.INHERIT);
    }

    private URI start(int lambdaPort, ProcessBuilder.Redirect errors) throws Exception {
        Provider sample = SampleProvider.in(directory, "Test::Sample::Type");
        emulator = process(
                        "--port", "0",
                        "--lambda-port", String.valueOf(lambdaPort),
                        "--provider", sample.jar().toString(),
                        "--schema", sample.schema().toString())
                .redirectError(errors)
                .start();
        out = new BufferedReader(new InputStreamReader(emulator.getInputStream(), UTF_8));
        String line = out.readLine();
        assertThat(line).matches("ready http://127\\.0\\.0\\.1:[0-9]+");
        return URI.create(line.substring("ready ".length()));
    }

    private String failure(int exitCode, String... options) throws Exception {
        var process = process(options).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isEqualTo(exitCode);
        assertThat(said).doesNotContain("\tat ");
        return said;
    }

    private ProcessBuilder process(String... options) {
        var command = new ArrayList<String>();
        command.add(System.getProperty("emulator.command"));
        command.addAll(List.of(options));
        var builder = new ProcessBuilder(command);
        // Maven is at work here; the command would wait for it to end.
        builder.environment().put("EMULATOR_BUILD", "no");
        builder.environment().put("EMULATOR_ARCHIVES", "no");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment()
                .put("JDK_JAVA_OPTIONS", "\"-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir") + "\"");
        return builder;
    }

    private String invoke(URI endpoint) throws Exception {
        return invoke(endpoint, "\"hello\"");
    }

    private String invoke(URI endpoint, String event) throws Exception {
        var request = HttpRequest.newBuilder(endpoint.resolve("/2015-03-31/functions/TypeFunction/invocations"))
                .timeout(Duration.ofSeconds(30))
                .POST(HttpRequest.BodyPublishers.ofString(event))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private String get(URI uri) throws Exception {
        var request =
                HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private static boolean ends(long pid) throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            if (ProcessHandle.of(pid).map(p -> !p.isAlive()).orElse(true)) {
                return true;
            }
            Thread.sleep(50);
        }
        return false;
    }

    private static int freePort() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }
}
