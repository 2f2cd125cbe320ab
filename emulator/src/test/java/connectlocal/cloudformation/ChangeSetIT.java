package connectlocal.cloudformation;

import static connectlocal.cloudformation.Shelf.book;
import static connectlocal.cloudformation.Shelf.resource;
import static connectlocal.cloudformation.Shelf.template;
import static org.assertj.core.api.Assertions.assertThat;

import connectlocal.shared.Shared;
import connectlocal.tiny.BookProvider;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetType;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.ResourceDefinition;
import software.amazon.awssdk.services.cloudformation.model.ResourceScanStatus;
import software.amazon.awssdk.services.cloudformation.model.ResourceToImport;
import software.amazon.awssdk.services.cloudformation.model.StackDriftDetectionStatus;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

/** Change sets, import, drift and generated templates of books. */
@ExtendWith(Shared.class)
class ChangeSetIT {
    private final Shelf shelf;

    ChangeSetIT(Shelf shelf) {
        this.shelf = shelf;
    }

    @Test
    void createChangeSet_newStack_isInReviewUntilItIsExecuted() throws Exception {
        var made = changeSet("s", "c", ChangeSetType.CREATE, template(book("A", "")));
        assertThat(made.changes()).singleElement().satisfies(change -> {
            assertThat(change.resourceChange().actionAsString()).isEqualTo("Add");
            assertThat(change.resourceChange().replacement()).isNull();
        });
        assertThat(shelf.events("s")).containsExactly("s REVIEW_IN_PROGRESS User Initiated");
        assertThat(shelf.books()).isEmpty();
        shelf.client.executeChangeSet(r -> r.stackName("s").changeSetName("c"));
        assertThat(shelf.end("s").stackStatus()).isEqualTo(StackStatus.CREATE_COMPLETE);
        assertThat(shelf.books()).containsExactly("s_A");
        assertThat(shelf.refusal(c -> c.executeChangeSet(r -> r.stackName("s").changeSetName("c"))))
                .startsWith("InvalidChangeSetStatus: ChangeSet [arn:aws:cloudformation:");
    }

    @Test
    void describeChangeSet_everyKindOfChange_isNamed() {
        shelf.create("s", template(book("A", ",\"Pages\":1"), book("B", ""), book("C", ""), book("D", "")));
        var made = changeSet(
                "s",
                "c",
                ChangeSetType.UPDATE,
                template(
                        book("A", ",\"Pages\":2"),
                        resource("B", "\"Shelf\":\"s\",\"Title\":\"B2\"", ""),
                        book("D", ""),
                        book("E", "")));
        assertThat(made.changes().stream()
                        .map(c -> c.resourceChange())
                        .map(c -> c.actionAsString() + " " + c.logicalResourceId() + " " + c.replacementAsString() + " "
                                + c.policyActionAsString()))
                .containsExactly(
                        "Modify A False null",
                        "Modify B True ReplaceAndDelete",
                        "Add E null null",
                        "Remove C null Delete");
        var detail = made.changes().get(1).resourceChange().details().get(0);
        assertThat(detail.target().name()).isEqualTo("Title");
        assertThat(detail.target().requiresRecreationAsString()).isEqualTo("Always");
        assertThat(detail.evaluationAsString()).isEqualTo("Static");
        var values = shelf.client.describeChangeSet(
                r -> r.stackName("s").changeSetName("c").includePropertyValues(true));
        var target = values.changes().get(0).resourceChange().details().get(0).target();
        assertThat(target.path() + " " + target.beforeValue() + " " + target.afterValue() + " "
                        + target.attributeChangeTypeAsString())
                .isEqualTo("/Properties/Pages 1 2 Modify");
    }

    @Test
    void createChangeSet_nothingChanged_fails() {
        shelf.create("s", template(book("A", "")));
        var made = changeSet("s", "c", ChangeSetType.UPDATE, template(book("A", "")));
        assertThat(made.statusAsString() + " " + made.executionStatusAsString() + " " + made.statusReason())
                .isEqualTo("FAILED UNAVAILABLE The submitted information didn't contain changes. Submit different"
                        + " information to create a change set.");
    }

