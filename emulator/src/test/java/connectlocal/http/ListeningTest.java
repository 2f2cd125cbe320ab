package connectlocal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where a server listens, and what it says where it cannot. */
class ListeningTest extends WithEchoServer {
    /** A server on all addresses would answer on this one, which every Linux machine has. */
    @Test
    void start_anyPort_listensOnOneLoopbackAddressOnly() {
        var other = new InetSocketAddress("127.0.0.2", server.port(0));
        assertThatThrownBy(() -> {
                    try (var socket = new Socket()) {
                        socket.connect(other, 2_000);
                    }
                })
                .isInstanceOf(IOException.class);
    }

    @Test
    void ports_two_answerTheSame() throws Exception {
        for (int n : new int[] {0, 1}) {
            var uri = URI.create("http://127.0.0.1:" + server.port(n) + "/_emulator/health");
            var answer = server.send(HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)));
            assertThat(answer.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void start_portTaken_saysSo() {
        assertThatThrownBy(() -> start(ListenAddress.LOOPBACK, server.port(0))).isInstanceOf(Server.PortInUse.class);
    }

    @Test
    void start_otherAddress_isListenedOnAndNoOther() throws Exception {
        try (var there = start(ListenAddress.of("127.0.0.2"), server.port(0))) {
            assertThat(there.port(0)).isEqualTo(server.port(0));
            for (String host : List.of("127.0.0.1", "127.0.0.2")) {
                try (var socket = new Socket(host, server.port(0))) {
                    assertThat(socket.isConnected()).isTrue();
                }
            }
        }
        assertThatThrownBy(() -> new Socket("127.0.0.2", server.port(0)).close())
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void start_addressOfAnotherMachine_saysSo() {
        assertThatThrownBy(() -> start(ListenAddress.of("192.0.2.1"), 0))
                .hasMessage("192.0.2.1 is no address of this machine");
    }

    private Server start(ListenAddress address, int port) throws IOException {
        var log = new RequestLog(1);
        var door = new FrontDoor(List.of(), new Admin(log, Map::of, Map::of, () -> {}), log);
        return Server.start(door, address, List.of(port), Time.REAL);
    }
}
