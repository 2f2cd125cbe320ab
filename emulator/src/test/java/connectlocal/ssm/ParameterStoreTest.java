package connectlocal.ssm;

import static org.assertj.core.api.Assertions.assertThat;

import connectlocal.state.Keep;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParameterStoreTest {
    private final ParameterStore store = new ParameterStore(Map.of("/given", "first"), Keep.NOTHING);

    @Test
    void value_ofTheStart_answersForEveryVersion() {
        assertThat(store.value("/given")).contains("first");
        assertThat(store.value("/given:1")).contains("first");
        assertThat(store.value("/given:99")).contains("first");
        assertThat(store.value("/other")).isEmpty();
    }

    @Test
    void value_afterTheParameterIsDeleted_isNone() {
        store.delete("/given");
        assertThat(store.value("/given")).isEmpty();
        assertThat(store.value("/given:1")).isEmpty();
        store.put("/given", "String", "another", false);
        assertThat(store.value("/given:1")).contains("another");
        assertThat(store.value("/given:2")).isEmpty();
    }

    @Test
    void value_afterTheParameterIsOverwritten_isThatOfTheVersionOrNone() {
        store.put("/given", "String", "second", true);
        assertThat(store.value("/given")).contains("second");
        assertThat(store.value("/given:1")).contains("first");
        assertThat(store.value("/given:99")).isEmpty();
        store.reset();
        assertThat(store.value("/given:99")).contains("first");
    }

    @Test
    void secureString_isToldFromOthers() {
        store.put("/secret", "SecureString", "s", false);
        assertThat(store.isSecure("/secret")).isTrue();
        assertThat(store.isSecure("/secret:1")).isTrue();
        assertThat(store.isSecure("/given")).isFalse();
        assertThat(store.isSecure("/none")).isFalse();
    }
}
