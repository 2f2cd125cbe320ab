package connectlocal.cloudformation;

import static connectlocal.cloudformation.Shelf.book;
import static connectlocal.cloudformation.Shelf.template;
import static org.assertj.core.api.Assertions.assertThat;

import connectlocal.shared.Shared;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.cloudformation.model.RollbackConfiguration;
import software.amazon.awssdk.services.cloudformation.model.RollbackTrigger;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

/** Stack policies, URLs of texts and alarms for rollbacks: kept, shown, or refused. */
@ExtendWith(Shared.class)
class StackSettingsIT {
    private static final String DENY =
            "{\"Statement\":[{\"Effect\":\"Deny\",\"Action\":\"Update:*\",\"Principal\":\"*\",\"Resource\":\"*\"}]}";
    private static final String ALARM = "arn:aws:cloudwatch:us-east-1:123456789012:alarm:too-loud";

    private final Shelf shelf;

    StackSettingsIT(Shelf shelf) {
        this.shelf = shelf;
    }

    @Test
    void stackPolicy_byUrl_protectsUntilAnotherOneByUrl() throws Exception {
        String deny = stored("deny.json", DENY);
        String none = stored("none.json", "{}");
        shelf.client.createStack(
                r -> r.stackName("s").templateBody(template(book("A", ""))).stackPolicyURL(deny));
        shelf.end("s");
        String changed = template(book("A", ",\"Pages\":1"));
        assertThat(shelf.update("s", changed).stackStatus()).isEqualTo(StackStatus.UPDATE_ROLLBACK_COMPLETE);
        shelf.client.updateStack(r -> r.stackName("s").templateBody(changed).stackPolicyDuringUpdateURL(none));
        assertThat(shelf.end("s").stackStatus()).isEqualTo(StackStatus.UPDATE_COMPLETE);
        assertThat(shelf.client.getStackPolicy(r -> r.stackName("s")).stackPolicyBody())
                .isEqualTo(DENY);
        shelf.client.setStackPolicy(r -> r.stackName("s").stackPolicyURL(none));
        assertThat(shelf.update("s", template(book("A", ""))).stackStatus()).isEqualTo(StackStatus.UPDATE_COMPLETE);
        assertThat(shelf.refusal(c -> c.setStackPolicy(
                        r -> r.stackName("s").stackPolicyURL(none).stackPolicyBody(DENY))))
                .isEqualTo("ValidationError: You cannot specify both StackPolicyURL and StackPolicyBody");
        assertThat(shelf.refusal(c -> c.setStackPolicy(r -> r.stackName("s").stackPolicyURL("https://example.com/p"))))
                .isEqualTo("ValidationError: StackPolicyURL must be a supported URL.");
    }

    @Test
    void templateUrl_asTheCliOfS3WritesIt_isRefused() {
        assertThat(shelf.refusal(c -> c.createStack(r -> r.stackName("s").templateURL("s3://texts/t.json"))))
                .isEqualTo("ValidationError: S3 error: Domain name specified in texts is not a valid S3 domain");
    }

    @Test
    void rollbackConfiguration_isShownAndKeptUntilItIsTakenBack() throws Exception {
        var alarms = RollbackConfiguration.builder()
                .rollbackTriggers(trigger(ALARM, "AWS::CloudWatch::Alarm"))
                .monitoringTimeInMinutes(3)
                .build();
        shelf.client.createStack(
                r -> r.stackName("s").templateBody(template(book("A", ""))).rollbackConfiguration(alarms));
        assertThat(shelf.end("s").rollbackConfiguration()).isEqualTo(alarms);
        shelf.client.createChangeSet(
                r -> r.stackName("s").changeSetName("c").templateBody(template(book("A", ",\"Pages\":1"))));
        assertThat(shelf.changeSet("s", "c", false).rollbackConfiguration()).isEqualTo(alarms);
        shelf.client.updateStack(r -> r.stackName("s")
                .templateBody(template(book("A", ",\"Pages\":2")))
                .rollbackConfiguration(b -> b.rollbackTriggers(List.of())));
        assertThat(shelf.end("s").rollbackConfiguration())
                .isEqualTo(RollbackConfiguration.builder()
                        .monitoringTimeInMinutes(3)
                        .build());
    }

    @Test
    void rollbackConfiguration_thatCannotBe_isRefused() {
        assertThat(refused(trigger(ALARM, "AWS::SNS::Topic")))
                .isEqualTo("ValidationError: Rollback Trigger Type not supported");
        assertThat(refused(trigger(ALARM.replace("alarm:", "metric:"), "AWS::CloudWatch::Alarm")))
                .isEqualTo("ValidationError: RelativeId of a Rollback Trigger's ARN is incorrect");
        assertThat(shelf.refusal(c -> c.createStack(r -> r.stackName("s")
                        .templateBody(template(book("A", "")))
                        .rollbackConfiguration(b -> b.monitoringTimeInMinutes(181)))))
                .endsWith("Member must have value less than or equal to 180");
    }

    private String refused(RollbackTrigger trigger) {
        return shelf.refusal(c -> c.createStack(r -> r.stackName("s")
                .templateBody(template(book("A", "")))
                .rollbackConfiguration(b -> b.rollbackTriggers(trigger))));
    }

    private static RollbackTrigger trigger(String arn, String type) {
        return RollbackTrigger.builder().arn(arn).type(type).build();
    }

    /** Puts a text into S3; answers its URL. */
    private String stored(String key, String text) throws Exception {
        put("/texts", "");
        put("/texts/" + key, text);
        return "https://texts.s3.us-east-1.amazonaws.com/" + key;
    }

    private void put(String path, String body) throws Exception {
        var request = HttpRequest.newBuilder(shelf.emulator.endpoint().resolve(path))
                .PUT(HttpRequest.BodyPublishers.ofString(body))
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=AKIDTEST/20260101/us-east-1/s3/aws4_request,"
                                + " SignedHeaders=host, Signature=0")
                .build();
        int status = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
        assertThat(status).isIn(200, 409);
    }
}
