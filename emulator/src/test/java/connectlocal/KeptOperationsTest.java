package connectlocal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.http.Json;
import connectlocal.shared.Await;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What --state keeps of what was asked for: stacks, scans, generated templates, client tokens. */
class KeptOperationsTest extends WithKeptEmulator {
    @Test
    void stacksScansAndGeneratedTemplates_areThereAgain() throws Exception {
        String template = "{\"Parameters\":{\"P\":{\"Type\":\"String\",\"NoEcho\":true}},\"Resources\":{\"S\":{"
                + "\"Type\":\"AWS::Connect::SecurityProfile\",\"Properties\":{\"InstanceArn\":\"" + EmulatorProcess.ARN
                + "\",\"SecurityProfileName\":\"mine\",\"Description\":\"d\"}}}}";
        kept.form(
                "CreateStack",
                "StackName",
                "s",
                "TemplateBody",
                template,
                "Parameters.member.1.ParameterKey",
                "P",
                "Parameters.member.1.ParameterValue",
                KeptEmulator.SECRET);
        until("CREATE_COMPLETE", "DescribeStacks", "StackName", "s");
        String scan = kept.form("StartResourceScan").replaceAll("(?s).*<ResourceScanId>([^<]*)<.*", "$1");
        until("<Status>COMPLETE", "DescribeResourceScan", "ResourceScanId", scan);
        String arn = kept.form("DescribeStackResources", "StackName", "s")
                .replaceAll("(?s).*<PhysicalResourceId>([^<]*)<.*", "$1");
        kept.form(
                "CreateGeneratedTemplate",
                "GeneratedTemplateName",
                "g",
                "Resources.member.1.ResourceType",
                "AWS::Connect::SecurityProfile",
                "Resources.member.1.ResourceIdentifier.entry.1.key",
                "SecurityProfileArn",
                "Resources.member.1.ResourceIdentifier.entry.1.value",
                arn);
        String before = everything(scan);
        assertThat(before)
                .contains("CREATE_COMPLETE", arn, "ConnectSecurityProfile00001", "GeneratedTemplateId")
                .doesNotContain(KeptEmulator.SECRET);
        kept.killed();
        assertThat(everything(scan)).isEqualTo(before);
        assertThat(kept.written()).doesNotContain(KeptEmulator.SECRET);
        assertThat(kept.form(
                        "UpdateStack",
                        "StackName",
                        "s",
                        "UsePreviousTemplate",
                        "true",
                        "Parameters.member.1.ParameterKey",
                        "P",
                        "Parameters.member.1.UsePreviousValue",
                        "true"))
                .contains("No updates are to be performed");
        kept.form("DeleteGeneratedTemplate", "GeneratedTemplateName", "g");
        kept.form("DeleteStack", "StackName", "s");
        until("does not exist", "DescribeStacks", "StackName", "s");
        kept.killed();
        assertThat(kept.form("ListGeneratedTemplates")).doesNotContain("GeneratedTemplateId");
        assertThat(kept.form("DescribeStacks")).doesNotContain("StackId");
        assertThat(kept.form("ListStacks")).contains("DELETE_COMPLETE");
    }

    /** The CDK puts such a resource into every stack; whatever it updates, this one is updated with it. */
    @Test
    void metadataOfTheCdk_isThereAgain_andIsUpdated() throws Exception {
        kept.form("CreateStack", "StackName", "s", "TemplateBody", metadata("v2:one"));
        until("CREATE_COMPLETE", "DescribeStacks", "StackName", "s");
        kept.killed();
        kept.form("DetectStackDrift", "StackName", "s");
        until("<StackDriftStatus>IN_SYNC", "DescribeStacks", "StackName", "s");
        kept.form("UpdateStack", "StackName", "s", "TemplateBody", metadata("v2:two"));
        until("<StackStatus>UPDATE_COMPLETE</StackStatus>", "DescribeStacks", "StackName", "s");
        kept.killed();
        kept.form("DeleteStack", "StackName", "s");
        until("does not exist", "DescribeStacks", "StackName", "s");
        String handle = "{\"Resources\":{\"W\":{\"Type\":\"AWS::CloudFormation::WaitConditionHandle\"}}}";
        kept.form("CreateStack", "StackName", "s", "TemplateBody", handle);
        until("CREATE_COMPLETE", "DescribeStacks", "StackName", "s");
        kept.reset();
        kept.killed();
        for (String type : List.of("AWS::CDK::Metadata", "AWS::CloudFormation::WaitConditionHandle")) {
            var list = Json.MAPPER.createObjectNode().put("TypeName", type);
            assertThat(control("ListResources", list).path("ResourceDescriptions"))
                    .isEmpty();
        }
    }

