package connectlocal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where ports may be opened, and how this machine's own programs reach them. */
class ListenAddressTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, false, http://127.0.0.1:80",
        "localhost, false, http://127.0.0.1:80",
        "127.0.0.2, false, http://127.0.0.2:80",
        "0.0.0.0, true, http://127.0.0.1:80",
        "192.0.2.7, true, http://192.0.2.7:80",
        "::1, false, http://[0:0:0:0:0:0:0:1]:80",
        "::, true, http://127.0.0.1:80"
    })
    void of_address_saysWhoReachesItAndHow(String text, boolean open, String uri) {
        var address = ListenAddress.of(text);
        assertThat(address.isOpen()).isEqualTo(open);
        assertThat(address.uri(80)).hasToString(uri);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "example.invalid", "1.2.3", "256.0.0.1", "127.0.0.1:80", "1.2.3.4.5", "::g"})
    void of_noAddress_isRefusedWithWhatWasExpected(String text) {
        assertThatThrownBy(() -> ListenAddress.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--host must be an address such as 127.0.0.1")
                .hasMessageContaining("\"" + text + "\"");
    }

    @Test
    void loopback_isTheDefault() {
        assertThat(ListenAddress.LOOPBACK.address().getHostAddress()).isEqualTo("127.0.0.1");
    }
}
