package connectlocal.state;

import static org.assertj.core.api.Assertions.assertThat;

import connectlocal.http.Json;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which seed a log says it began with, logs that do not say it among them. */
class AboutTest {
    private static final Path LOG = Path.of("kept", "state.log");

    private final Contents contents = new Contents();

    private static About of(String seed) {
        return new About("123456789012", "us-east-1", seed);
    }

    /** What services hold is behind the note of the seed, as after a start that succeeded. */
    private void holdsSomething() {
        contents.apply(new Journal.Change(List.of("us-east-1", "connect"), Json.MAPPER.createObjectNode()));
    }

    private String seed() {
        return contents.at(About.PLACE).path("seed").asText();
    }

    @Test
    void seed_ofAnOlderLog_isFilledInWithoutAWord() {
        var older = Json.MAPPER.createObjectNode();
        older.put("format", 1).put("account", "123456789012").put("region", "us-east-1");
        contents.apply(new Journal.Change(List.of(About.PLACE), older));
        holdsSomething();
        assertThat(of("one").check(contents, LOG)).isEmpty();
        assertThat(seed()).isEqualTo("one");
        assertThat(of("two").check(contents, LOG)).isPresent();
    }

    @Test
    void seed_thatIsAnother_isSaid_andStaysWhatItWas() {
        assertThat(of("one").check(contents, LOG)).isEmpty();
        holdsSomething();
        assertThat(of("one").check(contents, LOG)).isEmpty();
        assertThat(of("two").check(contents, LOG).orElseThrow()).startsWith("kept was made with another seed");
        assertThat(seed()).isEqualTo("one");
        contents.apply(of("two").change());
        assertThat(of("two").check(contents, LOG)).isEmpty();
    }

    @Test
    void seed_ofAStartThatFailed_isForgotten() {
        assertThat(of("wrong").check(contents, LOG)).isEmpty();
        assertThat(of("mended").check(contents, LOG)).isEmpty();
        assertThat(seed()).isEqualTo("mended");
    }
}
