package connectlocal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The emulator on another address than the default one: by option, by environment, and who may call it there. */
class HostIT {
    @TempDir
    private Path directory;

    @Test
    void host_other_isListenedOnAloneAndNamedInTheReadyLine() throws Exception {
        Path said = directory.resolve("said");
        try (var emulator = new EmulatorProcess(said, "--host", "127.0.0.2", "--allow-host", "aws.example")) {
            assertThat(emulator.endpoint.getHost()).isEqualTo("127.0.0.2");
            int port = emulator.endpoint.getPort();
            assertThat(connects("127.0.0.1", port)).isFalse();
            assertThat(emulator.send("GET", "/_emulator/health", "")).contains("\"status\":\"ok\"");
            assertThat(status(port, "localhost")).isEqualTo("200");
            assertThat(status(port, "aws.example:80")).isEqualTo("200");
            assertThat(status(port, "evil.example")).isEqualTo("403");
            assertThat(Files.readAllLines(said)).noneMatch(line -> line.startsWith("emulator: other machines"));
        }
    }

    @Test
    void health_asksWhereTheEnvironmentSays() throws Exception {
        var environment = Map.of("CONNECT_LOCAL_HOST", "127.0.0.2", "CONNECT_LOCAL_PORT", String.valueOf(freePort()));
        var builder = EmulatorProcess.builder();
        builder.command(builder.command().get(0))
                .redirectError(directory.resolve("said").toFile());
        builder.environment().putAll(environment);
        builder.environment().put("CONNECT_LOCAL_LAMBDA_PORT", "0");
        assertThat(run(environment, "health")).startsWith("1: health: nobody answers at http://127.0.0.2:");
        Process emulator = builder.start();
        try {
            var ready = emulator.inputReader(UTF_8).readLine();
            assertThat(ready).isEqualTo("ready http://127.0.0.2:" + environment.get("CONNECT_LOCAL_PORT"));
            assertThat(run(environment, "health")).startsWith("0: {").contains("\"status\":\"ok\"");
            assertThat(run(environment, "health", "--port", "x")).startsWith("2: ");
            var proxied = new HashMap<>(environment);
            proxied.put("JDK_JAVA_OPTIONS", "-Dhttp.proxyHost=127.0.0.1 -Dhttp.proxyPort=9 -Dhttp.nonProxyHosts=");
            assertThat(run(proxied, "health"))
                    .as("a proxy knows another 127.0.0.2")
                    .startsWith("0: {");
        } finally {
            emulator.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void host_ofAnotherMachine_orNone_isExplained() throws Exception {
        assertThat(run(Map.of(), "--port", "0", "--lambda-port", "0", "--host", "192.0.2.1"))
                .isEqualTo("1: emulator: the emulator does not start: 192.0.2.1 is no address of this machine");
        assertThat(run(Map.of(), "--host", "everywhere"))
                .startsWith("2: emulator: --host must be an address such as 127.0.0.1");
    }

    /** Exit code and all that was said. */
    private static String run(Map<String, String> environment, String... arguments) throws Exception {
        var builder = EmulatorProcess.builder();
        var command = new ArrayList<>(builder.command().subList(0, 1));
        command.addAll(List.of(arguments));
        builder.command(command).redirectErrorStream(true).environment().putAll(environment);
        Process process = builder.start();
        String said = process.inputReader(UTF_8)
                .lines()
                .filter(line -> !line.startsWith("NOTE: Picked up JDK_JAVA_OPTIONS"))
                .collect(Collectors.joining("\n"));
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue() + ": " + said;
    }

    /** The status of an answer to a request under this name. */
    private static String status(int port, String host) throws Exception {
        try (var socket = new Socket("127.0.0.2", port)) {
            socket.setSoTimeout(30_000);
            String request = "GET /_emulator/health HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(host);
            socket.getOutputStream().write(request.getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8).split(" ")[1];
        }
    }

    private static boolean connects(String host, int port) throws Exception {
        try (var socket = new Socket(host, port)) {
            return socket.isConnected();
        } catch (ConnectException refused) {
            return false;
        }
    }

    private static int freePort() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.2"))) {
            return socket.getLocalPort();
        }
    }
}
