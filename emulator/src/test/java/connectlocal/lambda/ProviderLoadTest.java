package connectlocal.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import connectlocal.Emulator;
import connectlocal.Options;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Providers that cannot be served are refused at the start, and the refused start leaves nothing behind. */
class ProviderLoadTest {
    @TempDir
    private Path directory;

    @Test
    void load_fileThatIsNoJar_saysSo() throws Exception {
        Path schema = SampleProvider.in(directory, "Test::Sample::Type").schema();
        Path text = Files.writeString(directory.resolve("text.jar"), "no jar");
        assertThatThrownBy(() -> Provider.load(text, schema))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("text.jar: this is no jar");
    }

    @Test
    void start_twoProvidersOfOneType_isRefusedAndLeavesNothing() throws Exception {
        var provider = SampleProvider.in(directory, "Test::Sample::Type");
        var options = Options.onFreePort().withProviders(List.of(provider, provider));
        var before = temporary();
        assertThatThrownBy(() -> Emulator.start(options)).hasMessageContaining("Test::Sample::Type");
        assertThat(temporary()).isEqualTo(before);
    }

    private static List<Path> temporary() throws Exception {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(f -> f.getFileName().toString().startsWith("connect-emulator-"))
                    .toList();
        }
    }
}
