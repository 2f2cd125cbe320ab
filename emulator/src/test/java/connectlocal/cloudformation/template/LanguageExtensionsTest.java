package connectlocal.cloudformation.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The transform AWS::LanguageExtensions: loops, and functions where only literals may stand otherwise. */
class LanguageExtensionsTest {
    private static final String HEAD = "Transform: AWS::LanguageExtensions\n";

    @Test
    void loopsInResourcesPropertiesOutputsAndConditions() {
        BoundTemplate bound = Stack.bound(HEAD + """
                        Parameters:
                          Team: {Type: CommaDelimitedList}
                        Conditions:
                          'Fn::ForEach::Known':
                            - Who
                            - !Ref Team
                            - 'Is&{Who}': !Equals ['${Who}', ana-maria]
                        Resources:
                          'Fn::ForEach::Users':
                            - Name
                            - !Ref Team
                            - 'User&{Name}':
                                Type: AWS::Connect::User
                                Condition: 'Is&{Name}'
                                Properties:
                                  Username: !Ref Name
                                  Mail: !Sub '${Name}@${AWS::StackName}'
                                  'Fn::ForEach::Settings':
                                    - Key
                                    - [Auto, Late]
                                    - '${Key}Accept': !Join ['.', [!Ref Key, '${Name}']]
                        Outputs:
                          'Fn::ForEach::Outs':
                            - Name
                            - [ana-maria]
                            - 'Out&{Name}': {Value: !Ref 'User&{Name}'}
                        """, Map.of("Team", "ana-maria, bob"));
        assertThat(bound.resources().keySet()).containsExactly("Useranamaria");
        assertThat(bound.properties("Useranamaria", Stack.MADE))
                .isEqualTo(Stack.json("{\"Username\":\"ana-maria\",\"Mail\":\"ana-maria@team\","
                        + "\"AutoAccept\":\"Auto.ana-maria\",\"LateAccept\":\"Late.ana-maria\"}"));
        assertThat(bound.outputValue("Outanamaria", Stack.MADE).asText()).isEqualTo("useranamaria");
        assertThat(bound.processed().has("Transform")).isFalse();
        assertThat(bound.processed()
                        .at("/Resources/Userbob/Properties/Username")
                        .asText())
                .isEqualTo("bob");
        assertThat(bound.processed()
                        .at("/Resources/Userbob/Properties/AutoAccept")
                        .asText())
                .isEqualTo("Auto.bob");
    }

    @Test
    void loopsNest() {
        Template template = Template.parse(HEAD + "Resources: {'Fn::ForEach::A': [X, [F, B], {'My${X}': {Type: T},"
                + " 'Fn::ForEach::B': [Y, ['1', '2'], {'My${X}${Y}': {Type: T, DependsOn: 'My${X}'}}]}]}");
        assertThat(template.resourceTypes().keySet())
                .containsExactlyInAnyOrder("MyF", "MyF1", "MyF2", "MyB", "MyB1", "MyB2");
        assertThat(template.capabilities()).containsExactly("CAPABILITY_AUTO_EXPAND");
        assertThat(template.bind(Map.of(), new Stack()).dependencies().get("MyB2"))
                .containsExactly("MyB");
    }

