package connectlocal.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A port that closes says nothing: an answer of 400 would be taken for Connect's word on the request. */
class ClosedPortTest extends WithEchoServer {

    @Test
    void body_underWayWhenThePortCloses_isAnsweredByNobody() throws Exception {
        List<Socket> halfSent = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Socket socket = server.connection();
            socket.getOutputStream()
                    .write(("POST / HTTP/1.1\r\nHost: localhost\r\n" + EchoServer.SIGNED
                                    + "Content-Length: 10\r\n\r\nabc")
                            .getBytes(UTF_8));
            halfSent.add(socket);
        }
        // An answer means that what was sent before it on other connections has been read.
        assertThat(server.send(server.signed("/")).statusCode()).isEqualTo(200);
        server.close();
        for (Socket socket : halfSent) {
            assertThat(said(socket)).isEmpty();
        }
    }

    private static String said(Socket socket) throws IOException {
        var said = new ByteArrayOutputStream();
        try (socket) {
            socket.getInputStream().transferTo(said);
        } catch (SocketException reset) {
            // That is silence, too.
        }
        return said.toString(UTF_8);
    }
}
