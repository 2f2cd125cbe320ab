package connectlocal.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CONNECT.md says what the code says: its tables are compared with it, its seed is loaded. */
class ConnectDocumentTest {
    private final String document;

    ConnectDocumentTest() throws IOException {
        document = Files.readString(Path.of("CONNECT.md"));
    }

    @Test
    void operations_areTheRouteTable() {
        for (ConnectOperation operation : Connect.with().api.routes()) {
            String row = "| [%s](%s) | `%s %s` | %s |"
                    .formatted(
                            operation.name(),
                            operation.page(),
                            operation.model().method(),
                            operation.model().path(),
                            operation.knownBy().name().toLowerCase(Locale.ROOT));
            assertThat(document).contains(row);
        }
    }

    @Test
    void switches_areThoseOfTheCodeWithTheirValues() {
        for (Switch one : Switch.values()) {
            String values = one.values.size() == 1
                    ? "a number, `" + one.defaultValue() + "`"
                    : one.values.stream().map(value -> "`" + value + "`").collect(Collectors.joining(", "));
            assertThat(document).contains("| `" + one.key + "` | " + values + " |");
        }
        Matcher rows = Pattern.compile("(?m)^\\| `[a-z-]+` \\|").matcher(document);
        assertThat(rows.results().count()).isEqualTo(Switch.values().length);
    }

    @Test
    void seed_ofTheDocument_loads(@TempDir Path folder) throws IOException {
        Matcher yaml = Pattern.compile("(?s)```yaml\\n(.*?)```").matcher(document);
        assertThat(yaml.find()).isTrue();
        Seed seed = Seed.load(Files.writeString(folder.resolve("seed.yaml"), yaml.group(1)));
        Connect connect = new Connect(seed, InstantSource.system());
        assertThat(Connect.each(
                        connect.call("ListUsers", "InstanceId", Connect.DEMO).get("UserSummaryList"), "Username"))
                .isEqualTo(List.of("ada"));
    }
}
