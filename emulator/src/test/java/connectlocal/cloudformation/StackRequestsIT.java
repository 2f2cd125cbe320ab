package connectlocal.cloudformation;

import static connectlocal.cloudformation.Shelf.book;
import static connectlocal.cloudformation.Shelf.template;
import static org.assertj.core.api.Assertions.assertThat;

import connectlocal.shared.Shared;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetType;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

/** What calls say beside the template: checked, taken, or refused. */
@ExtendWith(Shared.class)
class StackRequestsIT {
    private final Shelf shelf;

    StackRequestsIT(Shelf shelf) {
        this.shelf = shelf;
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
}
