package connectlocal.cloudformation.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every function: what it yields, what a change set shows before anything exists, what is refused. */
class FunctionsTest {
    private static final String HEAD = """
            Transform: AWS::LanguageExtensions
            Parameters:
              Env: {Type: String, Default: dev}
              Size: {Type: Number, Default: 5}
              Names: {Type: CommaDelimitedList, Default: 'a, b,c'}
              Stored: {Type: 'AWS::SSM::Parameter::Value<List<String>>', Default: /a}
            Mappings:
              M: {eu-west-1: {Name: west, List: [1, 2]}}
            Conditions:
              Prod: !Equals [!Ref Env, prod]
              Dev: !Not [!Condition Prod]
              Both: !And [!Condition Dev, !Equals [!Ref Size, 5]]
              Any: !Or [!Condition Prod, !Equals [!FindInMap [M, !Ref AWS::Region, Name], east]]
            Resources:
              B: {Type: T}
              A:
                Type: T
                Properties:
                  P:\s""";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "!Ref Env | \"dev\"",
                "!Ref Size | \"5\"",
                "!Ref Names | [\"a\",\"b\",\"c\"]",
                "!Ref Stored | [\"x\",\"y\"]",
                "!Ref AWS::AccountId | \"123456789012\"",
                "!Ref AWS::NotificationARNs | [\"arn:topic\"]",
                "!Sub '${AWS::Partition} ${AWS::Region} ${AWS::StackName} ${AWS::URLSuffix}' "
                        + "| \"aws eu-west-1 team amazonaws.com\"",
                "!Ref AWS::StackId | \"arn:aws:cloudformation:eu-west-1:123456789012:stack/team/1\"",
                "!Ref B | \"b\"",
                "!GetAtt B.Arn | \"B-Arn\"",
                "!GetAtt [B, Endpoint.Address] | \"B-Endpoint.Address\"",
                "!GetAtt [B, !Ref Env] | \"B-dev\"",
                "!Sub 'x-${B}-${B.Arn}-${!Literal}-${Env' | \"x-b-B-Arn-${Literal}-${Env\"",
                "!Sub ['${X}${Env}', {X: !GetAtt B.Arn, Env: 1}] | \"B-Arn1\"",
                "!Join ['-', [a, !Ref B, 5, true, !Ref AWS::NoValue]] | \"a-b-5-true\"",
                "!Join ['/', !Ref Names] | \"a/b/c\"",
                "!Split [',', 'a,,b,'] | [\"a\",\"\",\"b\",\"\"]",
                "!Select ['1', !Split ['-', 'a-b']] | \"b\"",
                "!Select [!FindInMap [M, eu-west-1, List], [a]] | Template "
                        + "error: Fn::Select requires a list argument with two elements: "
                        + "an integer index and a list",
                "!FindInMap [M, !Ref AWS::Region, Name] | \"west\"",
                "!FindInMap [M, !Ref AWS::Region, List] | [1,2]",
                "!FindInMap [M, x, y, {DefaultValue: !Ref Env}] | \"dev\"",
                "!If [Prod, x, !If [Both, y, z]] | \"y\"",
                "!If [Any, x, [1]] | [1]",
                "{Q: !If [Prod, x, !Ref AWS::NoValue], R: [!Ref AWS::NoValue, 1]} | {\"R\":[1]}",
                "!Base64 'hello world' | \"aGVsbG8gd29ybGQ=\"",
                "!Base64 {'Fn::Sub': '${Env}'} | \"ZGV2\"",
                "!ImportValue known | \"exported\"",
                "!ImportValue {'Fn::Sub': 'unknown-${Env}'} | No export named unknown-dev found.",
                "!GetAZs '' | [\"eu-west-1a\",\"eu-west-1b\"]",
                "!Select [0, !GetAZs us-east-1] | \"us-east-1a\"",
                "!Cidr ['192.168.0.0/24', 6, 5] | [\"192.168.0.0/27\",\"192.168.0.32/27\",\"1"
                        + "92.168.0.64/27\",\"192.168.0.96/27\",\"192.168.0.128/27\",\"192.168.0.160/27"
                        + "\"]",
                "!Cidr ['10.0.7.9/16', '2'] | [\"10.0.0.0/24\",\"10.0.1.0/24\"]",
                "!Cidr ['2600:1f18:abc:de00::/56', 2, 64] | [\"2600:1f18:abc:de00::/64\",\"2600:1f18:abc:de01::/64\"]",
                "!Length [1, 2, 3] | 3",
                "!Length {Ref: Names} | 3",
                "!ToJsonString {a: !Ref B, b: [1, true]} | \"{\\\"a\\\":\\\"b\\\",\\\"b\\\":[1,true]}\"",
                "{Condition: x, Ref: y} | {\"Condition\":\"x\",\"Ref\":\"y\"}",
                // Refusals.
                "!GetAtt B.Missing | [Error] /Resources/A/Properties/P/Fn::GetAtt: "
                        + "Resource type T does not support attribute {Missing}.",
                "!Join ['-', x] | Template error: every Fn::Join object requires "
                        + "two parameters, (1) a string delimiter and (2) a list of strings "
                        + "to be joined or a function that returns a list of strings "
                        + "(such as Fn::GetAZs) to be joined.",
                "!Join ['-', [[x]]] | Template error: every Fn::Join object "
                        + "requires two parameters, (1) a string delimiter and (2) a "
                        + "list of strings to be joined or a function that returns a "
                        + "list of strings (such as Fn::GetAZs) to be joined.",
                "!Split [','] | Template error: every Fn::Split object requires "
                        + "two parameters, (1) a string delimiter and (2) a string to "
                        + "be split or a function that returns a string to be split.",
                "!Select [x, [a]] | Template error: Fn::Select requires a list "
                        + "argument with two elements: an integer index and a list",
                "!Select [-1, [a]] | Template error: Fn::Select requires a list "
                        + "argument with two elements: an integer index and a list",
                "!Select [1, [a]] | Template error: Fn::Select  cannot select nonexistent value at index 1",
                "!Select [3, !Ref Names] | Template error: Fn::Select  cannot select nonexistent value at index 3",
                "!GetAtt B | Template error: every Fn::GetAtt object requires "
                        + "two non-empty parameters, the resource name and the resource "
                        + "attribute",
                "!FindInMap [M, C, Suffix] | Template error: Unable to get mapping for M::C::Suffix",
                "!FindInMap [N, C, Suffix] | Template error: Mapping named "
                        + "'N' is not present in the 'Mappings' section of template.",
                "!FindInMap [M, C] | Template error: every Fn::FindInMap object "
                        + "requires three parameters, the map name, map key and the attribute "
                        + "for return value",
                "!If [Prod, x] | Template error: Fn::If requires a list argument with three elements",
                "!Sub '${a b}' | Template error: variable names in Fn::Sub "
                        + "syntax must contain only alphanumeric characters, underscores, "
                        + "periods, and colons",
                "!Sub [a] | Template error: One or more Fn::Sub intrinsic functions "
                        + "don't specify expected arguments. Specify a string as first "
                        + "argument, and an optional second argument to specify a mapping "
                        + "of values to replace in the string",
                "!Sub '${Names}' | Template error: variable Names in Fn::Sub expression does not resolve to a string",
                "!Base64 [a] | Template error: every Fn::Base64 object must have a String-typed value.",
                "!Equals [a, b] | Template error: Fn::Equals cannot be partially collapsed",
                "!Cidr ['10.0.0.0/24', 9, 5] | Template error: Fn::Cidr: 9 "
                        + "blocks with 5 CIDR bits do not fit into 10.0.0.0/24",
                "!Cidr [localhost/8, 1, 5] | Template error: Fn::Cidr: localhost/8 is not a valid IP block",
                "!Transform {Name: X} | Template error: Fn::Transform is not "
                        + "supported; the only transform that is supported is AWS::LanguageExtensions",
            })
    void valueOnceEverythingExists(String written, String expected) {
        String refusal = Stack.refusal(HEAD + written, Map.of());
        String actual = refusal.equals("accepted")
                ? Stack.bound(HEAD + written)
                        .properties("A", Stack.MADE)
                        .path("P")
                        .toString()
                : refusal;
        assertThat(actual).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "!Ref B | \"LATER\"",
                "!GetAtt B.Arn | \"LATER\"",
                "!Sub 'a/${B}/${Env}' | \"a/LATER/dev\"",
                "!Join [':', [x, !Ref B]] | \"LATER\"",
                "!Join [':', !GetAtt B.List] | \"LATER\"",
                "!Select [1, !Split ['/', !Ref B]] | \"LATER\"",
                "!Base64 {Ref: B} | \"LATER\"",
                "!ImportValue unknown | \"LATER\"",
                "!Length {'Fn::Split': [a, !Ref B]} | \"LATER\"",
            })
    void valueBeforeAnythingExists(String written, String expected) {
        BoundTemplate bound = Stack.bound(HEAD + written);
        String known = bound.knownProperties("A", connectlocal.cloudformation.template.model.ResourceValues.none())
                .path("P")
                .toString();
        assertThat(known).isEqualTo(expected.replace("LATER", BoundTemplate.KNOWN_AFTER_APPLY));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "!Equals [a] | Template error: every Fn::Equals object requires a list of 2 string parameters.",
                "!And [!Equals [a, a]] | Template error: every Fn::And object "
                        + "requires a list of at least 2 and at most 10 boolean parameters.",
                "!Not [!Equals [a, a], !Equals [a, a]] | Template error: every "
                        + "Fn::Not object requires one boolean parameter.",
                "!Not [!Condition D] | Template error: unresolved condition dependency D in Condition",
                "!Not [!Condition C] | Circular dependency between conditions: [C]",
                "!And [!Condition D, !Condition E], D: !Equals [a, a], E: !Not "
                        + "[!Condition C] | Circular dependency between conditions: [C, "
                        + "E]",
                "perhaps | Template format error: [/Conditions/C] Conditions "
                        + "can only be boolean operations on parameters and other conditions",
            })
    void conditionsThatCannotBe(String written, String words) {
        assertThat(Stack.refusal("Conditions: {C: " + written + "}\nResources: {A: {Type: T}}", Map.of()))
                .isEqualTo(words);
    }
}
