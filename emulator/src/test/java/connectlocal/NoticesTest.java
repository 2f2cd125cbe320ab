package connectlocal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the emulator says of its options when it starts; nothing is bound here. */
class NoticesTest {
    private static List<String> notices(String... args) {
        var main = new Main();
        main.commandLine().parseArgs(args);
        return main.said().notices();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1"})
    void notices_openAddress_warnThatOtherMachinesReachIt(String host) {
        assertThat(notices("--host", host))
                .singleElement()
                .asString()
                .contains(
                        "other machines can reach this emulator", "/_emulator", "open with --auth too", "--allow-host");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "localhost"})
    void notices_loopback_none(String host) {
        assertThat(notices("--host", host)).isEmpty();
    }

    @Test
    void notices_openAddressAndState_bothAreSaid() {
        assertThat(notices("--host", "0.0.0.0", "--state", "kept"))
                .hasSize(2)
                .last()
                .asString()
                .isEqualTo("--state kept: " + State.KEPT);
    }
}