    @Test
    void loopsOverParametersWaitForThem() {
        String body = HEAD + "Parameters: {L: {Type: CommaDelimitedList}}\n"
                + "Resources: {B: {Type: T}, 'Fn::ForEach::A': [X, !Ref L, {'A${X}': {Type: T}}]}";
        assertThat(Template.parse(body).resourceTypes()).isEqualTo(Map.of("B", "T"));
        assertThat(Stack.bound(body, Map.of("L", "1,2")).resources().keySet()).containsExactly("B", "A1", "A2");
        String all = IntStream.range(0, 500).mapToObj(Integer::toString).collect(Collectors.joining(","));
        assertThat(Stack.refusal(body, Map.of("L", all)))
                .isEqualTo("Template format error: Number of resources, 501, is greater than maximum allowed, 500");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[X, [a]] | requires a list of three",
                "[X, a, {'A${X}': {Type: T}}] | the collection must be a list",
                "[P, [a], {'A${P}': {Type: T}}] | the identifier P is already a parameter",
                "[X, [a, b], {A: {Type: T}}] | yields the key A twice",
                "[X, [[[a]]], {'A${X}': {Type: T}}] | every member of the collection must be a string",
                "[X, [a-b], {'A${X}': {Type: T}}] | Resource name Aa-b is non alphanumeric.",
            })
    void loopsThatCannotBe(String loop, String words) {
        String body = HEAD + "Parameters: {P: {Type: String, Default: x}}\nResources: {'Fn::ForEach::A': " + loop + "}";
        assertThat(Stack.refusal(body, Map.of())).contains(words);
    }

    @Test
    void loopsCannotGrowWithoutBound() {
        String list = "[" + IntStream.range(0, 2000).mapToObj(i -> "v" + i).collect(Collectors.joining(",")) + "]";
        String loop = "{'A${X1}${X2}${X3}${X4}${X5}': {Type: T}}";
        String empty = "{}";
        for (int i = 5; i > 0; i--) {
            loop = "{'Fn::ForEach::L" + i + "': [X" + i + ", " + list + ", " + loop + "]}";
            empty = "{'Fn::ForEach::L" + i + "': [X" + i + ", " + list + ", " + empty + "]}";
        }
        String tooLarge = "Template may not exceed 1000000 bytes in size.";
        assertThat(Stack.refusal(HEAD + "Resources: " + loop, Map.of())).isEqualTo(tooLarge);
        assertThat(Stack.refusal(HEAD + "Resources: " + empty, Map.of())).isEqualTo(tooLarge);
        String wide = "'" + "${X}".repeat(20_000) + "'";
        assertThat(Stack.refusal(
                        HEAD + "Resources: {'Fn::ForEach::A': [X, ['" + "x".repeat(4000)
                                + "'], {A: {Type: T, Properties: {P: " + wide + "}}}]}",
                        Map.of()))
                .isEqualTo(tooLarge);
    }

    /** Seven thousand of them in a template of a megabyte would have made one of gigabytes. */
    @Test
    void whatIsFoldedCannotGrowWithoutBound() {
        String map = "Mappings: {M: {K: {V: '" + "x".repeat(100_000) + "'}}}\n";
        String folded = "!ToJsonString [!FindInMap [M, K, V]], ";
        String start = HEAD + map + "Resources: {A: {Type: T, Properties: {P: [";
        assertThat(Stack.refusal(start + folded.repeat(8) + "x]}}}", Map.of())).isEqualTo("accepted");
        assertThat(Stack.refusal(start + folded.repeat(9) + "x]}}}", Map.of()))
                .isEqualTo("Template may not exceed 1000000 bytes in size.");
        assertThat(Stack.refusal(start + folded.repeat(100) + "x]}}}", Map.of()))
                .startsWith("Template error: what the functions of a template yield may not exceed");
    }

    /** The inner collection is made anew for each item of the outer one, though it holds nothing that is kept. */
    @Test
    void whatInnerLoopsRunOverCannotGrowWithoutBound() {
        String outer = "[" + IntStream.range(0, 100).mapToObj(i -> "v" + i).collect(Collectors.joining(",")) + "]";
        String split = "!Split [',', !Select [0, !Split [';', !Sub '${P};" + "${P}".repeat(20) + "']]]";
        String loop = HEAD + "Parameters: {P: {Type: String}}\nResources: {A: {Type: T}, 'Fn::ForEach::O': [X, " + outer
                + ", {'Fn::ForEach::I': [Y, " + split + ", {}]}]}";
        assertThat(Stack.refusal(loop, Map.of("P", "y"))).isEqualTo("accepted");
        assertThat(Stack.refusal(loop, Map.of("P", "y".repeat(4096))))
                .startsWith("Template error: what the functions of a template yield may not exceed");
    }

    @Test
    void sixLevelsAreTooMany() {
        String loop = "{'A${X1}': {Type: T}}";
        for (int i = 6; i > 0; i--) {
            loop = "{'Fn::ForEach::L" + i + "': [X" + i + ", [a], " + loop + "]}";
        }
        assertThat(Stack.refusal(HEAD + "Resources: " + loop, Map.of()))
                .contains("cannot be nested deeper than 5 levels");
    }

    @Test
    void functionsWhereOnlyLiteralsMayStandOtherwise() {
        BoundTemplate bound =
                Stack.bound(HEAD + "Parameters: {Keep: {Type: String, Default: Retain}, Which: {Type: String,"
                        + " Default: B}, L: {Type: CommaDelimitedList, Default: "
                        + "'a,b,c'}}\nResources: {B: {Type: T}, A: {Type: T,"
                        + " DeletionPolicy: !Ref Keep, UpdateReplacePolicy: !If "
                        + "[C, Retain, Delete], Properties: {P: !GetAtt"
                        + " [!Ref Which, Arn], Q: {Ref: {'Fn::Sub': '${Which}'}}, "
                        + "N: !Length {Ref: L}, J: !ToJsonString {a:"
                        + " foo}}}}\nConditions: {C: !Equals [a, b]}");
        assertThat(bound.resources().get("A").deletionPolicy()).isEqualTo("Retain");
        assertThat(bound.resources().get("A").updateReplacePolicy()).isEqualTo("Delete");
        assertThat(bound.dependencies().get("A")).containsExactly("B");
        assertThat(bound.properties("A", Stack.MADE))
                .isEqualTo(Stack.json("{\"P\":\"B-Arn\",\"Q\":\"b\",\"N\":3,\"J\":\"{\\\"a\\\":\\\"foo\\\"}\"}"));
        assertThat(bound.processed().at("/Resources/A/Properties/N").asInt()).isEqualTo(3);
        assertThat(bound.processed().at("/Resources/A/Properties/J").asText()).isEqualTo("{\"a\":\"foo\"}");
    }
}