    @Test
    void refusals_whatIsNotThere_isSaidByEachOperationInItsOwnWords() {
        assertThat(shelf.refusal(c -> c.describeStacks(r -> r.stackName("x"))))
                .isEqualTo("ValidationError: Stack with id x does not exist");
        assertThat(shelf.refusal(c -> c.describeStackEvents(r -> r.stackName("x"))))
                .isEqualTo("ValidationError: Stack [x] does not exist");
        assertThat(shelf.refusal(
                        c -> c.describeStackResource(r -> r.stackName("x").logicalResourceId("A"))))
                .isEqualTo("ValidationError: Stack 'x' does not exist");
        assertThat(shelf.refusal(c -> c.describeChangeSet(r -> r.stackName("x").changeSetName("c"))))
                .isEqualTo("ValidationError: Stack [x] does not exist");
        assertThat(shelf.refusal(c -> c.describeChangeSet(r -> r.changeSetName("c"))))
                .isEqualTo("ValidationError: StackName must be specified if ChangeSetName is not specified as an ARN.");
        shelf.create("s", template(book("A", "")));
        assertThat(shelf.refusal(c -> c.describeChangeSet(r -> r.stackName("s").changeSetName("c"))))
                .isEqualTo("ChangeSetNotFound: ChangeSet [c] does not exist");
        shelf.client.deleteChangeSet(r -> r.stackName("s").changeSetName("c"));
        shelf.client.deleteStack(r -> r.stackName("x"));
    }

    @Test
    void import_byIdentifier_readsThenUpdatesAndTellsSo() throws Exception {
        shelf.put("A", ",\"Pages\":9");
        String body = template(resource("A", "\"Shelf\":\"s\",\"Title\":\"A\"", ",\"DeletionPolicy\":\"Retain\""));
        shelf.client.createChangeSet(r -> r.stackName("s")
                .changeSetName("c")
                .changeSetType(ChangeSetType.IMPORT)
                .templateBody(body)
                .resourcesToImport(target("A", Map.of("Shelf", "s", "Title", "A"))));
        shelf.client.executeChangeSet(r -> r.stackName("s").changeSetName("c"));
        assertThat(shelf.end("s").stackStatus()).isEqualTo(StackStatus.IMPORT_COMPLETE);
        assertThat(shelf.lastEvents("s"))
                .containsExactly(
                        "s IMPORT_IN_PROGRESS User Initiated",
                        "A IMPORT_IN_PROGRESS Resource import started.",
                        "A IMPORT_COMPLETE Resource import completed.",
                        "A UPDATE_IN_PROGRESS Apply stack-level tags to imported resource if applicable.",
                        "A UPDATE_COMPLETE",
                        "s IMPORT_COMPLETE");
        assertThat(shelf.provider.asked().stream().map(a -> a.get("action").asText()))
                .containsExactly("READ", "UPDATE");
    }

    @Test
    void import_byAnotherIdentifier_showsThePrimaryOneAndWhoseItIs() throws Exception {
        shelf.put("A", "");
        String body = template(resource("A", "\"Shelf\":\"s\",\"Title\":\"A\"", ",\"DeletionPolicy\":\"Retain\""));
        importing("s", body);
        assertThat(shelf.changeSet("s", "c", false)
                        .changes()
                        .get(0)
                        .resourceChange()
                        .physicalResourceId())
                .isEqualTo("s|A");
        shelf.client.executeChangeSet(r -> r.stackName("s").changeSetName("c"));
        var stack = shelf.end("s");
        assertThat(stack.stackStatus()).isEqualTo(StackStatus.IMPORT_COMPLETE);
        assertThat(shelf.refusal(c -> importing("t", body)))
                .isEqualTo("ValidationError: Resource s|A already exists in stack " + stack.stackId());
    }

    private void importing(String stack, String body) {
        shelf.client.createChangeSet(r -> r.stackName(stack)
                .changeSetName("c")
                .changeSetType(ChangeSetType.IMPORT)
                .templateBody(body)
                .resourcesToImport(target("A", Map.of("Id", "id-s_A"))));
    }

