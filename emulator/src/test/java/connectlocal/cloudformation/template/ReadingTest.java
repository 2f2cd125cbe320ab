package connectlocal.cloudformation.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Text to tree: YAML 1.1 as CloudFormation reads it, and texts that are no templates. */
class ReadingTest {
    private static String read(String value) {
        return Template.parse("Resources: {A: {Type: T, Properties: {P: " + value + "}}}")
                .root()
                .at("/Resources/A/Properties/P")
                .toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "yes | true",
                "Off | false",
                "'yes' | \"yes\"",
                "y | \"y\"",
                "010 | 8",
                "0x1F | 31",
                "1_000 | 1000",
                "1:30 | 90",
                "-5 | -5",
                "123456789012 | 123456789012",
                "012345678901 | 1.2345678901E10",
                "1.10 | 1.1",
                "2010-09-09 | \"2010-09-09\"",
                "2001-12-14t21:59:43.10-05:00 | \"2001-12-14t21:59:43.10-05:00\"",
                "!!str 5 | \"5\"",
                "!Ref B | {\"Ref\":\"B\"}",
                "!Ref 1 | {\"Ref\":\"1\"}",
                "!GetAtt A.B.C | {\"Fn::GetAtt\":[\"A\",\"B.C\"]}",
                "!GetAtt [A, B.C] | {\"Fn::GetAtt\":[\"A\",\"B.C\"]}",
                "{'Fn::GetAtt': A.B} | {\"Fn::GetAtt\":[\"A\",\"B\"]}",
                "!GetAZs '' | {\"Fn::GetAZs\":\"\"}",
                "!Sub ['${X}', {X: !Ref AWS::Region}] | {\"Fn::Sub\":[\"${X}\",{\"X\":{\"Ref\":\"AWS::Region\"}}]}",
                "!Join ['', [!Select [0, !Split [a, b]]]] | {\"Fn::Join\":[\"\",[{\"Fn::Selec"
                        + "t\":[0,{\"Fn::Split\":[\"a\",\"b\"]}]}]]}",
            })
    void scalarsAndShortForms(String written, String expected) {
        String root = "Conditions: {C: !Equals [a, a]}\nResources: {A: {Type: T, Metadata: {P: ";
        // Names are not resolved while reading: what the reader made is seen before any check of names.
        String read = connectlocal.cloudformation.template.read.TemplateReader.read(root + written + "}}}")
                .at("/Resources/A/Metadata/P")
                .toString();
        assertThat(read).isEqualTo(expected);
    }

    @Test
    void keysStayAsTheyAreWrittenAndSoDoNamesOfConditions() {
        String body = "Conditions: {On: !Equals [a, a]}\n"
                + "Resources: {A: {Type: T, Condition: On, Properties: {1: !If "
                + "[On, x, y], Yes: {Fn::If: [On, x, y]}}}}";
        BoundTemplate bound = Stack.bound(body);
        assertThat(bound.properties("A", Stack.MADE).toString()).isEqualTo("{\"1\":\"x\",\"Yes\":\"x\"}");
    }

    @Test
    void originalIsKeptToTheLetter() {
        String body = "# a comment\nResources: {A: {Type: T}} # another\n";
        assertThat(Template.parse(body).body()).isEqualTo(body);
        assertThat(read("'x'")).isEqualTo("\"x\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"this is invalid JSON\"=\"bobbins\"} | JSON not well-formed. (line 1, column 25)",
                "{\"Resources\":{\"A\":{\"Type\":\"T\"},\"A\":{\"Type\":\"T\"}}} "
                        + "| JSON not well-formed. (line 1, column 36): duplicate field "
                        + "'A'",
                "{\"Resources\":{\"A\":{\"Type\":\"T\"}}} x | JSON not well-formed. (line 1, column 36)",
                "Resources: [ | YAML not well-formed. (line 1, column 13)",
                "A: 1\\nA: 2 | YAML not well-formed. (line 2, column 1): duplicate key 'A'",
                "A: !Foo 1 | YAML not well-formed. (line 1, column 4): the tag !Foo is not supported",
                "A: !!binary eA== | YAML not well-formed. (line 1, column 4): "
                        + "the tag tag:yaml.org,2002:binary is not supported",
                "<<: {A: 1} | YAML not well-formed. (line 1, column 1): keys cannot be merged",
                "A: 1\\n---\\nB: 1 | YAML not well-formed. (line 2, column 1)",
                "{\"Metadata\":{\"a\":[1,-1e400]}} | the number at /Metadata/a/1 is beyond 1.7976931348623157E308.",
                "Metadata: {a: [{b: 1e400}]} | the number at /Metadata/a/0/b is beyond 1.7976931348623157E308.",
                "just text | unsupported structure.",
                "[a] | unsupported structure.",
            })
    void textsThatAreNoTemplates(String body, String words) {
        assertThat(Stack.refusal(body.replace("\\n", "\n"), Map.of())).isEqualTo("Template format error: " + words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"A: &a [1]\nB: *a", "A: &a [*a]", "A: &a {*a : 1}", "*a : 1", "<<: *a"})
    void aliasesAreRefused(String body) {
        assertThat(Stack.refusal(body, Map.of()))
                .isEqualTo("Template error: YAML aliases are not allowed in CloudFormation templates");
    }

    @Test
    void bombsAreRefused() {
        StringBuilder bomb = new StringBuilder("a: &a [x, x]\n");
        for (char c = 'b'; c < 'z'; c++) {
            bomb.append(c)
                    .append(": &")
                    .append(c)
                    .append(" [*")
                    .append((char) (c - 1))
                    .append(", *");
            bomb.append((char) (c - 1)).append("]\n");
        }
        assertThat(Stack.refusal(bomb.toString(), Map.of())).startsWith("Template error: YAML aliases");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "{a: ", "- ", "? "})
    void depthIsBounded(String open) {
        String refusal = Stack.refusal(open.repeat(1000), Map.of());
        assertThat(refusal).contains("not well-formed.");
        String yaml = "Resources: {A: {Type: T, Properties: {P: " + "[".repeat(190) + "]".repeat(190) + "}}}";
        assertThat(Stack.refusal(yaml, Map.of())).isEqualTo("accepted");
        assertThat(Stack.refusal(yaml.replace("[[", "[[[").replace("]]", "]]]"), Map.of()))
                .contains("nested deeper than 200 levels");
    }

    /** Reading digits takes time by the square of their number. */
    @Test
    void digitsAreBoundedAsInJson() {
        String start = "Resources: {A: {Type: T, Metadata: {n: !!int ";
        assertThat(Stack.refusal(start + "9".repeat(1000) + "}}}", Map.of())).isEqualTo("accepted");
        assertThat(Stack.refusal(start + "9".repeat(1001) + "}}}", Map.of()))
                .endsWith(": 9999999999999999999999999999999999999999… is not a number");
        assertThat(Stack.refusal(start + "9" + ":59".repeat(334) + "}}}", Map.of()))
                .endsWith("… is not a number");
    }

    @Test
    void aMegabyteIsTheMost() {
        String start = "Resources: {A: {Type: T}}\n#";
        assertThat(Stack.refusal(start + "x".repeat(1_000_000 - start.length()), Map.of()))
                .isEqualTo("accepted");
        assertThat(Stack.refusal(start + "x".repeat(1_000_001 - start.length()), Map.of()))
                .isEqualTo("Template may not exceed 1000000 bytes in size.");
    }
}
