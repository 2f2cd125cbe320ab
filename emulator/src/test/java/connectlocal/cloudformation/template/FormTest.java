package connectlocal.cloudformation.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Templates that say something impossible, and CloudFormation's words for it. */
class FormTest {
    private static final String A = "Resources: {A: {Type: T}}\\n";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | Template format error: At least one Resources member must be defined.",
                "Resources: {} | Template format error: At least one Resources member must be defined.",
                "Resources: {A: x} | Template format error: Any Resources member must be an object.",
                "Resources: {A: {}} | Template format error: [/Resources/A] "
                        + "Every Resources object must contain a Type member.",
                "Resources: {a-b: {Type: T}} | Template format error: Resource name a-b is non alphanumeric.",
                "Resources: {'AWS::NoValue': {Type: T}} | Template format error: "
                        + "Resource name AWS::NoValue is non alphanumeric.",
                "Resources: {A: {Type: T, Invalid: 10}} | Invalid template resource property 'Invalid'",
                "Resource: {} | Invalid template property or properties [Resource]",
                "Resources: {A: {Type: T, Properties: {P: [x, ~]}}} | [/Resources/A/Propertie"
                        + "s/P/1] 'null' values are not allowed in templates",
                A
                        + "Outputs: {O: {Value: ~, Other: ~}} | [/Outputs/O/Value] "
                        + "'null' values are not allowed in templates",
                A + "Outputs: {O: {}} | Template format error: Every Outputs member must contain a Value object",
                A
                        + "Outputs: {O: {Value: !Ref X}} | Unresolved resource "
                        + "dependencies [X] in the Outputs block of the template",
                A
                        + "Outputs: {O: {Value: x, Export: {}}} | Template format "
                        + "error: Output O is malformed. The Name field of every "
                        + "Export member must be specified and consist only of "
                        + "alphanumeric characters, colons, or hyphens.",
                A
                        + "Outputs: {O: {Value: x, Export: {Name: !Ref A}}} | "
                        + "Template format error: Output O is malformed. The "
                        + "Name field of Export must not depend on any resources, "
                        + "imported values, or Fn::GetAZs.",
                A
                        + "Outputs: {O: {Value: [x]}} | Template format error: "
                        + "The Value field of every Outputs member must evaluate "
                        + "to a String.",
                "Resources: {A: {Type: T, Properties: {P: !Ref X, Q: !Sub '${Y.Arn}${AWS::Res"
                        + "ion}'}}} | Template format error: Unresolved resource dependencies "
                        + "[X, Y, AWS::Resion] in the Resources block of the template",
                "Resources: {A: {Type: T, DependsOn: [B]}} | Template format "
                        + "error: Unresolved resource dependencies [B] in the Resources "
                        + "block of the template",
                "Resources: {A: {Type: T, Properties: {P: !GetAtt X.Arn}}} "
                        + "| Template error: instance of Fn::GetAtt references undefined "
                        + "resource X",
                "Resources: {A: {Type: T, Properties: {P: !If [C, a, b]}}} "
                        + "| Template error: unresolved condition dependency C in Fn::If",
                "Resources: {A: {Type: T, Condition: C}} | Template format "
                        + "error: Unresolved condition dependency C in the Resources "
                        + "block of the template",
                "Resources: {A: {Type: T, DeletionPolicy: Keep}} | Template "
                        + "error: Unrecognized DeletionPolicy Keep for resource A",
                "Resources: {A: {Type: T, DeletionPolicy: !Ref AWS::Region}} "
                        + "| Template format error: Every DeletionPolicy member must "
                        + "be a string.",
                "Resources: {A: {Type: T, Properties: {P: !Ref B}}, B: {Type: "
                        + "T, DependsOn: A}, C: {Type: T, DependsOn: A}, D: {Type: T}} "
                        + "| Circular dependency between resources: [A, B]",
                "Resources: {A: {Type: T, Properties: {P: !Sub '${A.X}'}}} "
                        + "| Circular dependency between resources: [A]",
                A + "Mappings: {M: {A: x}} | Template format error: Every Mappings member A must be a map",
                A
                        + "Mappings: {M: {A: {B: {C: x}}}} | Template format "
                        + "error: Every Mappings attribute must be a String or "
                        + "a List.",
                A
                        + "Mappings: {M: {A: {B: [!Ref A]}}} | Template format "
                        + "error: Every Mappings attribute must be a String or "
                        + "a List.",
                A + "Parameters: {P: {}} | Template format error: Every Parameters object must contain a Type member.",
                A + "Parameters: {P: {Type: Strin}} | Template format error: Unrecognized parameter type: Strin",
                A + "Parameters: {P: {Type: String, Kind: x}} | Invalid template parameter property 'Kind'",
                A
                        + "Parameters: {'AWS::NoValue': {Type: String}} | Template "
                        + "format error: Parameter name AWS::NoValue is non alphanumeric.",
                A
                        + "Parameters: {P: {Type: String, Default: [x]}} | Template "
                        + "format error: Every Default member must be a string.",
                A
                        + "Conditions: {C: !Equals [!Ref A, x]} | Template format "
                        + "error: Unresolved dependencies [A]. Cannot reference "
                        + "resources in the Conditions block of the template",
                A
                        + "Conditions: {C: !Equals [!ImportValue known, x]} | "
                        + "Template error: Cannot use Fn::ImportValue in Conditions.",
                A
                        + "Transform: Mine | No transform named Mine found. Macros "
                        + "and other transforms are not supported; the only transform "
                        + "that is supported is AWS::LanguageExtensions",
                A + "Transform: [{Name: [x]}] | Key Name of transform definition must be a string.",
                A
                        + "AWSTemplateFormatVersion: 2011-01-01 | Template format "
                        + "error: [/AWSTemplateFormatVersion] Unrecognized template "
                        + "format version: 2011-01-01",
                "Resources: {'Fn::ForEach::X': [I, [a], {'A${I}': {Type: T}}]} "
                        + "| Template format error: Any Resources member must be an object.",
                "Resources: {A: {Type: T, Properties: {P: {'Fn::Length': [a]}}}} "
                        + "| Template error: Encountered unsupported function: Fn::Length "
                        + "Supported functions are: [Fn::Base64, Fn::GetAtt, Fn::GetAZs, "
                        + "Fn::ImportValue, Fn::Join, Fn::Split, Fn::FindInMap, Fn::Select, "
                        + "Ref, Fn::Equals, Fn::If, Fn::Not, Condition, Fn::And, Fn::Or, "
                        + "Fn::Contains, Fn::EachMemberEquals, Fn::EachMemberIn, Fn::ValueOf, "
                        + "Fn::ValueOfAll, Fn::RefAll, Fn::Sub, Fn::Cidr]; it needs the "
                        + "transform AWS::LanguageExtensions",
            })
    void refused(String body, String words) {
        assertThat(Stack.refusal(body.replace("\\n", "\n"), Map.of())).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"Resources,500", "Parameters,200", "Outputs,200", "Mappings,200"})
    void numbersAreLimited(String section, int most) {
        assertThat(Stack.refusal(many(section, most), Map.of())).isEqualTo("accepted");
        assertThat(Stack.refusal(many(section, most + 1), Map.of()))
                .isEqualTo("Template format error: Number of " + section.toLowerCase(java.util.Locale.ROOT) + ", "
                        + (most + 1) + ", is greater than maximum allowed, " + most);
    }

    private static String many(String section, int number) {
        String member = Map.of(
                        "Resources", "{Type: T}",
                        "Parameters", "{Type: String, Default: x}",
                        "Outputs", "{Value: x}",
                        "Mappings", "{a: {b: c}}")
                .get(section);
        String members = IntStream.range(0, number)
                .mapToObj(i -> "N" + i + ": " + member)
                .collect(Collectors.joining(", "));
        return (section.equals("Resources") ? "" : "Resources: {A: {Type: T}}\n") + section + ": {" + members + "}";
    }

    @ParameterizedTest
    @CsvSource({
        "60,accepted",
        "61,'Template format error: Number of dynamic references, 61, is greater than maximum allowed, 60'"
    })
    void dynamicReferencesAreLimited(int number, String words) {
        String text = "{{resolve:ssm:/a}}".repeat(number);
        assertThat(Stack.refusal("Resources: {A: {Type: T, Properties: {P: '" + text + "'}}}", Map.of()))
                .isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"1024,accepted", "1025,'Template format error: ''Description'' length is greater than 1024.'"})
    void descriptionsAreLimited(int length, String words) {
        assertThat(Stack.refusal("Description: " + "x".repeat(length) + "\nResources: {A: {Type: T}}", Map.of()))
                .isEqualTo(words);
    }
}