    @Test
    void import_whatIsNotThere_isRolledBack() {
        String body = template(resource("A", "\"Shelf\":\"s\",\"Title\":\"A\"", ",\"DeletionPolicy\":\"Retain\""));
        shelf.client.createChangeSet(r -> r.stackName("s")
                .changeSetName("c")
                .changeSetType(ChangeSetType.IMPORT)
                .templateBody(body)
                .resourcesToImport(target("A", Map.of("Id", "id-s_A"))));
        shelf.client.executeChangeSet(r -> r.stackName("s").changeSetName("c"));
        assertThat(shelf.end("s").stackStatus()).isEqualTo(StackStatus.IMPORT_ROLLBACK_COMPLETE);
        assertThat(shelf.refusal(c -> c.createChangeSet(r -> r.stackName("t")
                        .changeSetName("c")
                        .changeSetType(ChangeSetType.IMPORT)
                        .templateBody(template(book("A", "")))
                        .resourcesToImport(target("A", Map.of("Id", "id-s_A"))))))
                .isEqualTo("ValidationError: The following resources to import [A] must have DeletionPolicy attribute"
                        + " specified in the template.");
    }

    @Test
    void drift_changedBehindTheStack_isFoundAndNoUpdate() throws Exception {
        String body = template(book("A", ",\"Pages\":1"), book("B", ""));
        shelf.create("s", body);
        shelf.rewrite("A", "\"Pages\":1", "\"Pages\":2");
        shelf.lose("B");
        String id = shelf.client.detectStackDrift(r -> r.stackName("s")).stackDriftDetectionId();
        var status = shelf.client.describeStackDriftDetectionStatus(r -> r.stackDriftDetectionId(id));
        while (status.detectionStatus() == StackDriftDetectionStatus.DETECTION_IN_PROGRESS) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            status = shelf.client.describeStackDriftDetectionStatus(r -> r.stackDriftDetectionId(id));
        }
        assertThat(status.stackDriftStatusAsString()).isEqualTo("DRIFTED");
        assertThat(status.driftedStackResourceCount()).isEqualTo(2);
        var drifts =
                shelf.client.describeStackResourceDrifts(r -> r.stackName("s")).stackResourceDrifts();
        assertThat(drifts.stream().map(d -> d.logicalResourceId() + " " + d.stackResourceDriftStatusAsString()))
                .containsExactly("A MODIFIED", "B DELETED");
        assertThat(drifts.get(0).propertyDifferences()).singleElement().satisfies(d -> assertThat(
                        d.propertyPath() + d.expectedValue() + d.actualValue())
                .isEqualTo("/Pages12"));
        assertThat(shelf.refusal(c -> c.updateStack(r -> r.stackName("s").templateBody(body))))
                .isEqualTo("ValidationError: No updates are to be performed.");
    }

    @Test
    void scan_livingBooks_becomeATemplateThatImportsThem() throws Exception {
        shelf.create("s", template(book("A", ",\"Pages\":1,\"Secret\":\"hidden\"")));
        String scan = shelf.client.startResourceScan(r -> {}).resourceScanId();
        while (shelf.client.describeResourceScan(r -> r.resourceScanId(scan)).status()
                == ResourceScanStatus.IN_PROGRESS) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
        var found = shelf.client
                .listResourceScanResources(r -> r.resourceScanId(scan).resourceTypePrefix("Test::"))
                .resources();
        assertThat(found).singleElement().satisfies(resource -> {
            assertThat(resource.managedByStack()).isTrue();
            assertThat(resource.resourceIdentifier()).isEqualTo(Map.of("Shelf", "s", "Title", "A"));
        });
        var wanted = ResourceDefinition.builder()
                .resourceType(BookProvider.TYPE)
                .logicalResourceId("Mine")
                .resourceIdentifier(Map.of("Shelf", "s", "Title", "A"))
                .build();
        shelf.client.createGeneratedTemplate(r -> r.generatedTemplateName("g").resources(wanted));
        String body = shelf.client
                .getGeneratedTemplate(r -> r.generatedTemplateName("g"))
                .templateBody();
        assertThat(body)
                .contains("\"Mine\"", "\"DeletionPolicy\" : \"Retain\"", "\"Pages\" : 1")
                .doesNotContain("hidden", "\"Id\"");
    }

    private DescribeChangeSetResponse changeSet(String stack, String name, ChangeSetType type, String body) {
        shelf.client.createChangeSet(
                r -> r.stackName(stack).changeSetName(name).changeSetType(type).templateBody(body));
        return shelf.client.describeChangeSet(r -> r.stackName(stack).changeSetName(name));
    }

    private static ResourceToImport target(String id, Map<String, String> identifier) {
        return ResourceToImport.builder()
                .resourceType(BookProvider.TYPE)
                .logicalResourceId(id)
                .resourceIdentifier(identifier)
                .build();
    }
}
