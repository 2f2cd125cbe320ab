package software.amazon.connect.user.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.connect.model.ListInstancesRequest;
import software.amazon.cloudformation.proxy.LoggerProxy;
import software.amazon.connect.user.Rig;
import software.amazon.connect.user.model.ConnectFailure;
import software.amazon.connect.user.support.FakeConnect;

/** The bounds of one invocation's way to Connect: the last page, and the last moment. */
class ConnectSessionTest {
    private final FakeConnect fake = new FakeConnect();

    private ConnectSession sessionWith(long millisLeft) {
        var pace = new Pace(Duration.ofSeconds(22), Duration.ofMillis(millisLeft), () -> 0, wait -> {}, bound -> 0);
        return new ConnectSession(Rig.proxy(new LoggerProxy()), fake.api(), pace.start(), null);
    }

    @Test
    void call_withHalfASecondLeft_isSent() {
        sessionWith(500).sendOnce(ListInstancesRequest.builder().build(), ConnectApi::listInstances);
        assertThat(fake.operations()).containsExactly("ListInstances");
    }

    @Test
    void call_withLessLeft_isNotSent() {
        var session = sessionWith(499);
        assertThatThrownBy(() -> session.sendOnce(ListInstancesRequest.builder().build(), ConnectApi::listInstances))
                .isInstanceOf(ConnectFailure.class)
                .hasMessageContaining("time was up before the call");
        assertThat(fake.operations()).isEmpty();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = "")
    void pages_untilATokenThatIsNone(String last) {
        List<String> asked = new ArrayList<>();
        List<String> items = ConnectSession.pages(token -> {
            asked.add(token);
            assertThat(asked).as("pages").hasSizeLessThan(3);
            return new ConnectSession.Page<>(List.of("item " + asked.size()), asked.size() == 1 ? "more" : last);
        });
        assertThat(items).containsExactly("item 1", "item 2");
        assertThat(asked).isEqualTo(Arrays.asList(null, "more"));
    }
}
