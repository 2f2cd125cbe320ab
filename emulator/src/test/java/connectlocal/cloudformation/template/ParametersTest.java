package connectlocal.cloudformation.template;

import static org.assertj.core.api.Assertions.assertThat;

import connectlocal.cloudformation.template.model.ParameterDeclaration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parameters: types, constraints, masks, and what is said of values that will not do. */
class ParametersTest {
    private static String refusal(String declaration, String value) {
        Map<String, String> given = value == null ? Map.of() : Map.of("P", value);
        return Stack.refusal("Parameters: {P: " + declaration + "}\nResources: {A: {Type: T}}", given);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{Type: Number} | 5 | accepted",
                "{Type: Number} | -1.5e2 | accepted",
                "{Type: Number} | five | Parameter 'P' must be a number.",
                "{Type: Number} | `` | Parameter 'P' must be a number.",
                "{Type: Number, MinValue: 2} | 1 | Parameter 'P' must be a number not less than 2",
                "{Type: Number, MinValue: 2} | 2 | accepted",
                "{Type: Number, MaxValue: 2} | 2.5 | Parameter 'P' must be a number not greater than 2",
                "{Type: Number, MaxValue: 2} | 2 | accepted",
                "{Type: Number, AllowedValues: [1, 2]} | 2.0 | accepted",
                "{Type: Number, AllowedValues: [1, 2]} | 3 | Parameter 'P' must be one of AllowedValues",
                "{Type: List<Number>} | 1, 2 | accepted",
                "{Type: List<Number>} | 1,b | Parameter 'P' must be a number.",
                "{Type: String, MinLength: 3} | ab | Parameter 'P' must contain at least 3 characters",
                "{Type: String, MinLength: 3} | abc | accepted",
                "{Type: String, MaxLength: 3} | abcd | Parameter 'P' must contain at most 3 characters",
                "{Type: String, MaxLength: 3} | abc | accepted",
                "{Type: String, AllowedValues: [a, yes]} | true | accepted",
                "{Type: String, AllowedValues: [a, b]} | c | Parameter 'P' must be one of AllowedValues",
                "{Type: String, AllowedPattern: '[a-z]*'} | abc1 | Parameter 'P' must match pattern [a-z]*",
                "{Type: String, AllowedPattern: '[a-z]*'} | abc | accepted",
                "{Type: String, AllowedPattern: '(?!x).*'} | x | Parameter 'P' must match pattern (?!x).*",
                "{Type: String, AllowedPattern: '['} | x | Template format "
                        + "error: [/Parameters/P/AllowedPattern] AllowedPattern must "
                        + "be a valid regular expression",
                "{Type: String, AllowedPattern: '(aa?)+\\1z'} | aaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
                        + "aaaaaaaaaaaaaaaaaaaaa! | Template format error: [/Parameters/P/AllowedPatter"
                        + "n] AllowedPattern takes too long to match",
                "{Type: String, MinLength: 3, ConstraintDescription: three "
                        + "letters} | ab | Parameter P failed to satisfy constraint: "
                        + "three letters",
                "{Type: CommaDelimitedList, AllowedValues: [a, b]} | a, b | accepted",
                "{Type: CommaDelimitedList, AllowedValues: [a, b]} | a, c | Parameter 'P' must be one of AllowedValues",
                "{Type: 'AWS::EC2::VPC::Id'} | vpc-1 | accepted",
                "{Type: 'List<AWS::EC2::Subnet::Id>'} | a,b | accepted",
                "{Type: 'AWS::SSM::Parameter::Value<String>'} | /a | accepted",
                "{Type: 'AWS::SSM::Parameter::Name'} | /none | accepted",
                "{Type: 'AWS::SSM::Parameter::Value<String>'} | /none | Unable "
                        + "to fetch parameters [/none] from parameter store for this "
                        + "account.",
                "{Type: 'AWS::SSM::Parameter::Value<Number>'} | /a | Template "
                        + "format error: Unrecognized parameter type: AWS::SSM::Parameter::Value<Number"
                        + ">",
                "{Type: String, Default: x, MinLength: 2} | | Parameter 'P' must contain at least 2 characters",
                "{Type: String, Default: ''} | | accepted",
            })
    void constraints(String declaration, String value, String words) {
        assertThat(refusal(declaration, value)).isEqualTo(words);
    }

    @Test
    void valuesEndAtFourThousandCharacters() {
        assertThat(refusal("{Type: String}", "x".repeat(4096))).isEqualTo("accepted");
        assertThat(refusal("{Type: String}", "x".repeat(4097)))
                .isEqualTo("Parameter 'P' must contain at most 4096 characters");
    }

    @Test
    void noRefusalQuotesAValue() {
        assertThat(refusal("{Type: Number, NoEcho: true}", "hunter2")).doesNotContain("hunter2");
        assertThat(refusal("{Type: String, NoEcho: true, AllowedPattern: '[0-9]+'}", "hunter2"))
                .doesNotContain("hunter2");
    }

    @Test
    void missingAndUnknownOnesAreNamedTogether() {
        String body = "Parameters: {A: {Type: String}, B: {Type: String}, C: {Type: String, Default: x}}\n"
                + "Resources: {R: {Type: T}}";
        assertThat(Stack.refusal(body, Map.of())).isEqualTo("Parameters: [A, B] must have values");
        assertThat(Stack.refusal(body, Map.of("A", "1", "X", "1")))
                .isEqualTo("Parameters: [X] do not exist in the template");
        Map<String, String> withNull = new HashMap<>(Map.of("A", "1"));
        withNull.put("B", null);
        assertThat(Stack.refusal(body, withNull)).isEqualTo("Parameters: [B] must have values");
    }

    @Test
    void noEchoIsMaskedAndStoredValuesAreShownApart() {
        BoundTemplate bound = Stack.bound(
                "Parameters: {P: {Type: String, NoEcho: 'true'}, Q: {Type: Number, Default: 010}, S: {Type:"
                        + " 'AWS::SSM::Parameter::Value<CommaDelimitedList>', Default: /a}}\n"
                        + "Resources: {A: {Type: T, Properties: {P: !Ref P, S: !Ref S}}}",
                Map.of("P", "secret"));
        assertThat(bound.parametersShown()).isEqualTo(Map.of("P", "****", "Q", "8", "S", "/a"));
        assertThat(bound.parameterValues()).isEqualTo(Map.of("P", "secret", "Q", "8", "S", "/a"));
        assertThat(bound.resolvedValues()).isEqualTo(Map.of("S", "x,y"));
        assertThat(bound.properties("A", Stack.MADE).toString()).isEqualTo("{\"P\":\"secret\",\"S\":[\"x\",\"y\"]}");
    }

    @Test
    void declarationsAreReadWhole() {
        ParameterDeclaration declared = Template.parse("Parameters: {P: {Type: Number, Default: 5, Description: d,"
                        + " NoEcho: yes, AllowedValues: [5, 6], MinValue: 1, MaxValue: 9}}\nResources: {A: {Type: T}}")
                .parameters()
                .get(0);
        assertThat(declared.defaultValue()).contains("5");
        assertThat(declared.noEcho()).isTrue();
        assertThat(declared.description()).contains("d");
        assertThat(declared.allowedValues()).containsExactly("5", "6");
        assertThat(declared.maxValue().map(Object::toString)).contains("9");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{Assertions: [{Assert: !Contains [[a, b], !Ref P]}]} | Template "
                        + "error: Rule 'R' failed: its assertion does not hold",
                "{Assertions: [{Assert: !Not [!Contains [[a, b], !Ref P]]}]} | accepted",
                "{RuleCondition: !Equals [!Ref P, a], Assertions: [{Assert: !Equals [a, b]}]} | accepted",
                "{RuleCondition: !Equals [!Ref P, c], Assertions: [{Assert: "
                        + "!Equals [a, b], AssertDescription: so it is}]} | Template "
                        + "error: Rule 'R' failed: so it is",
                "{Assertions: [{Assert: {'Fn::EachMemberIn': [!Ref L, [x, y]]}}]} | accepted",
                "{Assertions: [{Assert: {'Fn::EachMemberIn': [!Ref L, [x]]}}]} "
                        + "| Template error: Rule 'R' failed: its assertion does not "
                        + "hold",
                "{Assertions: [{Assert: {'Fn::EachMemberEquals': [!Ref L, x]}}]} "
                        + "| Template error: Rule 'R' failed: its assertion does not "
                        + "hold",
                "{Assertions: [{Assert: {'Fn::EachMemberEquals': [[x, x], x]}}]} | accepted",
                "{Assertions: []} | Template format error: [/Rules/R] Every "
                        + "Rules object must contain a list of Assertions, each with "
                        + "an Assert member.",
            })
    void rules(String rule, String words) {
        String body = "Parameters: {P: {Type: String, Default: c}, L: {Type: CommaDelimitedList, Default: 'x,y'}}\n"
                + "Rules: {R: " + rule + "}\nResources: {A: {Type: T}}";
        assertThat(Stack.refusal(body, Map.of())).isEqualTo(words);
    }
}
