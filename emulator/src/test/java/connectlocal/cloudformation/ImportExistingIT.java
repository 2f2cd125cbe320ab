package connectlocal.cloudformation;

import static connectlocal.cloudformation.Shelf.book;
import static connectlocal.cloudformation.Shelf.resource;
import static connectlocal.cloudformation.Shelf.template;
import static org.assertj.core.api.Assertions.assertThat;

import connectlocal.shared.Shared;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetType;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

/** Change sets that take over what lives already under a name of the template. */
@ExtendWith(Shared.class)
class ImportExistingIT {
    private static final String RETAINED = ",\"DeletionPolicy\":\"RetainExceptOnCreate\"";

    private final Shelf shelf;

    ImportExistingIT(Shelf shelf) {
        this.shelf = shelf;
    }

    @Test
    void importExisting_livingBook_isTakenOverAndTheOtherMade() throws Exception {
        shelf.put("A", ",\"Pages\":9");
        make("s", ChangeSetType.CREATE, template(resource("A", title("A"), RETAINED), book("B", "")));
        var set = shelf.changeSet("s", "c", false);
        assertThat(set.importExistingResources()).isTrue();
        assertThat(set.changes().stream()
                        .map(c -> c.resourceChange())
                        .map(c -> c.actionAsString() + " " + c.logicalResourceId() + " " + c.physicalResourceId()))
                .containsExactly("Import A s|A", "Add B null");
        shelf.client.executeChangeSet(r -> r.stackName("s").changeSetName("c"));
        assertThat(shelf.end("s").stackStatus()).isEqualTo(StackStatus.CREATE_COMPLETE);
        assertThat(shelf.events("s"))
                .containsSubsequence(
                        "A IMPORT_IN_PROGRESS Resource import started.",
                        "A IMPORT_COMPLETE Resource import completed.",
                        "A UPDATE_IN_PROGRESS Apply stack-level tags to imported resource if applicable.",
                        "A UPDATE_COMPLETE",
                        "s CREATE_COMPLETE");
        assertThat(shelf.provider.asked("CREATE", "A")).isEmpty();
        assertThat(shelf.books()).containsExactly("s_A", "s_B");
    }

    @Test
    void importExisting_deploymentThatFails_leavesTheLivingBookAlone() throws Exception {
        shelf.put("A", ",\"Pages\":9");
        shelf.create("s", template(book("X", "")));
        make(
                "s",
                ChangeSetType.UPDATE,
                template(
                        book("X", ""),
                        resource("A", title("A"), RETAINED),
                        resource("B", title("B") + ",\"Wish\":\"CREATE deny\"", ",\"DependsOn\":\"A\"")));
        shelf.changeSet("s", "c", false);
        shelf.client.executeChangeSet(r -> r.stackName("s").changeSetName("c"));
        assertThat(shelf.end("s").stackStatus()).isEqualTo(StackStatus.UPDATE_ROLLBACK_COMPLETE);
        assertThat(shelf.lastEvents("s")).contains("A DELETE_SKIPPED");
        assertThat(shelf.books()).containsExactly("s_A", "s_X");
        assertThat(shelf.client.listStackResources(r -> r.stackName("s")).stackResourceSummaries())
                .singleElement()
                .satisfies(r -> assertThat(r.logicalResourceId()).isEqualTo("X"));
    }

    @Test
    void importExisting_livingBookWithoutDeletionPolicy_failsTheChangeSet() throws Exception {
        shelf.put("A", "");
        make("s", ChangeSetType.CREATE, template(book("A", "")));
        var set = shelf.changeSet("s", "c", false);
        assertThat(set.statusAsString() + " " + set.executionStatusAsString()).isEqualTo("FAILED UNAVAILABLE");
        assertThat(set.statusReason())
                .isEqualTo("CloudFormation is attempting to import some resources because they already exist in your"
                        + " account. The resources must have the DeletionPolicy attribute set to 'Retain' or"
                        + " 'RetainExceptOnCreate' in the template for successful import. The affected resources are A"
                        + " ({Shelf=s, Title=A})");
    }

    @Test
    void importExisting_bookOfAnotherStack_failsTheChangeSet() throws Exception {
        String owner = shelf.create("owner", template(book("A", ""))).stackId();
        make("s", ChangeSetType.CREATE, template(resource("A", title("A"), RETAINED)));
        assertThat(shelf.changeSet("s", "c", false).statusReason())
                .isEqualTo("Resource s|A already exists in stack " + owner);
    }

    @Test
    void execute_afterTheStackHasChangedOtherwise_isRefused() throws Exception {
        shelf.create("s", template(book("X", "")));
        make("s", ChangeSetType.UPDATE, template(book("X", ",\"Pages\":1")));
        assertThat(shelf.changeSet("s", "c", false).executionStatusAsString()).isEqualTo("AVAILABLE");
        shelf.update("s", template(book("X", ",\"Pages\":2")));
        assertThat(shelf.changeSet("s", "c", false).executionStatusAsString()).isEqualTo("OBSOLETE");
        assertThat(shelf.refusal(c -> c.executeChangeSet(r -> r.stackName("s").changeSetName("c"))))
                .endsWith("] cannot be executed in its current execution status of [OBSOLETE]");
    }

    private void make(String stack, ChangeSetType type, String body) {
        shelf.client.createChangeSet(r -> r.stackName(stack)
                .changeSetName("c")
                .changeSetType(type)
                .importExistingResources(true)
                .templateBody(body));
    }

    private static String title(String title) {
        return "\"Shelf\":\"s\",\"Title\":\"" + title + "\"";
    }
}
