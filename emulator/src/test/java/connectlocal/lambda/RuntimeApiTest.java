package connectlocal.lambda;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import connectlocal.lambda.Mailbox.Answer;
import connectlocal.lambda.Mailbox.Event;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who may send what to the port at which children answer. */
@Timeout(60)
class RuntimeApiTest {
    private static final String RESPONSE = "/2018-06-01/runtime/invocation/%s/response";

    private final Mailbox mailbox = new Mailbox();
    private final Event event = Event.of(new byte[0], Duration.ofSeconds(1));
    private RuntimeApi api;
    private String[] address;

    @BeforeEach
    void start() throws IOException {
        api = RuntimeApi.openIn(null);
        api.serve();
        address = api.admit("secret", mailbox, "arn").split("[:/]");
        mailbox.post(event);
        mailbox.take(given -> {});
    }

    @AfterEach
    void stop() {
        api.close();
    }

    /** Many bodies of many megabytes, which nobody has asked for, would be the whole emulator's memory. */
    @Test
    void body_underNoChildsPath_isNotRead() throws Exception {
        assertThat(status("/guess" + RESPONSE.formatted("1"), 20 << 20, 0)).startsWith("HTTP/1.1 403");
        assertThat(status("/", 20 << 20, 0)).startsWith("HTTP/1.1 403");
        assertThat(event.answer()).isNotDone();
    }

    @Test
    void answer_farTooLong_isNotRead_andWhoeverWaitsForItHearsThat() throws Exception {
        assertThat(status("/secret" + RESPONSE.formatted(event.requestId()), 20 << 20, 0))
                .startsWith("HTTP/1.1 413");
        Answer answer = event.answer().get(10, TimeUnit.SECONDS);
        assertThat(answer.failed()).isTrue();
        assertThat(new String(answer.payload(), ISO_8859_1)).contains("Function.ResponseSizeTooLarge", "6291556");
    }

    @Test
    void answer_aLittleTooLong_isSaidToBeThat() throws Exception {
        assertThat(status("/secret" + RESPONSE.formatted(event.requestId()), 6_291_557, 6_291_557))
                .startsWith("HTTP/1.1 202");
        assertThat(new String(event.answer().get(10, TimeUnit.SECONDS).payload(), ISO_8859_1))
                .contains("Function.ResponseSizeTooLarge");
    }

    @Test
    void answer_thatMayBeAsLong_isTaken() throws Exception {
        assertThat(status("/secret" + RESPONSE.formatted(event.requestId()), 6_291_556, 6_291_556))
                .startsWith("HTTP/1.1 202");
        assertThat(event.answer().get(10, TimeUnit.SECONDS).payload()).hasSize(6_291_556);
    }

    @Test
    void errorAtTheStart_thatIsTooLong_isSaidToBeThat() throws Exception {
        assertThat(status("/secret/2018-06-01/runtime/init/error", 6_291_557, 6_291_557))
                .startsWith("HTTP/1.1 202");
        assertThat(mailbox.failedToStart()).isTrue();
        assertThat(event.answer().get(10, TimeUnit.SECONDS).payload()).hasSizeLessThan(1_000);
    }

    /** The first line of the answer to a body of which so much is sent. */
    private String status(String path, int length, int sent) throws IOException {
        try (var socket = new Socket(address[0], Integer.parseInt(address[1]))) {
            socket.setSoTimeout(20_000);
            String head = "POST " + path + " HTTP/1.1\r\nHost: h\r\nContent-Length: " + length + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(ISO_8859_1));
            socket.getOutputStream().write(new byte[sent]);
            socket.getOutputStream().flush();
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1)).readLine();
        }
    }
}
