package connectlocal.console;

import static org.assertj.core.api.Assertions.assertThat;

import connectlocal.Emulator;
import connectlocal.Options;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The events of the console over the wire: pushed while the answer goes on, to a bounded number of readers. */
@Timeout(120)
class ChangesIT {
    private static final int MOST_READERS = 32;

    private final List<Reader> readers = new ArrayList<>();
    private Emulator emulator;

    /** A client that keeps its answer open. */
    private static final class Reader implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader lines;
        final String status;

        Reader(URI address) throws IOException {
            socket = new Socket(address.getHost(), address.getPort());
            socket.setSoTimeout(60_000);
            String request = "GET /_emulator/console/changes HTTP/1.1\r\nHost: localhost\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            status = lines.readLine();
        }

        String event() throws IOException {
            String line = lines.readLine();
            while (line != null && !line.startsWith("data: ")) {
                line = lines.readLine();
            }
            return line;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @BeforeEach
    void start() throws Exception {
        emulator = Emulator.start(Options.onFreePort());
    }

    @AfterEach
    void stop() throws Exception {
        for (Reader reader : readers) {
            reader.close();
        }
        emulator.close();
    }

    private Reader open() throws IOException {
        Reader reader = new Reader(emulator.endpoint());
        readers.add(reader);
        return reader;
    }

    private void send(String method, String path, String body) throws Exception {
        var request = HttpRequest.newBuilder(emulator.endpoint().resolve(path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
    }

    @Test
    void everyKindOfChange_isTold() throws Exception {
        Reader reader = open();
        assertThat(reader.status).contains("200");
        String before = reader.event();
        assertThat(before)
                .contains("\"calls\"", "\"invocations\"", "\"requests\"", "\"stacks\"", "\"faults\"", "\"switches\"");
        send("GET", "/instance", "");
        String calls = reader.event();
        assertThat(number(calls, "calls")).isGreaterThan(number(before, "calls"));
        assertThat(number(calls, "faults")).isEqualTo(number(before, "faults"));
        send("POST", "/_emulator/faults", "{\"kind\":\"throttle\",\"operation\":\"ListUsers\"}");
        String faults = reader.event();
        assertThat(number(faults, "faults")).isGreaterThan(number(calls, "faults"));
        assertThat(number(faults, "calls")).isEqualTo(number(calls, "calls"));
        send("POST", "/_emulator/switches", "{\"stale-reads\":1}");
        assertThat(number(reader.event(), "switches")).isGreaterThan(number(faults, "switches"));
    }

    @Test
    void readers_areBounded_andALeaverMakesRoom() throws Exception {
        for (int i = 0; i < MOST_READERS; i++) {
            Reader reader = open();
            assertThat(reader.status).as("reader " + i).contains("200");
            assertThat(reader.event()).isNotNull();
        }
        assertThat(open().status).contains("503");
        readers.get(0).close();
        Reader next = open();
        while (!next.status.contains("200")) { // until the server has written to the one that is gone
            send("GET", "/instance", "");
            Thread.sleep(100);
            next = open();
        }
        assertThat(next.event()).isNotNull();
    }

    private static long number(String event, String kind) {
        return Long.parseLong(event.replaceAll(".*\"" + kind + "\":([0-9]+).*", "$1"));
    }
}
