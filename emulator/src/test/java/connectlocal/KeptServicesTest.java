package connectlocal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.http.Json;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What --state keeps of each service and region: the directory is copied while the emulator runs, which is what kill -9
 * leaves, and another emulator goes on with the copy.
 */
class KeptServicesTest {
    private static final String SECRET = "CanaryKept77!";
    private static final String HOME = "us-east-1";
    private static final String AWAY = "eu-west-1";

    @TempDir
    private Path directory;

    private final List<Emulator> emulators = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private Path state;
    private URI endpoint;

    @BeforeEach
    void start() throws Exception {
        Path secrets = directory.resolve("secrets.yaml");
        Files.writeString(secrets, "ssm:\n  /given: " + SECRET + "\n  /gone: x\n");
        start(directory.resolve("state0"));
    }

    private void start(Path in) throws Exception {
        state = in;
        var emulator =
                Emulator.start(Options.onFreePort().withState(state).withSecrets(directory.resolve("secrets.yaml")));
        emulators.add(emulator);
        endpoint = emulator.endpoint();
    }

    @AfterEach
    void stop() {
        emulators.forEach(Emulator::close);
    }

    private void killed() throws Exception {
        Path copy = directory.resolve("state" + emulators.size());
        Files.createDirectory(copy);
        for (String file : List.of("state.log", "key")) {
            Files.copy(state.resolve(file), copy.resolve(file));
        }
        start(copy);
    }

    private HttpResponse<byte[]> send(
            String region, String service, String method, String path, byte[] body, String... headers)
            throws Exception {
        var request = HttpRequest.newBuilder(endpoint.resolve(path))
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE00000001/20260101/%s/%s/aws4_request,"
                                        .formatted(region, service)
                                + " SignedHeaders=host, Signature=00");
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private JsonNode ssm(String region, String operation, ObjectNode input) throws Exception {
        byte[] answer = send(
                        region,
                        "ssm",
                        "POST",
                        "/",
                        Json.bytes(input),
                        "X-Amz-Target",
                        "AmazonSSM." + operation,
                        "Content-Type",
                        "application/x-amz-json-1.1")
                .body();
        return Json.MAPPER.readTree(answer);
    }

    private JsonNode parameter(String region, String name) throws Exception {
        return ssm(region, "GetParameter", object().put("Name", name).put("WithDecryption", true))
                .path("Parameter");
    }

    private String form(String action, String... members) throws Exception {
        var form = new StringBuilder("Version=2010-05-15&Action=" + action);
        for (int i = 0; i < members.length; i += 2) {
            form.append('&').append(members[i]).append('=').append(URLEncoder.encode(members[i + 1], UTF_8));
        }
        byte[] answer = send(
                        HOME,
                        "cloudformation",
                        "POST",
                        "/",
                        form.toString().getBytes(UTF_8),
                        "Content-Type",
                        "application/x-www-form-urlencoded")
                .body();
        return new String(answer, UTF_8).replaceAll("<RequestId>[^<]*</RequestId>", "");
    }

    private static ObjectNode object() {
        return Json.MAPPER.createObjectNode();
    }

    private HttpResponse<byte[]> s3(String region, String method, String path, byte[] body, String... headers)
            throws Exception {
        return send(region, "s3", method, path, body, headers);
    }

    @Test
    void objectsOfS3_areThereAgain_inTheirRegion() throws Exception {
        byte[] big = new byte[3_000_000];
        new java.util.Random(1).nextBytes(big);
        s3(HOME, "PUT", "/mine", new byte[0]);
        s3(HOME, "PUT", "/mine/a/b%20c", SECRET.getBytes(UTF_8), "Content-Type", "text/x", "x-amz-meta-m", "v");
        s3(HOME, "PUT", "/mine/big", big);
        s3(HOME, "PUT", "/mine/gone", new byte[1]);
        s3(HOME, "DELETE", "/mine/gone", new byte[0]);
        s3(HOME, "PUT", "/empty", new byte[0]);
        s3(HOME, "DELETE", "/empty", new byte[0]);
        s3(AWAY, "PUT", "/there", "<LocationConstraint>eu-west-1</LocationConstraint>".getBytes(UTF_8));
        s3(AWAY, "PUT", "/there/k", "away".getBytes(UTF_8));
        String list =
                new String(s3(HOME, "GET", "/mine?list-type=2", new byte[0]).body(), UTF_8);
        String buckets = new String(s3(HOME, "GET", "/", new byte[0]).body(), UTF_8);
        killed();
        var object = s3(HOME, "GET", "/mine/a/b%20c", new byte[0]);
        assertThat(new String(object.body(), UTF_8)).isEqualTo(SECRET);
        assertThat(object.headers().firstValue("Content-Type")).contains("text/x");
        assertThat(object.headers().firstValue("x-amz-meta-m")).contains("v");
        assertThat(s3(HOME, "GET", "/mine/big", new byte[0]).body()).isEqualTo(big);
        assertThat(new String(s3(HOME, "GET", "/mine?list-type=2", new byte[0]).body(), UTF_8))
                .isEqualTo(list)
                .contains("<Key>big</Key>")
                .doesNotContain("gone");
        assertThat(new String(s3(HOME, "GET", "/", new byte[0]).body(), UTF_8))
                .isEqualTo(buckets)
                .doesNotContain("empty");
        assertThat(new String(s3(AWAY, "GET", "/there/k", new byte[0]).body(), UTF_8))
                .isEqualTo("away");
        assertThat(s3(HOME, "GET", "/there/k", new byte[0]).statusCode()).isEqualTo(404);
        s3(HOME, "DELETE", "/mine/big", new byte[0]);
        reset();
        killed();
        assertThat(s3(HOME, "GET", "/mine?list-type=2", new byte[0]).statusCode())
                .isEqualTo(404);
        assertThat(new String(s3(HOME, "GET", "/", new byte[0]).body(), UTF_8)).contains("cdk-hnb659fds-assets");
        assertThat(Files.readString(state.resolve("state.log"))).doesNotContain(SECRET);
    }

