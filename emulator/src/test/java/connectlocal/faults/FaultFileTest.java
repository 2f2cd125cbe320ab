package connectlocal.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The file of {@code --faults}: what it may hold, and what is said of what it may not. */
class FaultFileTest {
    @TempDir
    private Path directory;

    private Faults read(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("faults.yaml"), text);
        return FaultFile.gather(List.of(), Optional.of(file), Map.of(), "123456789012");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | : must be a list of faults",
                "kind: throttle | : must be a list of faults",
                "[3] | , fault 1: a fault must be an object such as {kind: throttle",
                "[{kind: delay}, [delay]] | , fault 2: a fault must be an object",
                "[{kind: [delay]}] | , fault 1: kind must be a text or a number",
                "[{kind: delay}, {kind: {of: delay}}] | , fault 2: kind must be a text or a number",
                "[{kind: delay, service: conect}] | , fault 1: service must be one of",
                "[{kind: anger}] | , fault 1: kind must be one of",
                "[{kind: delay, ms: 5, ms: 6}] | , line 1: cannot be read as YAML: Duplicate",
                "[{kind: delay} | , line 1: cannot be read as YAML: "
            })
    void wrong_isExplainedWithItsPlace(String text, String explanation) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("--faults " + directory.resolve("faults.yaml") + explanation);
    }

    @Test
    void secondDocument_isNotPassedOver() {
        assertThatThrownBy(() -> read("- {kind: delay}\n---\n- {kind: throttle}\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be read as YAML");
    }

    @Test
    void missing_isSaidSo() {
        assertThatThrownBy(() -> FaultFile.gather(
                        List.of(), Optional.of(directory.resolve("none.yaml")), Map.of(), "123456789012"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("--faults " + directory.resolve("none.yaml") + ": there is no such file");
    }

    @Test
    void noText_isNotCalledYaml() throws IOException {
        Files.write(directory.resolve("bytes.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe});
        assertThatThrownBy(() -> FaultFile.gather(
                        List.of(), Optional.of(directory.resolve("bytes.yaml")), Map.of(), "123456789012"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bytes.yaml: cannot be read as text in UTF-8");
    }

    @Test
    void right_isRead_andWhatIsNullIsLeftOut() throws IOException {
        assertThat(read("- {kind: delay, ms: 5}\n- {kind: throttle, service: connect, operation: null}\n")
                        .view())
                .extracting(fault -> fault.get("kind") + " " + fault.get("service") + " " + fault.get("operation"))
                .containsExactly("delay * *", "throttle connect *");
    }
}
