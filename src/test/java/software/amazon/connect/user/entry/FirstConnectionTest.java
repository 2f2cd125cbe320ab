package software.amazon.connect.user.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;

/** An exchange of a process with itself: it takes place, ends in time, and leaves no connection. */
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FirstConnectionTest {
    private final List<Integer> ports = new ArrayList<>();

    @Test
    void exchange_isAnswered() throws IOException {
        try (SdkHttpClient client = noting(ApacheHttpClient.create())) {
            assertThat(FirstConnection.of(client, name -> null)).isEqualTo(200);
            assertThat(FirstConnection.of(client, name -> null)).isEqualTo(200);
        }
        assertThat(ports).doesNotHaveDuplicates().hasSize(2);
        assertThat(ports).allSatisfy(port -> assertThatThrownBy(() -> new Socket("127.0.0.1", port).close())
                .isInstanceOf(IOException.class));
    }

    /** A proxy would be asked for an address that means itself to it, and may take its time to say so. */
    @ParameterizedTest
    @ValueSource(strings = {"http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY"})
    void exchange_whereThereIsAProxy_isNotMade(String variable) throws IOException {
        try (SdkHttpClient client = noting(ApacheHttpClient.create())) {
            assertThat(FirstConnection.of(client, name -> name.equals(variable) ? "http://proxy:3128" : null))
                    .isZero();
        }
        assertThat(ports).isEmpty();
    }

    @Test
    void clientThatDoesNotConnect_endsWithItsFailure() {
        SdkHttpClient broken = noting(new SdkHttpClient() {
            @Override
            public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
                throw new IllegalStateException("no network");
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        });
        assertThatThrownBy(() -> FirstConnection.of(broken, name -> null)).hasMessage("no network");
        assertThat(answerOf(ports.get(0))).doesNotContain("Content-Length: 2");
    }

    /** What this process would answer itself; another program may have been given the port since. */
    private static String answerOf(int port) {
        try (Socket client = new Socket("127.0.0.1", port)) {
            client.setSoTimeout(500);
            client.getOutputStream().write("POST / HTTP/1.1\r\n\r\n{}".getBytes(StandardCharsets.US_ASCII));
            return new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException nobody) {
            return "";
        }
    }

    private SdkHttpClient noting(SdkHttpClient client) {
        return new SdkHttpClient() {
            @Override
            public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
                ports.add(request.httpRequest().port());
                return client.prepareRequest(request);
            }

            @Override
            public void close() {
                client.close();
            }
        };
    }
}
