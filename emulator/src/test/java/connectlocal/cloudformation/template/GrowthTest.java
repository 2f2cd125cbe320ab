package connectlocal.cloudformation.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a small template may make of itself: neither memory nor a stack is filled by it. */
class GrowthTest {
    private static final String TOO_MUCH = "Template error: what the functions of a template yield may not exceed"
            + " 8000000 characters, 16 of them for each value";

    @Test
    void aThousandfoldValueDoesNotFillTheMemory() {
        String body = "Parameters: {P: {Type: String}}\nResources: {A: {Type: T, Properties: {P: !Sub '"
                + "${P}".repeat(200_000) + "'}}}";
        assertThat(Stack.refusal(body, Map.of("P", "x".repeat(4096)))).isEqualTo(TOO_MUCH);
        String list = "Parameters: {P: {Type: CommaDelimitedList}}\nResources: {A: {Type: T, Properties: {P: ["
                + "!Ref P, ".repeat(100_000) + "x]}}}";
        assertThat(Stack.refusal(list, Map.of("P", "x,".repeat(2000)))).isEqualTo(TOO_MUCH);
    }

    /** Each value is small enough by itself; together they would take gigabytes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Resources: {%1$s}|R%2$d: {Type: T, Metadata: {M: &}}",
                "Resources: {%1$s}|R%2$d: {Type: T, Properties: {M: &}}",
                "Resources: {R: {Type: T}}\nOutputs: {%1$s}|O%2$d: {Value: &}",
                "Resources: {R: {Type: T}}\nConditions: {%1$s}|C%2$d: !Equals [a, &]",
                "Resources: {R: {Type: T}}\nRules: {%1$s}|S%2$d: {Assertions: [{Assert: !Not [!Equals [a, &]]}]}",
                "Resources: {R: {Type: T}}\nOutputs: {%1$s}|O%2$d: {Value: a, Export: {Name: !Select [0, [a%2$d, &]]}}",
            })
    void theValuesOfAllPartsTogetherAreBounded(String form) {
        String value = "!Sub '" + "${P}".repeat(100) + "'";
        String part = form.split("\\|")[1].replace("&", value);
        String whole = "Parameters: {P: {Type: String}}\n" + form.split("\\|")[0];
        Map<String, String> given = Map.of("P", "x".repeat(4096));
        assertThat(Stack.refusal(whole.formatted(parts(part, 15), 0), given)).isNotEqualTo(TOO_MUCH);
        assertThat(Stack.refusal(whole.formatted(parts(part, 25), 0), given)).isEqualTo(TOO_MUCH);
    }

    private static String parts(String form, int number) {
        return IntStream.range(0, number).mapToObj(i -> form.formatted("", i)).collect(Collectors.joining(", "));
    }

    /** As every plan, change set and rollback does. */
    @Test
    void whatIsEvaluatedAgainCountsOnce() {
        BoundTemplate bound = Stack.bound(
                "Parameters: {P: {Type: String}}\nResources: {A: {Type: T, Properties: {P: !Sub '" + "${P}".repeat(100)
                        + "'}}}\nOutputs: {O: {Value: !Sub '" + "${P}".repeat(100) + "'}}",
                Map.of("P", "x".repeat(4096)));
        for (int i = 0; i < 50; i++) {
            assertThat(bound.properties("A", Stack.MADE).path("P").textValue()).hasSize(409_600);
            assertThat(bound.outputValue("O", Stack.MADE).textValue()).hasSize(409_600);
        }
    }

    /** Every value within has a place of its own: of a hundred thousand that is gigabytes, where names are long. */
    @Test
    void placesInErrorsEndSomewhere() {
        String name = "n".repeat(1_500);
        String body = "{\"Resources\":{\"B\":{\"Type\":\"T\"},\"A\":{\"Type\":\"T\",\"Properties\":"
                + "{\"%1$s\":{\"%1$s\":{\"%1$s\":[{\"Fn::GetAtt\":[\"B\",\"Missing\"]}]}}}}}}";
        String words = ": Resource type T does not support attribute {Missing}.";
        assertThat(Stack.refusal(body.formatted(name), Map.of()))
                .isEqualTo("[Error] /Resources/A/Properties/" + name + "/…/0/Fn::GetAtt" + words);
        assertThat(Stack.refusal(body.formatted("n"), Map.of()))
                .isEqualTo("[Error] /Resources/A/Properties/n/n/n/0/Fn::GetAtt" + words);
    }

    /** A value counts as more than its characters: empty texts take memory too. */
    @Test
    void emptyValuesCountToo() {
        String body = "Parameters: {P: {Type: String}}\nResources: {A: {Type: T, Properties: {P: [";
        assertThat(Stack.refusal(body + "!Split [',', !Ref P], ".repeat(140) + "x]}}}", Map.of("P", ",".repeat(4095))))
                .isEqualTo(TOO_MUCH);
        assertThat(Stack.refusal(body + "!Split [',', !Ref P], ".repeat(50) + "x]}}}", Map.of("P", ",".repeat(4095))))
                .isEqualTo("accepted");
    }

    /** Each of them needs the one after it. */
    @Test
    void aChainOfThirtyThousandConditions() {
        String chain = IntStream.range(0, 30_000)
                .mapToObj(i -> "\"C%d\":{\"Condition\":\"C%d\"},".formatted(i, i + 1))
                .collect(Collectors.joining());
        String rest = "},\"Resources\":{\"A\":{\"Type\":\"T\",\"Condition\":\"C0\"}}}";
        String whole = "{\"Conditions\":{" + chain + "\"C30000\":{\"Fn::Equals\":[\"a\",\"%s\"]}" + rest;
        assertThat(Stack.bound(whole.formatted("a")).resources()).containsKey("A");
        assertThat(Stack.bound(whole.formatted("b")).resources()).isEmpty();
        String circle = "{\"Conditions\":{" + chain + "\"C30000\":{\"Condition\":\"C29999\"}" + rest;
        assertThat(Stack.refusal(circle, Map.of()))
                .startsWith("Circular dependency between conditions: [C0, C1, ")
                .endsWith(", C29999, C30000]");
        String open = "{\"Conditions\":{" + chain + "\"X\":{\"Fn::Equals\":[\"a\",\"b\"]}" + rest;
        assertThat(Stack.refusal(open, Map.of()))
                .isEqualTo("Template error: unresolved condition dependency C30000 in Condition");
    }
}
