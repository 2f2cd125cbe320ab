package connectlocal.cloudformation.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.cloudformation.template.model.Cause;
import connectlocal.cloudformation.template.model.TemplateError;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A template with its parameters: conditions, dependencies, causes, outputs, secrets. */
class BindingTest {
    private static final String BODY = """
            Parameters:
              Env: {Type: String, Default: dev}
              Name: {Type: String, Default: n}
            Conditions:
              Prod: !Equals [!Ref Env, prod]
            Resources:
              Extra: {Type: T, Condition: Prod}
              First: {Type: T, DeletionPolicy: Retain, UpdateReplacePolicy: Delete, Metadata: {M: !Ref Name}}
              Second:
                Type: U
                DependsOn: [Extra, First]
                Properties:
                  A: !If [Prod, !Ref Extra, !Ref Name]
                  B: !Sub '${First.Arn}-${Name}-${AWS::Region}'
                  C: [!Ref First]
                  Password: '{{resolve:secretsmanager:agent:SecretString:password}}'
            Outputs:
              Only: {Value: !Ref Extra, Condition: Prod}
              Both:
                Description: both
                Value: !Join [',', [!GetAtt Second.Arn, 5, true]]
                Export: {Name: !Sub '${AWS::StackName}-both'}
            """;

    @Test
    void conditionsDecideWhatThereIs() {
        BoundTemplate dev = Stack.bound(BODY);
        assertThat(dev.resources().keySet()).containsExactly("First", "Second");
        assertThat(dev.outputs().keySet()).containsExactly("Both");
        assertThat(dev.dependencies()).isEqualTo(Map.of("First", Set.of(), "Second", Set.of("First")));
        BoundTemplate prod = Stack.bound(BODY, Map.of("Env", "prod"));
        assertThat(prod.resources().keySet()).containsExactly("Extra", "First", "Second");
        assertThat(prod.outputs().keySet()).containsExactly("Only", "Both");
        assertThat(prod.dependencies().get("Second")).containsExactlyInAnyOrder("Extra", "First");
        assertThat(prod.resources().get("Extra").condition()).isEqualTo("Prod");
    }

    @Test
    void whatIsLeftOutMayNotBeMentioned() {
        String words = "Unresolved resource dependencies [A] in the ";
        String head = "Conditions: {No: !Equals [a, b]}\nResources: {A: {Type: T, Condition: No}, B: {Type: T";
        assertThat(Stack.refusal(head + ", Properties: {P: !Ref A}}}", Map.of()))
                .isEqualTo("Template format error: " + words + "Resources block of the template");
        assertThat(Stack.refusal(head + ", Properties: {P: !GetAtt A.Arn}}}", Map.of()))
                .isEqualTo("Template format error: " + words + "Resources block of the template");
        assertThat(Stack.refusal(head + "}}\nOutputs: {O: {Value: !Ref A}}", Map.of()))
                .isEqualTo(words + "Outputs block of the template");
    }

    @Test
    void typesThatHaveSnapshotsOnAws_mayAskForThem() {
        var volume = Stack.bound("Resources: {V: {Type: 'AWS::EC2::Volume', DeletionPolicy: Snapshot}}")
                .resources()
                .get("V");
        assertThat(volume.deletionPolicy()).isEqualTo("Snapshot");
        assertThatNoException().isThrownBy(() -> SnapshotPolicies.requireSupported(List.of(volume)));
    }

    @Test
    void declarationsCarryWhatTheEngineNeeds() {
        var first = Stack.bound(BODY).resources().get("First");
        assertThat(first.type()).isEqualTo("T");
        assertThat(first.deletionPolicy()).isEqualTo("Retain");
        assertThat(first.updateReplacePolicy()).isEqualTo("Delete");
        assertThat(first.metadata().toString()).isEqualTo("{\"M\":\"n\"}");
        assertThat(first.rawProperties()).isEmpty();
        var second = Stack.bound(BODY).resources().get("Second");
        assertThat(second.dependsOn()).containsExactly("First");
        assertThat(second.deletionPolicy()).isNull();
        assertThat(second.metadata().isMissingNode()).isTrue();
    }

