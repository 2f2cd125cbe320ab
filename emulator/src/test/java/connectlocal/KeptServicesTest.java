package connectlocal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.http.Json;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** What --state keeps of S3 and the Parameter Store, in each region. */
class KeptServicesTest extends WithKeptEmulator {
    private JsonNode ssm(String region, String operation, ObjectNode input) throws Exception {
        byte[] answer = kept.send(
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
        return ssm(
                        region,
                        "GetParameter",
                        Json.MAPPER.createObjectNode().put("Name", name).put("WithDecryption", true))
                .path("Parameter");
    }

    private HttpResponse<byte[]> s3(String region, String method, String path, byte[] body, String... headers)
            throws Exception {
        return kept.send(region, "s3", method, path, body, headers);
    }

    @Test
    void objectsOfS3_areThereAgain_inTheirRegion() throws Exception {
        byte[] big = new byte[3_000_000];
        new java.util.Random(1).nextBytes(big);
        s3(KeptEmulator.HOME, "PUT", "/mine", new byte[0]);
        s3(
                KeptEmulator.HOME,
                "PUT",
                "/mine/a/b%20c",
                KeptEmulator.SECRET.getBytes(UTF_8),
                "Content-Type",
                "text/x",
                "x-amz-meta-m",
                "v");
        s3(KeptEmulator.HOME, "PUT", "/mine/big", big);
        s3(KeptEmulator.HOME, "PUT", "/mine/gone", new byte[1]);
        s3(KeptEmulator.HOME, "DELETE", "/mine/gone", new byte[0]);
        s3(KeptEmulator.HOME, "PUT", "/empty", new byte[0]);
        s3(KeptEmulator.HOME, "DELETE", "/empty", new byte[0]);
        s3(KeptEmulator.AWAY, "PUT", "/there", "<LocationConstraint>eu-west-1</LocationConstraint>".getBytes(UTF_8));
        s3(KeptEmulator.AWAY, "PUT", "/there/k", "away".getBytes(UTF_8));
        String list = new String(
                s3(KeptEmulator.HOME, "GET", "/mine?list-type=2", new byte[0]).body(), UTF_8);
        String buckets =
                new String(s3(KeptEmulator.HOME, "GET", "/", new byte[0]).body(), UTF_8);
        kept.killed();
        var object = s3(KeptEmulator.HOME, "GET", "/mine/a/b%20c", new byte[0]);
        assertThat(new String(object.body(), UTF_8)).isEqualTo(KeptEmulator.SECRET);
        assertThat(object.headers().firstValue("Content-Type")).contains("text/x");
        assertThat(object.headers().firstValue("x-amz-meta-m")).contains("v");
        assertThat(s3(KeptEmulator.HOME, "GET", "/mine/big", new byte[0]).body())
                .isEqualTo(big);
        assertThat(new String(
                        s3(KeptEmulator.HOME, "GET", "/mine?list-type=2", new byte[0])
                                .body(),
                        UTF_8))
                .isEqualTo(list)
                .contains("<Key>big</Key>")
                .doesNotContain("gone");
        assertThat(new String(s3(KeptEmulator.HOME, "GET", "/", new byte[0]).body(), UTF_8))
                .isEqualTo(buckets)
                .doesNotContain("empty");
        assertThat(new String(
                        s3(KeptEmulator.AWAY, "GET", "/there/k", new byte[0]).body(), UTF_8))
                .isEqualTo("away");
        assertThat(s3(KeptEmulator.HOME, "GET", "/there/k", new byte[0]).statusCode())
                .isEqualTo(404);
        s3(KeptEmulator.HOME, "DELETE", "/mine/big", new byte[0]);
        kept.reset();
        kept.killed();
        assertThat(s3(KeptEmulator.HOME, "GET", "/mine?list-type=2", new byte[0])
                        .statusCode())
                .isEqualTo(404);
        assertThat(new String(s3(KeptEmulator.HOME, "GET", "/", new byte[0]).body(), UTF_8))
                .contains("cdk-hnb659fds-assets");
        assertThat(kept.written()).doesNotContain(KeptEmulator.SECRET);
    }

    @Test
    void parameters_areThereAgain_withTheirVersions_andThoseOfTheFileAsTheyWereLeft() throws Exception {
        ObjectNode put = Json.MAPPER
                .createObjectNode()
                .put("Name", "/p")
                .put("Type", "SecureString")
                .put("Value", KeptEmulator.SECRET + "1");
        ssm(KeptEmulator.HOME, "PutParameter", put);
        ssm(
                KeptEmulator.HOME,
                "PutParameter",
                put.put("Value", KeptEmulator.SECRET + "2").put("Overwrite", true));
        ssm(
                KeptEmulator.HOME,
                "PutParameter",
                Json.MAPPER
                        .createObjectNode()
                        .put("Name", "/given")
                        .put("Value", "other")
                        .put("Overwrite", true));
        ssm(KeptEmulator.HOME, "DeleteParameter", Json.MAPPER.createObjectNode().put("Name", "/gone"));
        ssm(
                KeptEmulator.AWAY,
                "PutParameter",
                Json.MAPPER.createObjectNode().put("Name", "/p").put("Value", "away"));
        ssm(
                KeptEmulator.HOME,
                "PutParameter",
                Json.MAPPER.createObjectNode().put("Name", "/twice").put("Value", "1"));
        ssm(KeptEmulator.HOME, "DeleteParameter", Json.MAPPER.createObjectNode().put("Name", "/twice"));
        JsonNode before = parameter(KeptEmulator.HOME, "/p");
        kept.killed();
        assertThat(parameter(KeptEmulator.HOME, "/p")).isEqualTo(before);
        assertThat(before.path("Version").asInt()).isEqualTo(2);
        assertThat(parameter(KeptEmulator.HOME, "/p:1").path("Value").asText()).isEqualTo(KeptEmulator.SECRET + "1");
        assertThat(parameter(KeptEmulator.HOME, "/given").path("Value").asText())
                .isEqualTo("other");
        assertThat(parameter(KeptEmulator.HOME, "/given").path("Version").asInt())
                .isEqualTo(2);
        assertThat(parameter(KeptEmulator.HOME, "/gone").isMissingNode()).isTrue();
        assertThat(parameter(KeptEmulator.HOME, "/twice").isMissingNode()).isTrue();
        assertThat(parameter(KeptEmulator.AWAY, "/p").path("Value").asText()).isEqualTo("away");
        assertThat(kept.written()).doesNotContain(KeptEmulator.SECRET);
        ssm(
                KeptEmulator.HOME,
                "PutParameter",
                Json.MAPPER.createObjectNode().put("Name", "/gone").put("Value", "back"));
        kept.killed();
        assertThat(parameter(KeptEmulator.HOME, "/gone").path("Value").asText()).isEqualTo("back");
        assertThat(parameter(KeptEmulator.HOME, "/gone").path("Version").asInt())
                .isEqualTo(1);
    }

    @Test
    void secureParameter_isHandedToNoTemplate() throws Exception {
        ObjectNode put = Json.MAPPER.createObjectNode().put("Name", "/p").put("Type", "SecureString");
        ssm(KeptEmulator.HOME, "PutParameter", put.put("Value", KeptEmulator.SECRET));
        String template =
                "{\"Parameters\":{\"P\":{\"Type\":\"AWS::SSM::Parameter::Value<String>\",\"Default\":\"/p\"}},"
                        + "\"Resources\":{\"U\":{\"Type\":\"AWS::Connect::User\"}}}";
        String form = "Action=CreateStack&Version=2010-05-15&StackName=s&TemplateBody="
                + java.net.URLEncoder.encode(template, UTF_8);
        byte[] answer = kept.send(
                        KeptEmulator.HOME,
                        "cloudformation",
                        "POST",
                        "/",
                        form.getBytes(UTF_8),
                        "Content-Type",
                        "application/x-www-form-urlencoded")
                .body();
        assertThat(new String(answer, UTF_8))
                .contains("Parameters [/p] referenced by template have types not supported by CloudFormation.");
    }
}
