package connectlocal.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Key files that are right are read; of others it is said what is wrong, without a secret. */
class KeyFileTest {
    @TempDir
    private Path directory;

    private Path file(String text) throws Exception {
        return Files.writeString(directory.resolve("keys.yaml"), text.replace("|", "\n"));
    }

    @Test
    void pairs_inYamlOrJson_areRead() throws Exception {
        assertThat(KeyFile.read(file("AKIDEXAMPLE: one|AKIDEXAMPLE2: 'two'|")))
                .containsExactly(
                        new KeyPair("AKIDEXAMPLE", "one", "", null), new KeyPair("AKIDEXAMPLE2", "two", "", null));
        assertThat(KeyFile.read(file("{\"AKIDEXAMPLE\": \"one\"}"))).hasSize(1);
        assertThat(KeyFile.read(file("A".repeat(128) + ": s"))).hasSize(1);
        assertThat(KeyFile.read(file("AKIDEXAMPLE: one")).toString()).doesNotContain("one");
    }

    @ParameterizedTest
    @CsvSource({
        "'', expected a map",
        "'- AKIDEXAMPLE', expected a map",
        "'canarytext', expected a map",
        "'{}', expected a map",
        "'AKID: canary', key 1",
        "'AKIDEXAMPLE: ok|A-KIDEXAMPLE: canary', key 2",
        "'AKIDEXAMPLE: 12345canary: x', neither YAML nor JSON",
        "'AKIDEXAMPLE: [canary', neither YAML nor JSON",
        "'AKIDEXAMPLE: 123', AKIDEXAMPLE: its secret must be a text",
        "'AKIDEXAMPLE: ''''', AKIDEXAMPLE: its secret must be a text",
        "'AKIDEXAMPLE:', AKIDEXAMPLE: its secret must be a text",
        "'AKIDEXAMPLE: {secret: canary}', AKIDEXAMPLE: its secret must be a text",
        "'AKIDEXAMPLE: one|AKIDEXAMPLE: canary', twice"
    })
    void file_thatIsWrong_isRefusedInWords_withoutItsSecrets(String text, String words) throws Exception {
        Path file = file(text);
        assertThatThrownBy(() -> KeyFile.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("--auth " + file)
                .hasMessageContaining(words)
                .hasMessageNotContaining("canary")
                .hasNoCause();
    }

    @Test
    void key_thatIsTooLong_isRefused() throws Exception {
        Path file = file("A".repeat(129) + ": s");
        assertThatThrownBy(() -> KeyFile.read(file)).hasMessageContaining("11 to 128");
    }

    @Test
    void file_thatIsNotThere_orADirectory_isNamed() {
        assertThatThrownBy(() -> KeyFile.read(directory.resolve("none"))).hasMessageContaining("none cannot be read");
        assertThatThrownBy(() -> KeyFile.read(directory)).hasMessageContaining("cannot be read");
    }
}
