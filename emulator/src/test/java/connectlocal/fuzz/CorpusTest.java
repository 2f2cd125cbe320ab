package connectlocal.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What fuzzing starts from and what it has found is answered below 500 by every parser, at every build. */
class CorpusTest {
    private static Target target;

    /** One for all, as the fuzzer has one for its whole run. */
    @BeforeAll
    static void start() {
        target = new Target();
    }

    @AfterAll
    static void stop() {
        target.close();
    }

    @Test
    void everyParser_isFuzzed() throws IOException {
        String command = Files.readString(Path.of("..", "tools", "fuzz"));
        String listed = command.replaceFirst("(?s).*parsers=\\(([A-Z ]+)\\).*", "$1");
        assertThat(listed.split(" "))
                .containsExactlyInAnyOrder(
                        Arrays.stream(Parser.values()).map(Parser::name).toArray(String[]::new));
    }

    @ParameterizedTest
    @EnumSource(Parser.class)
    void everyInput_isAnsweredBelow500(Parser parser) throws IOException {
        List<Path> inputs;
        try (var files = Files.list(Path.of("src", "test", "fuzz", parser.folder()))) {
            inputs = files.sorted().toList();
        }
        assertThat(inputs).isNotEmpty();
        for (Path input : inputs) {
            target.read(parser, Files.readAllBytes(input));
        }
    }
}
