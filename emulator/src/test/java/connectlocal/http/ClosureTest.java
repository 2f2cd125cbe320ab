package connectlocal.http;

import static connectlocal.shared.Await.until;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of connections, and of the port's number, while a port is closed. */
class ClosureTest {
    private static final int PATIENCE_SECONDS = 10;
    private static final String GET = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: ";

    private final Slowness handing = new Slowness();
    private final Slowness making = new Slowness();
    private final Server server = new Server(new SlowPool(making));
    private final Closure closure = new Closure(server);
    private final SlowPort port = new SlowPort(server, handing);

    ClosureTest() throws IOException {}

    @BeforeEach
    void start() throws Exception {
        closure.add(port);
        server.addConnector(port);
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                response.write(true, UTF_8.encode("here"), callback);
                return true;
            }
        });
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        handing.end();
        making.end();
        server.stop();
    }

    @Test
    void connection_acceptedAndHandedToNoSelectorYet_isEnded() throws Exception {
        handing.begin();
        try (Socket early = asking(handing)) {
            closedDuring(() -> {
                handing.end();
                assertEnds(early);
            });
        }
        assertServes();
    }

    @Test
    void connection_ofWhichNobodyHasMadeAnEndPointYet_isEnded() throws Exception {
        making.begin();
        try (Socket early = asking(making)) {
            closedDuring(() -> assertEnds(early));
        }
        making.end();
        assertServes();
    }

    @Test
    void acceptor_thatComesBackWhenThePortIsOpenAgain_closesNothing() throws Exception {
        handing.begin();
        try (Socket early = asking(handing)) {
            closedDuring(() -> assertEnds(early));
            port.accepting = new CountDownLatch(1);
            handing.end();
            assertThat(port.accepting.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        }
        for (int i = 0; i < 20; i++) {
            assertServes();
        }
    }

    /** A connection that has asked for something, as far as a slowness lets it come. */
    private Socket asking(Slowness slowness) throws Exception {
        Socket socket = connection();
        socket.getOutputStream().write((GET + "keep-alive\r\n\r\n").getBytes(UTF_8));
        slowness.awaitFirst();
        return socket;
    }

    @Test
    void connection_thatEnds_isForgotten() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertServes();
        }
        until(() -> port.connections() == 0);
        assertThat(port.connections()).isZero();
    }

    @Test
    void connection_answeredBefore_isEndedToo() throws Exception {
        try (Socket used = connection()) {
            used.getOutputStream().write((GET + "keep-alive\r\n\r\n").getBytes(UTF_8));
            assertThat(used.getInputStream().read()).isEqualTo('H');
            closedDuring(() -> assertEnds(used));
        }
    }

    @Test
    void port_whileClosed_refusesAndIsGivenToNobody_thenServesAgain() throws Exception {
        closedDuring(() -> {
            assertThatThrownBy(this::connection).isInstanceOf(ConnectException.class);
            try (var other = new ServerSocket()) {
                other.setReuseAddress(false);
                assertThatThrownBy(() -> other.bind(new InetSocketAddress("127.0.0.1", port.getPort())))
                        .isInstanceOf(BindException.class);
            }
        });
        assertServes();
    }

    @Test
    void port_closedManyTimes_servesAfterEach() throws Exception {
        for (int i = 0; i < 20; i++) {
            closedDuring(() -> {});
            assertServes();
        }
    }

    @Test
    void port_takenMeanwhile_opensWhenItIsGivenBack() throws Exception {
        try (var other = new ServerSocket()) {
            other.setReuseAddress(true);
            closedDuring(
                    () -> other.bind(new InetSocketAddress("127.0.0.1", port.getPort())),
                    () -> assertThat(port.isOpen()).isFalse(),
                    other::close);
        }
        assertServes();
    }

    @Test
    void closing_whileClosed_isAddedToIt() throws Exception {
        var happenings =
                closedDuring(() -> closure.begin(Time.REAL, 300_000), () -> assertThatThrownBy(this::connection)
                        .isInstanceOf(ConnectException.class));
        assertThat(happenings.pauses()).containsExactly(1L, 300_000L);
        assertServes();
        closedDuring(() -> {});
    }

    @Test
    void closing_whilePortsOpen_isCarriedOutToo() throws Exception {
        port.opening = () -> closure.begin(Time.REAL, 300_000);
        var happenings = closedDuring(
                () -> {}, () -> assertThatThrownBy(this::connection).isInstanceOf(ConnectException.class));
        assertThat(happenings.pauses()).containsExactly(1L, 300_000L);
        assertServes();
    }

    @Test
    void server_stoppedMeanwhile_opensNoPortAndGivesItsNumberBack() throws Exception {
        closedDuring(server::stop);
        assertThatThrownBy(this::connection).isInstanceOf(ConnectException.class);
        try (var other = new ServerSocket()) {
            other.setReuseAddress(false);
            other.bind(new InetSocketAddress("127.0.0.1", port.getPort()));
        }
    }

    /** Closes the port and lets these happen one after the other in each pause; returns when it is open again. */
    private Happenings closedDuring(Happenings.One... all) throws Exception {
        var happenings = new Happenings(all);
        closure.begin(happenings, 1).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        happenings.assertAllHappened();
        return happenings;
    }

    private Socket connection() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port.getPort());
        socket.setSoTimeout(PATIENCE_SECONDS * 1_000);
        return socket;
    }

    private void assertServes() throws IOException {
        try (Socket socket = connection()) {
            socket.getOutputStream().write((GET + "close\r\n\r\n").getBytes(UTF_8));
            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
                    .contains("here");
        }
    }

    /** One that is left open is a SocketTimeoutException. */
    private static void assertEnds(Socket socket) throws IOException {
        try {
            socket.getInputStream().readAllBytes();
        } catch (SocketException reset) {
            assertThat(reset).hasMessageContaining("reset");
        }
    }

    /** In which something takes until it is ended. */
    private static final class Slowness {
        private final CountDownLatch first = new CountDownLatch(1);
        private final CountDownLatch ended = new CountDownLatch(1);
        private volatile boolean begun;

        void begin() {
            begun = true;
        }

        void end() {
            ended.countDown();
        }

        void awaitFirst() throws InterruptedException {
            assertThat(first.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        }

        /** Does not heed interrupts, as what a busy machine does does not. */
        void pass() {
            first.countDown();
            boolean interrupted = false;
            while (begun && ended.getCount() > 0) {
                try {
                    ended.await();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Its acceptor is slow to hand over what it has accepted. */
    private static final class SlowPort extends Port {
        private final Slowness slowness;
        /** What happens when it opens for the next time. */
        private volatile Runnable opening = () -> {};
        /** Falls when its acceptor asks for the next connection. */
        private volatile CountDownLatch accepting = new CountDownLatch(1);

        SlowPort(Server server, Slowness slowness) throws IOException {
            super(
                    server,
                    ListenAddress.LOOPBACK,
                    Ports.take(ListenAddress.LOOPBACK, List.of(0)).channels().get(0),
                    new HttpConnectionFactory());
            this.slowness = slowness;
        }

        @Override
        public void accept(int acceptor) throws IOException {
            accepting.countDown();
            super.accept(acceptor);
        }

        @Override
        protected void doStart() throws Exception {
            Runnable now = opening;
            opening = () -> {};
            now.run();
            super.doStart();
        }

        @Override
        protected void configure(Socket socket) {
            slowness.pass();
            super.configure(socket);
        }
    }

    /** Its threads are slow to make end points. */
    private static final class SlowPool extends QueuedThreadPool {
        private final Slowness slowness;

        SlowPool(Slowness slowness) {
            this.slowness = slowness;
        }

        @Override
        public void execute(Runnable task) {
            boolean makesEndPoint = task.getClass().getName().endsWith("ManagedSelector$Accept");
            super.execute(
                    makesEndPoint
                            ? () -> {
                                slowness.pass();
                                task.run();
                            }
                            : task);
        }
    }
}
