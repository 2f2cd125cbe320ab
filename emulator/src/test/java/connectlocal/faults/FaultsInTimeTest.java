package connectlocal.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import connectlocal.Emulator;
import connectlocal.Options;
import connectlocal.http.Time;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Faults that last, on sockets, by a time that passes when the test says so and not when the machine is slow. */
@Timeout(120)
class FaultsInTimeTest {
    private static final long SECOND = 1_000_000_000;

    /** Stands still; a pause begins by itself and ends when told to. */
    private static final class StoppedTime implements Time {
        final AtomicLong nanos = new AtomicLong();
        final CompletableFuture<Long> asked = new CompletableFuture<>();
        final CompletableFuture<Thread> pausing = new CompletableFuture<>();
        final CompletableFuture<Void> over = new CompletableFuture<>();

        @Override
        public long nanos() {
            return nanos.get();
        }

        @Override
        public void pause(long millis) {
            asked.complete(millis);
            pausing.complete(Thread.currentThread());
            over.join();
        }
    }

    private final StoppedTime time = new StoppedTime();
    private Emulator emulator;

    @AfterEach
    void stop() {
        time.over.complete(null);
        if (emulator != null) {
            emulator.close();
        }
    }

    private void start(List<String> faults, Optional<String> quotas) throws IOException {
        emulator = Emulator.start(
                Options.onFreePort()
                        .withUnkindness(new Options.Unkindness(faults, Optional.empty(), quotas, List.of())),
                time);
    }

    private Socket connected() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), emulator.endpoint().getPort());
    }

    private String get(String path) throws IOException {
        try (var socket = connected()) {
            String head = "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(head.formatted(path).getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    private List<String> instances(int calls) {
        return IntStream.range(0, calls).mapToObj(i -> status("/instance")).toList();
    }

    private String status(String path) {
        try {
            return get(path).lines().findFirst().orElse("").replaceAll("HTTP/1.1 ([0-9]+).*", "$1");
        } catch (IOException ended) {
            return "";
        }
    }

    @Test
    void refusal_takesNoConnectionWhileItLasts_andTheSamePortAfterwards() throws Exception {
        start(List.of("operation=ListInstances,kind=refuse,ms=600000"), Optional.empty());
        assertThat(status("/instance")).isEmpty();
        Thread refusal = time.pausing.get();
        assertThat(time.asked.get()).isEqualTo(600_000);
        assertThatThrownBy(this::connected).isInstanceOf(ConnectException.class);
        time.over.complete(null);
        refusal.join();
        assertThat(get("/instance")).startsWith("HTTP/1.1 200");
    }

    @Test
    void quotas_throttleAfterTheBurst_fillWithTime_andAreMarked() throws Exception {
        start(List.of(), Optional.of("aws"));
        assertThat(instances(6)).containsExactly("200", "200", "200", "200", "200", "429");
        assertThat(get("/_emulator/requests?struck=true")).contains("\"fault\":\"quota\"", "ThrottlingException");
        time.nanos.addAndGet(SECOND);
        assertThat(instances(3)).containsExactly("200", "200", "429");
    }
}