    @Test
    void parameters_areThereAgain_withTheirVersions_andThoseOfTheFileAsTheyWereLeft() throws Exception {
        ObjectNode put = object().put("Name", "/p").put("Type", "SecureString").put("Value", SECRET + "1");
        ssm(HOME, "PutParameter", put);
        ssm(HOME, "PutParameter", put.put("Value", SECRET + "2").put("Overwrite", true));
        ssm(
                HOME,
                "PutParameter",
                object().put("Name", "/given").put("Value", "other").put("Overwrite", true));
        ssm(HOME, "DeleteParameter", object().put("Name", "/gone"));
        ssm(AWAY, "PutParameter", object().put("Name", "/p").put("Value", "away"));
        ssm(HOME, "PutParameter", object().put("Name", "/twice").put("Value", "1"));
        ssm(HOME, "DeleteParameter", object().put("Name", "/twice"));
        JsonNode before = parameter(HOME, "/p");
        killed();
        assertThat(parameter(HOME, "/p")).isEqualTo(before);
        assertThat(before.path("Version").asInt()).isEqualTo(2);
        assertThat(parameter(HOME, "/p:1").path("Value").asText()).isEqualTo(SECRET + "1");
        assertThat(parameter(HOME, "/given").path("Value").asText()).isEqualTo("other");
        assertThat(parameter(HOME, "/given").path("Version").asInt()).isEqualTo(2);
        assertThat(parameter(HOME, "/gone").isMissingNode()).isTrue();
        assertThat(parameter(HOME, "/twice").isMissingNode()).isTrue();
        assertThat(parameter(AWAY, "/p").path("Value").asText()).isEqualTo("away");
        assertThat(Files.readString(state.resolve("state.log"))).doesNotContain(SECRET);
        ssm(HOME, "PutParameter", object().put("Name", "/gone").put("Value", "back"));
        killed();
        assertThat(parameter(HOME, "/gone").path("Value").asText()).isEqualTo("back");
        assertThat(parameter(HOME, "/gone").path("Version").asInt()).isEqualTo(1);
    }

