package connectlocal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.api.Test;

/** An image on a page of somebody else's, as a browser asks for it that says nothing of pages. */
class ForeignPagesTest {
    private static final String TEMPLATE =
            "{\"Resources\":{\"A\":{\"Type\":\"AWS::CloudFormation::WaitConditionHandle\"}}}";

    @Test
    void image_whoseAddressDeletesAStack_deletesNone() throws Exception {
        try (var emulator = Emulator.start(Options.onFreePort())) {
            String form = "Action=CreateStack&StackName=prod&TemplateBody=" + TEMPLATE.replace("\"", "%22");
            assertThat(send(emulator, "POST / ", form)).startsWith("HTTP/1.1 200");
            assertThat(send(emulator, "GET /?Action=DeleteStack&StackName=prod ", ""))
                    .startsWith("HTTP/1.1 403")
                    .contains("DeleteStack");
            assertThat(send(emulator, "GET /?Action=DescribeStacks&StackName=prod ", ""))
                    .startsWith("HTTP/1.1 200")
                    .contains("<StackName>prod</StackName>")
                    .doesNotContain("DELETE_");
            assertThat(send(emulator, "POST / ", "Action=DeleteStack&StackName=prod"))
                    .startsWith("HTTP/1.1 200");
        }
    }

    private static String send(Emulator emulator, String target, String form) throws IOException {
        try (var socket =
                new Socket(InetAddress.getLoopbackAddress(), emulator.endpoint().getPort())) {
            socket.setSoTimeout(20_000);
            String type = form.isEmpty() ? "" : "Content-Type: application/x-www-form-urlencoded\r\n";
            String head = target + "HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + type + "Content-Length: "
                    + form.length() + "\r\n\r\n";
            socket.getOutputStream().write((head + form).getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }
}
