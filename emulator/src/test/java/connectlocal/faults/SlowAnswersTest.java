package connectlocal.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import connectlocal.Emulator;
import connectlocal.Options;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;

/** What is slow on purpose comes when it is said to, not before: as late as can be, which is longer than any test. */
class SlowAnswersTest {
    private static final String LATEST = ",ms=600000";
    /** How long no byte is waited for, which is no verdict on speed: the next one is due in ten minutes. */
    private static final int SILENCE_MILLIS = 300;

    private static final int PATIENCE_MILLIS = 20_000;
    private static final int MOST_QUESTIONS = 400;

    @Test
    void delayed_nothingComesBefore() throws Exception {
        try (var emulator = Emulator.start(Options.onFreePort().withFaults("service=connect,kind=delay" + LATEST));
                var socket = asked(emulator)) {
            // The first call takes its time; what is silent before it is answered proves nothing.
            for (int n = 0; n < MOST_QUESTIONS && struck(emulator).endsWith("[]"); n++) {
                Thread.sleep(SILENCE_MILLIS / 6);
            }
            assertThat(struck(emulator)).contains("\"operation\":\"ListInstances\"");
            assertThatNothingComes(socket);
        }
    }

    @Test
    void trickled_headAndOneByteCome_theNextByteDoesNot() throws IOException {
        try (var emulator = Emulator.start(Options.onFreePort().withFaults("service=connect,kind=trickle" + LATEST));
                var socket = asked(emulator)) {
            assertThat(head(socket.getInputStream()))
                    .startsWith("HTTP/1.1 200")
                    .containsPattern("Content-Length: \\d{2}");
            assertThat(socket.getInputStream().read()).isEqualTo('{');
            assertThatNothingComes(socket);
        }
    }

    private static Socket asked(Emulator emulator) throws IOException {
        return asked(emulator, "/instance");
    }

    private static String struck(Emulator emulator) throws IOException {
        try (var socket = asked(emulator, "/_emulator/requests?struck=true")) {
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    private static Socket asked(Emulator emulator, String path) throws IOException {
        var socket =
                new Socket(InetAddress.getLoopbackAddress(), emulator.endpoint().getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(UTF_8));
        return socket;
    }

    private static String head(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.read());
        }
        return head.toString();
    }

    private static void assertThatNothingComes(Socket socket) throws IOException {
        socket.setSoTimeout(SILENCE_MILLIS);
        assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
    }
}