    @Test
    void stacksScansAndGeneratedTemplates_areThereAgain() throws Exception {
        String template = "{\"Parameters\":{\"P\":{\"Type\":\"String\",\"NoEcho\":true}},\"Resources\":{\"S\":{"
                + "\"Type\":\"AWS::Connect::SecurityProfile\",\"Properties\":{\"InstanceArn\":\"" + EmulatorProcess.ARN
                + "\",\"SecurityProfileName\":\"mine\",\"Description\":\"d\"}}}}";
        form(
                "CreateStack",
                "StackName",
                "s",
                "TemplateBody",
                template,
                "Parameters.member.1.ParameterKey",
                "P",
                "Parameters.member.1.ParameterValue",
                SECRET);
        until("CREATE_COMPLETE", "DescribeStacks", "StackName", "s");
        String scan = form("StartResourceScan").replaceAll("(?s).*<ResourceScanId>([^<]*)<.*", "$1");
        until("<Status>COMPLETE", "DescribeResourceScan", "ResourceScanId", scan);
        String arn = form("DescribeStackResources", "StackName", "s")
                .replaceAll("(?s).*<PhysicalResourceId>([^<]*)<.*", "$1");
        form(
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
                .doesNotContain(SECRET);
        killed();
        assertThat(everything(scan)).isEqualTo(before);
        assertThat(Files.readString(state.resolve("state.log"))).doesNotContain(SECRET);
        assertThat(form(
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
        form("DeleteGeneratedTemplate", "GeneratedTemplateName", "g");
        form("DeleteStack", "StackName", "s");
        until("does not exist", "DescribeStacks", "StackName", "s");
        killed();
        assertThat(form("ListGeneratedTemplates")).doesNotContain("GeneratedTemplateId");
        assertThat(form("DescribeStacks")).doesNotContain("StackId");
        assertThat(form("ListStacks")).contains("DELETE_COMPLETE");
    }

    /** The CDK puts such a resource into every stack; whatever it updates, this one is updated with it. */
    @Test
    void metadataOfTheCdk_isThereAgain_andIsUpdated() throws Exception {
        form("CreateStack", "StackName", "s", "TemplateBody", metadata("v2:one"));
        until("CREATE_COMPLETE", "DescribeStacks", "StackName", "s");
        killed();
        form("DetectStackDrift", "StackName", "s");
        until("<StackDriftStatus>IN_SYNC", "DescribeStacks", "StackName", "s");
        form("UpdateStack", "StackName", "s", "TemplateBody", metadata("v2:two"));
        until("<StackStatus>UPDATE_COMPLETE</StackStatus>", "DescribeStacks", "StackName", "s");
        killed();
        form("DeleteStack", "StackName", "s");
        until("does not exist", "DescribeStacks", "StackName", "s");
        String handle = "{\"Resources\":{\"W\":{\"Type\":\"AWS::CloudFormation::WaitConditionHandle\"}}}";
        form("CreateStack", "StackName", "s", "TemplateBody", handle);
        until("CREATE_COMPLETE", "DescribeStacks", "StackName", "s");
        reset();
        killed();
        for (String type : List.of("AWS::CDK::Metadata", "AWS::CloudFormation::WaitConditionHandle")) {
            assertThat(control("ListResources", object().put("TypeName", type)).path("ResourceDescriptions"))
                    .isEmpty();
        }
    }

    private static String metadata(String analytics) {
        return "{\"Resources\":{\"CDKMetadata\":{\"Type\":\"AWS::CDK::Metadata\",\"Properties\":{\"Analytics\":\""
                + analytics + "\"}}}}";
    }

    private void reset() throws Exception {
        http.send(
                HttpRequest.newBuilder(endpoint.resolve("/_emulator/reset"))
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.discarding());
    }

    private String everything(String scan) throws Exception {
        return form("DescribeStacks")
                + form("DescribeStackEvents", "StackName", "s")
                + form("DescribeStackResources", "StackName", "s")
                + form("GetTemplate", "StackName", "s")
                + form("DescribeResourceScan", "ResourceScanId", scan)
                + form("ListResourceScanResources", "ResourceScanId", scan)
                + form("ListGeneratedTemplates")
                + form("DescribeGeneratedTemplate", "GeneratedTemplateName", "g")
                + form("GetGeneratedTemplate", "GeneratedTemplateName", "g", "Format", "JSON");
    }

    private void until(String text, String action, String... members) throws Exception {
        long end = System.nanoTime() + java.time.Duration.ofSeconds(60).toNanos();
        String answer = "";
        while (!answer.contains(text) && System.nanoTime() < end) {
            answer = form(action, members);
            Thread.sleep(20);
        }
        assertThat(answer).contains(text);
    }

    @Test
    void clientTokens_leadToTheSameRequestAndInstance() throws Exception {
        String desired = "{\"InstanceArn\":\"" + EmulatorProcess.ARN + "\",\"SecurityProfileName\":\"once\"}";
        ObjectNode create = object().put("TypeName", "AWS::Connect::SecurityProfile")
                .put("DesiredState", desired)
                .put("ClientToken", "token-1");
        String first = control("CreateResource", create)
                .at("/ProgressEvent/RequestToken")
                .asText();
        String instance = "{\"InstanceAlias\":\"twice\",\"IdentityManagementType\":\"SAML\",\"ClientToken\":\"t\","
                + "\"InboundCallsEnabled\":true,\"OutboundCallsEnabled\":true}";
        String made = instance(instance);
        String away = instance.replace("twice", "away");
        send(AWAY, "connect", "PUT", "/instance", away.getBytes(UTF_8), "Content-Type", "application/json");
        killed();
        assertThat(instances(AWAY)).contains("away").doesNotContain("twice");
        assertThat(instances(HOME)).contains("twice").doesNotContain("away");
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
        return Json.MAPPER.readTree(send(
                        HOME,
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
                send(region, "connect", "GET", "/instance", new byte[0]).body(), UTF_8);
    }

    private String instance(String body) throws Exception {
        return new String(
                send(HOME, "connect", "PUT", "/instance", body.getBytes(UTF_8), "Content-Type", "application/json")
                        .body(),
                UTF_8);
    }
}
