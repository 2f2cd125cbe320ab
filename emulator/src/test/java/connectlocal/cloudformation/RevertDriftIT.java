package connectlocal.cloudformation;

import static connectlocal.cloudformation.Shelf.book;
import static connectlocal.cloudformation.Shelf.resource;
import static connectlocal.cloudformation.Shelf.template;
import static org.assertj.core.api.Assertions.assertThat;

import connectlocal.shared.Shared;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetType;
import software.amazon.awssdk.services.cloudformation.model.DeploymentMode;
import software.amazon.awssdk.services.cloudformation.model.ResourceChange;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

/** Change sets that see what was changed behind a stack's back, and put it right. */
@ExtendWith(Shared.class)
class RevertDriftIT {
    private final Shelf shelf;

    RevertDriftIT(Shelf shelf) {
        this.shelf = shelf;
    }

    @Test
    void revertDrift_changedAndLostBooks_areShownAndBroughtBack() throws Exception {
        String body =
                template(book("A", ",\"Pages\":1,\"Secret\":\"hidden\""), book("B", ""), book("C", ",\"Pages\":3"));
        shelf.create("s", body);
        shelf.rewrite("A", "\"Pages\":1", "\"Pages\":2");
        shelf.lose("B");
        revert("c", body);
        var set = shelf.changeSet("s", "c", true);
        assertThat(set.statusAsString() + " " + set.deploymentModeAsString() + " " + set.stackDriftStatusAsString())
                .isEqualTo("CREATE_COMPLETE REVERT_DRIFT DRIFTED");
        assertThat(set.changes().stream()
                        .map(c -> c.resourceChange())
                        .map(c -> c.actionAsString() + " " + c.logicalResourceId() + " "
                                + c.resourceDriftStatusAsString()))
                .containsExactly("Modify A MODIFIED", "Add B DELETED");
        ResourceChange change = set.changes().get(0).resourceChange();
        assertThat(change.resourceDriftIgnoredAttributes()).singleElement().satisfies(ignored -> assertThat(
                        ignored.path() + " " + ignored.reasonAsString())
                .isEqualTo("/Properties/Secret WRITE_ONLY_PROPERTY"));
        assertThat(change.beforeContext()).contains("\"Pages\":2");
        assertThat(change.previousDeploymentContext()).contains("\"Pages\":1").doesNotContain("hidden");
        assertThat(change.details()).singleElement().satisfies(detail -> {
            var target = detail.target();
            assertThat(target.path() + " " + target.beforeValue() + " " + target.beforeValueFromAsString() + " "
                            + target.afterValue() + " " + target.afterValueFromAsString() + " "
                            + target.attributeChangeTypeAsString())
                    .isEqualTo("/Properties/Pages 2 ACTUAL_STATE 1 TEMPLATE Modify");
            assertThat(target.drift().previousValue() + " " + target.drift().actualValue())
                    .isEqualTo("1 2");
            assertThat(target.drift().driftDetectionTimestamp()).isNotNull();
        });
        shelf.client.executeChangeSet(r -> r.stackName("s").changeSetName("c"));
        assertThat(shelf.end("s").stackStatus()).isEqualTo(StackStatus.UPDATE_COMPLETE);
        assertThat(shelf.lastEvents("s"))
                .contains("A UPDATE_COMPLETE", "B CREATE_COMPLETE")
                .noneMatch(event -> event.startsWith("C ") || event.contains("DELETE"));
        assertThat(shelf.books()).containsExactly("s_A", "s_B", "s_C");
        assertThat(shelf.book("A")).contains("\"Pages\":1");
        var update = shelf.provider.asked("UPDATE", "A").get(0).get("requestData");
        assertThat(update.at("/previousResourceProperties/Pages").asInt()).isEqualTo(2);
        assertThat(update.at("/resourceProperties/Secret").asText()).isEqualTo("hidden");
        revert("again", body);
        var none = shelf.changeSet("s", "again", true);
        assertThat(none.statusAsString() + " " + none.stackDriftStatusAsString())
                .isEqualTo("FAILED IN_SYNC");
        assertThat(none.statusReason()).startsWith("The submitted information didn't contain changes.");
    }

