package software.amazon.connect.user.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.connect.user.api.SharedConnect.SwitchedHttpClient;

/** What may not happen to the client of all requests: that what stood in its place goes on standing there. */
class SharedConnectTest {
    private final List<String> asked = new ArrayList<>();
    private final SwitchedHttpClient http = new SwitchedHttpClient(client("usual"));

    @Test
    void answeredBy_anotherAnswersMeanwhile_theUsualOneAfterwards() {
        http.answeredBy(client("other"), () -> http.prepareRequest(null));
        http.prepareRequest(null);
        assertThat(asked).containsExactly("other", "usual");
        assertThat(http.clientName()).isEqualTo("usual");
    }

    @Test
    void answeredBy_whatIsDoneFails_theUsualOneAnswersAfterwards() {
        Runnable failing = () -> {
            throw new IllegalStateException("no schema");
        };
        assertThatThrownBy(() -> http.answeredBy(client("other"), failing)).hasMessage("no schema");
        http.prepareRequest(null);
        assertThat(asked).containsExactly("usual");
    }

    private SdkHttpClient client(String name) {
        return new SdkHttpClient() {
            @Override
            public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
                asked.add(name);
                return null;
            }

            @Override
            public String clientName() {
                return name;
            }

            @Override
            public void close() {
                throw new AssertionError();
            }
        };
    }
}
