package connectlocal.cloudformation;

import static connectlocal.cloudformation.Shelf.book;
import static connectlocal.cloudformation.Shelf.resource;
import static connectlocal.cloudformation.Shelf.template;
import static org.assertj.core.api.Assertions.assertThat;

import connectlocal.shared.Shared;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetType;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.RollbackConfiguration;
import software.amazon.awssdk.services.cloudformation.model.RollbackTrigger;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

/** What calls say beside the template: checked, kept, shown, or refused. */
@ExtendWith(Shared.class)
class StackRequestsIT {
    private static final String DENY =
            "{\"Statement\":[{\"Effect\":\"Deny\",\"Action\":\"Update:*\",\"Principal\":\"*\",\"Resource\":\"*\"}]}";
    private static final String ALARM = "arn:aws:cloudwatch:us-east-1:123456789012:alarm:too-loud";

    private final Shelf shelf;

    StackRequestsIT(Shelf shelf) {
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

    @Test
    void parameter_givenTwice_isRefused() {
        var twice = List.of(
                Parameter.builder().parameterKey("P").parameterValue("a").build(),
                Parameter.builder().parameterKey("P").parameterValue("b").build());
        String body = "{\"Parameters\":{\"P\":{\"Type\":\"String\"}},\"Resources\":{" + book("A", "") + "}}";
        assertThat(shelf.refusal(c ->
                        c.createStack(r -> r.stackName("s").templateBody(body).parameters(twice))))
                .isEqualTo("ValidationError: Duplicate parameter keys found: P");
    }

    @Test
    void secureString_inAPropertyThatTakesNone_isRefused() throws Exception {
        String body = template(book("A", ",\"Secret\":\"{{resolve:ssm-secure:/book:1}}\""));
        String words = "SSM Secure reference is not supported in: [Test::Shelf::Book/Properties/Secret]";
        assertThat(shelf.refusal(c -> c.createStack(r -> r.stackName("s").templateBody(body))))
                .isEqualTo("ValidationError: " + words);
        shelf.create("s", template(book("A", "")));
        assertThat(shelf.refusal(c -> c.updateStack(r -> r.stackName("s").templateBody(body))))
                .isEqualTo("ValidationError: " + words);
        shelf.client.createChangeSet(r -> r.stackName("s").changeSetName("c").templateBody(body));
        var set = shelf.changeSet("s", "c", false);
        assertThat(set.statusAsString()).isEqualTo("FAILED");
        assertThat(set.statusReason()).isEqualTo(words);
        shelf.client.createChangeSet(
                r -> r.stackName("s").changeSetName("d").templateBody(body).importExistingResources(true));
        assertThat(shelf.changeSet("s", "d", false).statusReason()).isEqualTo(words);
    }

    @Test
    void valuesThatNobodyKnows_areRefused_alsoInLists() {
        shelf.create("s", template(book("A", "")));
        assertThat(shelf.refusal(c -> c.deleteStack(r -> r.stackName("s").deletionMode("FORCE_DELETE"))))
                .isEqualTo("ValidationError: 1 validation error detected: Value 'FORCE_DELETE' at 'deletionMode' failed"
                        + " to satisfy constraint: Member must satisfy enum value set: [STANDARD, FORCE_DELETE_STACK]");
        assertThat(shelf.refusal(c -> c.getTemplate(r -> r.stackName("s").templateStage("processed"))))
                .endsWith("Value 'processed' at 'templateStage' failed to satisfy constraint: Member must satisfy enum"
                        + " value set: [Original, Processed]");
        assertThat(shelf.refusal(c -> c.listStacks(r -> r.stackStatusFiltersWithStrings("CREATE_COMPLETE", "DONE"))))
                .contains("Value '[CREATE_COMPLETE, DONE]' at 'stackStatusFilter' failed to satisfy constraint: Member"
                        + " must satisfy constraint: [Member must satisfy enum value set: [CREATE_IN_PROGRESS, ")
                .endsWith(", IMPORT_ROLLBACK_COMPLETE]]");
        assertThat(shelf.refusal(c -> c.describeStackResourceDrifts(
                        r -> r.stackName("s").stackResourceDriftStatusFiltersWithStrings("DRIFTED"))))
                .contains("Value '[DRIFTED]' at 'stackResourceDriftStatusFilters' failed");
        assertThat(shelf.refusal(c -> c.listTypes(r -> r.visibility("private"))))
                .contains("Value 'private' at 'visibility' failed");
        assertThat(shelf.refusal(c ->
                        c.getGeneratedTemplate(r -> r.generatedTemplateName("g").format("yaml"))))
                .contains("Value 'yaml' at 'format' failed");
        assertThat(shelf.refusal(c -> c.createStack(r -> r.stackName("t")
                        .templateBody(template(book("B", "")))
                        .capabilitiesWithStrings("CAPABILITY_IAM", " CAPABILITY_AUTO_EXPAND"))))
                .isEqualTo("ValidationError: 1 validation error detected: Value '[CAPABILITY_IAM, "
                        + " CAPABILITY_AUTO_EXPAND]' at 'capabilities' failed to satisfy constraint: Member must"
                        + " satisfy constraint: [Member must satisfy enum value set: [CAPABILITY_AUTO_EXPAND,"
                        + " CAPABILITY_NAMED_IAM, CAPABILITY_IAM]]");
    }

    /** As long as the model takes them, and one more. */
    @Test
    void valuesBeyondTheirLength_areRefused() throws Exception {
        String body = template(book("A", ""));
        Consumer<Integer> described = length -> shelf.client.createChangeSet(r -> r.stackName("s")
                .changeSetName("c" + length)
                .changeSetType(ChangeSetType.CREATE)
                .templateBody(body)
                .description("x".repeat(length)));
        Consumer<Integer> tokened = length -> shelf.client.createChangeSet(r -> r.stackName("s")
                .changeSetName("t" + length)
                .changeSetType(ChangeSetType.CREATE)
                .templateBody(body)
                .clientToken("x".repeat(length)));
        Consumer<Integer> notified = number -> shelf.client.createStack(r -> r.stackName("n" + number)
                .templateBody(body)
                .notificationARNs(Collections.nCopies(number, "arn:aws:sns:us-east-1:123456789012:t")));
        described.accept(1024);
        tokened.accept(128);
        notified.accept(5);
        shelf.end("n5");
        assertThat(shelf.refusal(c -> described.accept(1025)))
                .endsWith("at 'description' failed to satisfy constraint: Member must have length less than or equal to"
                        + " 1024");
        assertThat(shelf.refusal(c -> described.accept(0)))
                .endsWith("Value '' at 'description' failed to satisfy constraint: Member must have length greater than"
                        + " or equal to 1");
        assertThat(shelf.refusal(c -> tokened.accept(129)))
                .endsWith("at 'clientToken' failed to satisfy constraint: Member must have length less than or equal to"
                        + " 128");
        assertThat(shelf.refusal(c -> notified.accept(6)))
                .endsWith("Value '[...]' at 'notificationARNs' failed to satisfy constraint: Member must have length"
                        + " less than or equal to 5");
    }

    @Test
    void clientRequestToken_ofAnotherForm_isRefused() {
        String body = template(book("A", ""));
        for (String token : List.of("-begins", "under_score", "a b", "arn:x")) {
            assertThat(shelf.refusal(c -> c.createStack(
                            r -> r.stackName("s").templateBody(body).clientRequestToken(token))))
                    .isEqualTo("ValidationError: 1 validation error detected: Value '" + token
                            + "' at 'clientRequestToken' failed to satisfy constraint: Member must satisfy regular"
                            + " expression pattern: [a-zA-Z0-9][-a-zA-Z0-9]*");
        }
    }

    @Test
    void valuesThatAreKnown_areTaken() {
        shelf.create("s", template(book("A", "")));
        assertThat(shelf.client
                        .listStacks(r -> r.stackStatusFilters(StackStatus.CREATE_COMPLETE, StackStatus.DELETE_COMPLETE))
                        .stackSummaries())
                .hasSize(1);
        shelf.client.deleteStack(r -> r.stackName("s").deletionMode("STANDARD"));
    }

    @Test
    void resourceTypes_thatAreNotAllowed_areRefused() {
        String body = template(book("A", ""));
        assertThat(shelf.refusal(c -> c.createStack(
                        r -> r.stackName("s").templateBody(body).resourceTypes("AWS::EC2::*", "Test::Shelf"))))
                .isEqualTo("ValidationError: Resource type Test::Shelf::Book is not allowed by parameter ResourceTypes"
                        + " [AWS::EC2::*, Test::Shelf]");
        shelf.client.createStack(r -> r.stackName("s").templateBody(body).resourceTypes("Test::Shelf::*"));
        assertThat(shelf.end("s").stackStatus()).isEqualTo(StackStatus.CREATE_COMPLETE);
    }

    @Test
    void getTemplate_withoutAStack_needsAChangeSetsId() {
        assertThat(shelf.refusal(c -> c.getTemplate(r -> {})))
                .isEqualTo("ValidationError: StackName is required if ChangeSetName is not specified.");
        assertThat(shelf.refusal(c -> c.getTemplate(r -> r.changeSetName("c"))))
                .isEqualTo("ValidationError: StackName is a required parameter.");
        String body = template(book("A", ""));
        String id = shelf.client
                .createChangeSet(r -> r.stackName("s")
                        .changeSetName("c")
                        .changeSetType(ChangeSetType.CREATE)
                        .templateBody(body))
                .id();
        assertThat(shelf.client.getTemplate(r -> r.changeSetName(id)).templateBody())
                .isEqualTo(body);
        assertThat(shelf.refusal(c -> c.getTemplate(r -> r.changeSetName(id + "x"))))
                .isEqualTo("ChangeSetNotFound: ChangeSet [" + id + "x] does not exist");
    }

    @Test
    void changeSet_ofAStackNamedByItsId_joinsOneUnderReviewAndNoDeletedOne() {
        String body = template(book("A", ""));
        String id = make("s", "c", ChangeSetType.CREATE, body);
        assertThat(make(id, "d", ChangeSetType.CREATE, body)).isEqualTo(id);
        shelf.client.executeChangeSet(r -> r.stackName(id).changeSetName("d"));
        shelf.end(id);
        String exists = "] already exists and cannot be created again with the changeSet [e].";
        assertThat(shelf.refusal(c -> make("s", "e", ChangeSetType.CREATE, body)))
                .isEqualTo("ValidationError: Stack [s" + exists);
        shelf.delete("s");
        assertThat(shelf.refusal(c -> make(id, "e", ChangeSetType.CREATE, body)))
                .isEqualTo("ValidationError: Stack [" + id + exists);
        assertThat(shelf.refusal(c -> make(id, "e", ChangeSetType.UPDATE, body)))
                .isEqualTo("ValidationError: Stack:" + id + " is in DELETE_COMPLETE state and can not be updated.");
    }

    @Test
    void createStack_overOneUnderReview_makesItAndLeavesTheChangeSetObsolete() throws Exception {
        String id = make("s", "c", ChangeSetType.CREATE, template(book("A", "")));
        String other = template(book("B", ""));
        assertThat(shelf.client
                        .createStack(r -> r.stackName("s").templateBody(other))
                        .stackId())
                .isEqualTo(id);
        var stack = shelf.end("s");
        assertThat(stack.stackStatus()).isEqualTo(StackStatus.CREATE_COMPLETE);
        assertThat(stack.changeSetId()).isNull();
        assertThat(shelf.books()).containsExactly("s_B");
        var set = shelf.changeSet("s", "c", false);
        assertThat(set.statusAsString() + " " + set.executionStatusAsString()).isEqualTo("CREATE_COMPLETE OBSOLETE");
        assertThat(shelf.refusal(c -> c.createStack(r -> r.stackName("s").templateBody(other))))
                .isEqualTo("AlreadyExistsException: Stack [s] already exists");
    }

    @Test
    void changeSet_scopes_areInOrder() throws Exception {
        shelf.create("s", template(book("A", "")));
        String more = ",\"Metadata\":{\"M\":1},\"UpdateReplacePolicy\":\"Retain\"";
        make(
                "s",
                "c",
                ChangeSetType.UPDATE,
                template(resource("A", "\"Shelf\":\"s\",\"Title\":\"A\",\"Pages\":1", more)));
        assertThat(shelf.changeSet("s", "c", false)
                        .changes()
                        .get(0)
                        .resourceChange()
                        .scopeAsStrings())
                .containsExactly("Metadata", "Properties", "UpdateReplacePolicy");
    }

    private String make(String stack, String name, ChangeSetType type, String body) {
        return shelf.client
                .createChangeSet(r -> r.stackName(stack)
                        .changeSetName(name)
                        .changeSetType(type)
                        .templateBody(body))
                .stackId();
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