    private static String metadata(String analytics) {
        return "{\"Resources\":{\"CDKMetadata\":{\"Type\":\"AWS::CDK::Metadata\",\"Properties\":{\"Analytics\":\""
                + analytics + "\"}}}}";
    }

    private String everything(String scan) throws Exception {
        return kept.form("DescribeStacks")
                + kept.form("DescribeStackEvents", "StackName", "s")
                + kept.form("DescribeStackResources", "StackName", "s")
                + kept.form("GetTemplate", "StackName", "s")
                + kept.form("DescribeResourceScan", "ResourceScanId", scan)
                + kept.form("ListResourceScanResources", "ResourceScanId", scan)
                + kept.form("ListGeneratedTemplates")
                + kept.form("DescribeGeneratedTemplate", "GeneratedTemplateName", "g")
                + kept.form("GetGeneratedTemplate", "GeneratedTemplateName", "g", "Format", "JSON");
    }

    private void until(String text, String action, String... members) throws Exception {
        Await.until(() -> kept.form(action, members).contains(text));
    }

    @Test
    void clientTokens_leadToTheSameRequestAndInstance() throws Exception {
        String desired = "{\"InstanceArn\":\"" + EmulatorProcess.ARN + "\",\"SecurityProfileName\":\"once\"}";
        ObjectNode create = Json.MAPPER
                .createObjectNode()
                .put("TypeName", "AWS::Connect::SecurityProfile")
                .put("DesiredState", desired)
                .put("ClientToken", "token-1");
        String first = control("CreateResource", create)
                .at("/ProgressEvent/RequestToken")
                .asText();
        String instance = "{\"InstanceAlias\":\"twice\",\"IdentityManagementType\":\"SAML\",\"ClientToken\":\"t\","
                + "\"InboundCallsEnabled\":true,\"OutboundCallsEnabled\":true}";
        String made = instance(instance);
        String away = instance.replace("twice", "away");
        kept.send(
                KeptEmulator.AWAY,
                "connect",
                "PUT",
                "/instance",
                away.getBytes(UTF_8),
                "Content-Type",
                "application/json");
        kept.killed();
        assertThat(instances(KeptEmulator.AWAY)).contains("away").doesNotContain("twice");
        assertThat(instances(KeptEmulator.HOME)).contains("twice").doesNotContain("away");
        assertThat(control("CreateResource", create)
                        .at("/ProgressEvent/RequestToken")
                        .asText())
                .isEqualTo(first)
                .isNotEmpty();
        assertThat(control("CreateResource", create.put("DesiredState", desired.replace("once", "other")))
                        .toString())
                .contains("ClientTokenConflictException");
        assertThat(instance(instance)).isEqualTo(made).contains("\"Id\"");
    }

    private JsonNode control(String operation, ObjectNode input) throws Exception {
        return Json.MAPPER.readTree(kept.send(
                        KeptEmulator.HOME,
                        "cloudcontrolapi",
                        "POST",
                        "/",
                        Json.bytes(input),
                        "X-Amz-Target",
                        "CloudApiService." + operation,
                        "Content-Type",
                        "application/x-amz-json-1.0")
                .body());
    }

    private String instances(String region) throws Exception {
        return new String(
                kept.send(region, "connect", "GET", "/instance", new byte[0]).body(), UTF_8);
    }

    private String instance(String body) throws Exception {
        return new String(
                kept.send(
                                KeptEmulator.HOME,
                                "connect",
                                "PUT",
                                "/instance",
                                body.getBytes(UTF_8),
                                "Content-Type",
                                "application/json")
                        .body(),
                UTF_8);
    }
}
