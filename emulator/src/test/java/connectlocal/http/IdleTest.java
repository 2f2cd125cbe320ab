package connectlocal.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Connections on which nothing moves for longer than their server's patience of 100 ms. */
class IdleTest {
    private static final long PATIENCE = 100;
    private static final long LONGER = 1_000;

    /** An answer that is promised for later is no silence of the client's. */
    @Test
    void answer_thatTakesLongerThanClientsMayBeSilent_comes() throws Exception {
        assertThat(answer("GET /late HTTP/1.1\r\nContent-Length: 0\r\n")).startsWith("HTTP/1.1 200");
    }

    @Test
    void body_thatDoesNotCome_isNotWaitedForLonger() throws Exception {
        assertThat(answer("POST /late HTTP/1.1\r\nContent-Length: 9\r\n"))
                .startsWith("HTTP/1.1 408")
                .contains("RequestTimeoutException");
    }

    /** A function's process may be asking for its next event for days. */
    @Test
    void answer_thatTakesLongerThanClientsMayBeSilent_comes_fromAPatientServer() throws Exception {
        assertThat(patientAnswer("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
    }

    /** Anybody on this machine can connect to where functions ask for events. */
    @Test
    void client_thatAsksNothing_isLeft_byAPatientServer() throws Exception {
        assertThat(patientAnswer("")).isEmpty();
        assertThat(patientAnswer("GET / HT")).isEmpty();
        assertThat(patientAnswer("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\n"))
                .startsWith("HTTP/1.1 408");
    }

    @Test
    void patience_withSilentClients_hasAnEnd_whoeverAnswers() throws Exception {
        try (var server = Server.startPatient(new Slow(), 9, freePort())) {
            assertThat(server.idleMillis(0)).isPositive();
        }
    }

    private static String patientAnswer(String sent) throws IOException {
        try (var server = Server.startPatient(new Slow(), 9, freePort(), PATIENCE);
                var socket = new Socket(InetAddress.getLoopbackAddress(), server.port(0))) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(sent.getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    private static String answer(String head) throws IOException {
        var log = new RequestLog(3);
        var admin = new Admin(log, Map::of, Map::of, () -> {});
        Edge late = (region, service, operation) -> Optional.of(new Late());
        var door = new FrontDoor(List.of(new EchoApi()), admin, log, late, new Gate(List.of()));
        Ports ports = Ports.take(ListenAddress.LOOPBACK, List.of(0));
        try (var server = Server.start(door, ports, Time.REAL, PATIENCE);
                var socket = new Socket(InetAddress.getLoopbackAddress(), server.port(0))) {
            socket.setSoTimeout(20_000);
            String request = head + "Host: localhost\r\nConnection: close\r\n" + EchoServer.SIGNED + "\r\n";
            socket.getOutputStream().write(request.getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    private static final class Late implements Edge.Strike {
        @Override
        public String mark() {
            return "late";
        }

        @Override
        public Response answer(Supplier<Response> real) {
            return real.get().delivered(new Delivery(Delivery.Way.LATE, LONGER));
        }
    }

    private static final class Slow implements Answerer {
        @Override
        public void answer(Request request, Consumer<Response> then) {
            CompletableFuture.delayedExecutor(LONGER, TimeUnit.MILLISECONDS)
                    .execute(() -> then.accept(RestJson.answer(200, Map.of())));
        }
    }

    private static Ports freePort() throws IOException {
        return Ports.take(ListenAddress.LOOPBACK, List.of(0));
    }
}