    @Test
    void causes() {
        BoundTemplate bound = Stack.bound(BODY);
        assertThat(bound.causes("Second", "A")).containsExactly(new Cause(Cause.Source.PARAMETER_REFERENCE, "Name"));
        assertThat(bound.causes("Second", "B"))
                .containsExactly(
                        new Cause(Cause.Source.RESOURCE_ATTRIBUTE, "First.Arn"),
                        new Cause(Cause.Source.PARAMETER_REFERENCE, "Name"));
        assertThat(bound.causes("Second", "C")).containsExactly(new Cause(Cause.Source.RESOURCE_REFERENCE, "First"));
        assertThat(bound.causes("Second", "Password")).isEmpty();
        assertThat(Cause.Source.RESOURCE_ATTRIBUTE.text()).isEqualTo("ResourceAttribute");
    }

    @Test
    void outputs() {
        BoundTemplate bound = Stack.bound(BODY);
        assertThat(bound.outputValue("Both", Stack.MADE).textValue()).isEqualTo("Second-Arn,5,true");
        assertThat(bound.outputs().get("Both").exportName()).contains("team-both");
        assertThat(bound.outputs().get("Both").description()).contains("both");
        BoundTemplate missing = Stack.bound("Resources: {A: {Type: T}}\nOutputs: {O: {Value: !GetAtt A.Missing}}");
        assertThatThrownBy(() -> missing.outputValue("O", Stack.MADE))
                .isInstanceOf(TemplateError.class)
                .hasMessage(
                        "[Error] /Outputs/O/Value/Fn::GetAtt: Resource type T does not support attribute {Missing}.");
    }

    @Test
    void secretsAppearOnlyWhereTheyAreAskedFor() {
        BoundTemplate bound = Stack.bound(BODY);
        ObjectNode properties = bound.properties("Second", Stack.MADE);
        assertThat(properties.path("Password").asText())
                .isEqualTo("{{resolve:secretsmanager:agent:SecretString:password}}");
        assertThat(bound.withSecrets(properties).path("Password").asText()).isEqualTo("secretsmanager-s$cret");
        assertThat(properties.toString()).doesNotContain("s$cret");
        properties.put("Password", "a {{resolve:ssm-secure:agent:SecretString:password}} b {{resolve:other:x}}");
        assertThat(bound.withSecrets(properties).path("Password").asText())
                .isEqualTo("a ssm-secure-s$cret b {{resolve:other:x}}");
        properties.put("Password", "{{resolve:ssm:none}}");
        assertThatThrownBy(() -> bound.withSecrets(properties))
                .isInstanceOf(TemplateError.class)
                .hasMessage("Could not find a value associated with the dynamic reference {{resolve:ssm:none}}");
    }

    @Test
    void fiveHundredResourcesInALine() {
        StringBuilder body = new StringBuilder("Resources:\n  R0: {Type: T}\n");
        for (int i = 1; i < 500; i++) {
            body.append("  R" + i + ": {Type: T, Properties: {P: !Ref R" + (i - 1) + "}}\n");
        }
        assertThat(Stack.bound(body.toString()).dependencies().get("R499")).containsExactly("R498");
        String circle = body.toString().replace("R0: {Type: T}", "R0: {Type: T, DependsOn: R499}");
        assertThat(Stack.refusal(circle, Map.of())).startsWith("Circular dependency between resources: [R0, R1, ");
    }

    @Test
    void summaries() {
        Template template = Template.parse("Description: d\nMetadata: {K: v}\nResources: {A: {Type: 'AWS::IAM::Role',"
                + " Properties: {RoleName: x}}, B: {Type: T}}");
        assertThat(template.description()).contains("d");
        assertThat(template.metadata().path("K").asText()).isEqualTo("v");
        assertThat(template.capabilities()).containsExactly("CAPABILITY_NAMED_IAM");
        assertThat(template.resourceTypes()).isEqualTo(Map.of("A", "AWS::IAM::Role", "B", "T"));
        assertThat(template.transforms()).isEmpty();
    }
}