    @Test
    void revertDrift_templateSaysWhatIsThere_changesNothingButTheRecord() throws Exception {
        shelf.create("s", template(book("A", ",\"Pages\":1"), book("B", ",\"Pages\":1")));
        shelf.rewrite("A", "\"Pages\":1", "\"Pages\":2");
        String same = template(book("A", ",\"Pages\":2"), book("B", ",\"Pages\":5"));
        revert("c", same);
        var changes = shelf.changeSet("s", "c", false).changes();
        assertThat(changes.stream().map(c -> c.resourceChange().actionAsString()))
                .containsExactly("SyncWithActual", "Modify");
        var detail = changes.get(0).resourceChange().details().get(0);
        assertThat(detail.changeSourceAsString() + " " + detail.target().attributeChangeTypeAsString())
                .isEqualTo("NoModification SyncWithActual");
        shelf.client.executeChangeSet(r -> r.stackName("s").changeSetName("c"));
        assertThat(shelf.end("s").stackStatus()).isEqualTo(StackStatus.UPDATE_COMPLETE);
        assertThat(shelf.provider.asked("UPDATE", "A")).isEmpty();
        assertThat(shelf.book("B")).contains("\"Pages\":5");
        assertThat(shelf.refusal(c -> c.updateStack(r -> r.stackName("s").templateBody(same))))
                .isEqualTo("ValidationError: No updates are to be performed.");
    }

    @Test
    void revertDrift_thatFails_restoresWhatWasReallyThere() throws Exception {
        String body = template(book("A", ",\"Pages\":1"), book("B", ""));
        shelf.create("s", body);
        shelf.rewrite("A", "\"Pages\":1", "\"Pages\":2");
        shelf.lose("B");
        revert(
                "c",
                template(
                        book("A", ",\"Pages\":1"),
                        resource("B", "\"Shelf\":\"s\",\"Title\":\"B\"", ",\"DependsOn\":\"A\""),
                        resource(
                                "C",
                                "\"Shelf\":\"s\",\"Title\":\"C\",\"Wish\":\"CREATE deny\"",
                                ",\"DependsOn\":\"B\"")));
        shelf.changeSet("s", "c", false);
        shelf.client.executeChangeSet(r -> r.stackName("s").changeSetName("c"));
        assertThat(shelf.end("s").stackStatus()).isEqualTo(StackStatus.UPDATE_ROLLBACK_COMPLETE);
        assertThat(shelf.provider.asked("UPDATE", "A")).hasSize(2);
        assertThat(shelf.book("A")).contains("\"Pages\":2");
        assertThat(shelf.books()).containsExactly("s_A");
        assertThat(shelf.refusal(c -> c.updateStack(r -> r.stackName("s").templateBody(body))))
                .isEqualTo("ValidationError: No updates are to be performed.");
    }

    @Test
    void revertDrift_ofANewStack_makesItAsAlways() throws Exception {
        shelf.client.createChangeSet(r -> r.stackName("s")
                .changeSetName("c")
                .changeSetType(ChangeSetType.CREATE)
                .deploymentMode(DeploymentMode.REVERT_DRIFT)
                .templateBody(template(book("A", ""))));
        var set = shelf.changeSet("s", "c", true);
        assertThat(set.statusAsString() + " " + set.deploymentModeAsString() + " " + set.stackDriftStatusAsString())
                .isEqualTo("CREATE_COMPLETE REVERT_DRIFT null");
        shelf.client.executeChangeSet(r -> r.stackName("s").changeSetName("c"));
        assertThat(shelf.end("s").stackStatusAsString()).isEqualTo("CREATE_COMPLETE");
        assertThat(shelf.books()).containsExactly("s_A");
    }

    @Test
    void revertDrift_whereItIsNotPossible_isRefused() throws Exception {
        assertThat(shelf.refusal(c -> c.createChangeSet(r -> r.stackName("n")
                        .changeSetName("c")
                        .changeSetType(ChangeSetType.IMPORT)
                        .deploymentMode(DeploymentMode.REVERT_DRIFT)
                        .templateBody(template(book("A", ""))))))
                .startsWith("ValidationError: DeploymentMode REVERT_DRIFT cannot be used with ChangeSetType IMPORT");
        assertThat(shelf.refusal(c -> c.createChangeSet(r -> r.stackName("n")
                        .changeSetName("c")
                        .changeSetType(ChangeSetType.CREATE)
                        .deploymentMode("OTHER")
                        .templateBody(template(book("A", ""))))))
                .isEqualTo("ValidationError: 1 validation error detected: Value 'OTHER' at 'deploymentMode' failed to"
                        + " satisfy constraint: Member must satisfy enum value set: [REVERT_DRIFT]");
        assertThat(shelf.client.listStacks(r -> {}).stackSummaries().stream()
                        .map(s -> s.stackName())
                        .collect(Collectors.toList()))
                .isEmpty();
    }

    private void revert(String name, String body) {
        shelf.client.createChangeSet(r -> r.stackName("s")
                .changeSetName(name)
                .deploymentMode(DeploymentMode.REVERT_DRIFT)
                .templateBody(body));
    }
}
