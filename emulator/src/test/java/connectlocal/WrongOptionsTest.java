package connectlocal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of wrong options, before anything listens. The process around it is {@link CommandLineIT}'s. */
@Timeout(60)
class WrongOptionsTest {
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final PrintStream standardError = System.err;

    @BeforeEach
    void listen() {
        System.setErr(new PrintStream(said, true, UTF_8));
    }

    @AfterEach
    void stop() {
        System.setErr(standardError);
    }

    @ParameterizedTest
    @CsvSource({
        "--port, 70000, --port must be 0 to 65535",
        "--port, abc, '''abc'' is not an int'",
        "--concurrency, 0, at least 1",
        "--status-hold, 30001, --status-hold must be 0 to 30000 ms",
        "--runtime-client, other, runtime-client",
        "--seed, /no/such/seed.yaml, /no/such/seed.yaml",
        "--behaviour, nonsense=1, There is no behaviour 'nonsense'",
        "--provider, /no/such.jar, schema",
        "--nonsense, 1, --nonsense",
        "--behavioru, a=b, --behaviour"
    })
    void option_wrong_isExplained(String option, String value, String explanation) {
        var command = new Main().commandLine().setErr(new PrintWriter(System.err, true, UTF_8));
        assertThat(command.execute(option, value)).isEqualTo(2);
        assertThat(said.toString(UTF_8))
                .startsWith("emulator: ")
                .contains(explanation.replace("''", "'"))
                .doesNotContain("\tat ", "--secrets");
    }
}
