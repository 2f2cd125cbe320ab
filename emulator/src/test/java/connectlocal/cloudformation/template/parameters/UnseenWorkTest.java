package connectlocal.cloudformation.template.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import connectlocal.cloudformation.template.model.TemplateError;
import java.time.Duration;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Patterns that make the matcher work without looking at a character. */
class UnseenWorkTest {
    private static final String MANY = "2000000000";

    /** Each of them would take hours, most of them longer than anybody lives. */
    static Stream<String> endless() {
        return Stream.of(
                many("(?:|)"),
                many("(|)"),
                many("()?"),
                many("(?:|)*"),
                many("(?:a?|)"),
                many("(?:a?)??"),
                many("^?"),
                many("(?:\\A|\\G)"),
                many("(?:\\z|$)"),
                "()" + many("(?:\\1|\\1)"),
                "(?<n>)" + many("(?:\\k<n>|\\1)"),
                many("(?:(?=)|(?!b))"),
                many("(?:(?<=)|(?<!b))"),
                many("(?i)(?:(?>)|(?i:))"),
                "(?=" + many("(?:|)") + ")",
                "(?:a|" + many("(?:|)") + "b)",
                many("(?:|)").replace("x", "a") + "+?b",
                many("(?:(?:){" + MANY + "}){" + MANY + "}"),
                "(?:{" + MANY + "}){" + MANY + "}{" + MANY + "}x",
                "(?:(a{0}){" + MANY + "}){" + MANY + ",}x",
                "(?x)#[\n" + many("(?:|)"),
                "(?x)(?: (?: ){2 000 000 000} ){2 000 000 000}x",
                "[]a[\\]]]?" + many("(?:|)"),
                "[^]]?[[]b]a]?" + many("(?:|)"),
                "(?:\\Q[(\\E)?" + many("(?:|)"),
                "[\\Q]\\E]?\\[?\\c[?\\cc?\\)?[\\c]]?" + many("(?:|)"),
                "\\p{L}?\\pL?\\x{41}?\\u0041?\\N{LATIN SMALL LETTER A}?\\b{g}" + many("(?:|)"));
    }

    private static String many(String part) {
        return part.repeat(60) + "x";
    }

    @ParameterizedTest
    @MethodSource("endless")
    void patternWithoutAnEnd_isRefused_whateverItsValue(String pattern) {
        for (String value : new String[] {"", "a"}) {
            assertTimeoutPreemptively(Duration.ofSeconds(30), () -> assertThatThrownBy(
                            () -> new BoundedMatch().matches("P", pattern, value))
                    .isInstanceOf(TemplateError.class)
                    .hasMessageEndingWith("[/Parameters/P/AllowedPattern] AllowedPattern takes too long to match"));
        }
    }

    /** From each of four thousand places four thousand times, and that from each of them. */
    @ParameterizedTest
    @ValueSource(strings = {"(?<=(?<=(?<=^a{0,4000})a{0,4000})a{0,4000})", "(?<!(?<!(?<!^(?:a|aa)))a?)"})
    void looksBehind_areCountedFromWhereTheyCanBegin(String behind) {
        var found = UnseenWork.of("a*" + behind + "b");
        assertThat(found.steps(9)).isGreaterThanOrEqualTo(100);
        assertThat(found.steps(4_000)).isGreaterThan(10_000_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a|",
                "[a-zA-Z][a-zA-Z0-9]*",
                "^$|^arn:(aws|aws-cn|aws-us-gov):connect:[a-z]{2}-[a-z]+-\\d:\\d{12}:instance/[-a-f0-9]{36}$",
                "(([0-9]|[1-9][0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-5])\\.){3}([0-9]|[1-9][0-9])(\\/(1[6-9]|2[0-8]))?",
                "^(?=.*[a-z])(?=.*[A-Z])(?=.*\\d)[^\\s\"'\\]\\[]{8,64}$",
                "(?!-)[a-z0-9-]{1,63}(?<!-)",
                "[\\w.+-]+@([\\w-]+\\.)+[a-z]{2,}",
                "(?i)(yes|no|true|false|on|off|)",
                "\\Qs3://(\\E[^]/]+/.*",
                "(?:prod|test|dev)(-[a-z]+)?(-[0-9]+)?(_[a-z]*)?$",
            })
    void patternAsPeopleWriteThem_costsWhatItLooksAt(String pattern) {
        Pattern.compile(pattern);
        assertThat(UnseenWork.of(pattern).steps(4_096)).isEqualTo(1);
    }

    /** What is counted as what would be worst is not refused for that. */
    @ParameterizedTest
    @CsvSource({
        "(?x) [a-z]+ (-[0-9]+)?,ab-1",
        "(?x) \\p{L}{2} \\{? - [0-9]{3},ab-123",
        "(?<!foo|barbaz)-x?,-",
        "(?<!-a{1})b*,''",
        "(a?|b?)(c?|d?),bd"
    })
    void patternThatIsOnlyUnusual_matches(String pattern, String value) {
        assertThat(new BoundedMatch().matches("P", pattern, value)).isTrue();
    }
}
