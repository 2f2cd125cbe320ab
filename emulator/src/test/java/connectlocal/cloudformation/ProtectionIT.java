package connectlocal.cloudformation;

import static connectlocal.cloudformation.Shelf.book;
import static connectlocal.cloudformation.Shelf.resource;
import static connectlocal.cloudformation.Shelf.template;
import static org.assertj.core.api.Assertions.assertThat;

import connectlocal.shared.Shared;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.cloudformation.model.DeletionMode;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

/** What keeps stacks, resources and exports from being changed or deleted, and what does so all the same. */
@ExtendWith(Shared.class)
class ProtectionIT {
    private static final String POLICY =
            "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"Update:*\",\"Principal\":\"*\",\"Resource\":\"*\"},"
                    + "{\"Effect\":\"Deny\",\"Action\":[\"Update:Modify\",\"Update:Delete\"],\"Principal\":\"*\","
                    + "\"Resource\":\"LogicalResourceId/A\"}]}";
    private static final String OPEN =
            "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"Update:*\",\"Principal\":\"*\",\"Resource\":\"*\"}]}";
    private static final String DENIAL =
            "Action denied by stack policy: Statement [#2] does not allow [Update:Modify, Update:Delete] for resource"
                    + " [LogicalResourceId/A];";

    private final Shelf shelf;

    ProtectionIT(Shelf shelf) {
        this.shelf = shelf;
    }

    @Test
    void terminationProtection_refusesDeletionUntilItIsLifted() throws Exception {
        shelf.client.createStack(
                r -> r.stackName("s").templateBody(template(book("A", ""))).enableTerminationProtection(true));
        shelf.end("s");
        assertThat(shelf.refusal(c -> c.deleteStack(r -> r.stackName("s"))))
                .isEqualTo("ValidationError: Stack [s] cannot be deleted while TerminationProtection is enabled");
        assertThat(shelf.end("s").stackStatus()).isEqualTo(StackStatus.CREATE_COMPLETE);
        assertThat(shelf.end("s").enableTerminationProtection()).isTrue();
        shelf.client.updateTerminationProtection(r -> r.stackName("s").enableTerminationProtection(false));
        assertThat(shelf.delete("s").stackStatus()).isEqualTo(StackStatus.DELETE_COMPLETE);
    }

    @Test
    void stackPolicy_deniedChange_failsThereAndIsLiftedOnce() throws Exception {
        shelf.client.createStack(r -> r.stackName("s")
                .templateBody(template(book("A", ""), book("B", "")))
                .stackPolicyBody(POLICY));
        shelf.end("s");
        assertThat(shelf.client.getStackPolicy(r -> r.stackName("s")).stackPolicyBody())
                .isEqualTo(POLICY);
        assertThat(shelf.update("s", template(book("A", ",\"Pages\":1"), book("B", "")))
                        .stackStatus())
                .isEqualTo(StackStatus.UPDATE_ROLLBACK_COMPLETE);
        assertThat(shelf.lastEvents("s")).contains("A UPDATE_FAILED " + DENIAL);
        assertThat(shelf.update("s", template(book("B", ""))).stackStatus())
                .isEqualTo(StackStatus.UPDATE_ROLLBACK_COMPLETE);
        assertThat(shelf.lastEvents("s")).contains("A UPDATE_FAILED " + DENIAL);
        assertThat(shelf.books()).containsExactly("s_A", "s_B");
        assertThat(shelf.provider.asked("UPDATE", "A")).isEmpty();
        shelf.client.updateStack(r -> r.stackName("s")
                .templateBody(template(book("A", ",\"Pages\":1"), book("B", "")))
                .stackPolicyDuringUpdateBody(OPEN));
        assertThat(shelf.end("s").stackStatus()).isEqualTo(StackStatus.UPDATE_COMPLETE);
        assertThat(shelf.update("s", template(book("A", ",\"Pages\":2"), book("B", "")))
                        .stackStatus())
                .isEqualTo(StackStatus.UPDATE_ROLLBACK_COMPLETE);
        shelf.client.setStackPolicy(r -> r.stackName("s").stackPolicyBody(OPEN));
        assertThat(shelf.update("s", template(book("A", ",\"Pages\":2"), book("B", "")))
                        .stackStatus())
                .isEqualTo(StackStatus.UPDATE_COMPLETE);
        assertThat(shelf.refusal(c -> c.setStackPolicy(r -> r.stackName("s").stackPolicyBody("[]"))))
                .isEqualTo("ValidationError: Error validating stack policy: Invalid stack policy");
    }

    @Test
    void forceDelete_bookThatCannotGo_isLeftBehind() throws Exception {
        shelf.create("s", template(book("A", ",\"Wish\":\"DELETE deny\""), book("B", "")));
        assertThat(shelf.refusal(
                        c -> c.deleteStack(r -> r.stackName("s").deletionMode(DeletionMode.FORCE_DELETE_STACK))))
                .startsWith("ValidationError: Invalid operation on stack [")
                .endsWith("]. You can activate DeletionMode FORCE_DELETE_STACK in a delete stack operation only when"
                        + " the stack is in the DELETE_FAILED state.");
        var failed = shelf.delete("s");
        assertThat(failed.stackStatus()).isEqualTo(StackStatus.DELETE_FAILED);
        shelf.client.deleteStack(r -> r.stackName(failed.stackId()).deletionMode(DeletionMode.FORCE_DELETE_STACK));
        assertThat(shelf.end(failed.stackId()).stackStatus()).isEqualTo(StackStatus.DELETE_COMPLETE);
        assertThat(shelf.lastEvents(failed.stackId())).endsWith("A DELETE_SKIPPED", "s DELETE_COMPLETE");
        assertThat(shelf.books()).containsExactly("s_A");
    }

    /** Each layer is tried, also when the one above it stays. */
    @Test
    void forceDelete_ofSeveralLayersThatCannotGo_leavesTheseAlone() throws Exception {
        String denied = ",\"Wish\":\"DELETE deny\"";
        shelf.create(
                "s",
                template(
                        book("A", ""),
                        resource("B", "\"Shelf\":\"s\",\"Title\":\"B\"" + denied, ",\"DependsOn\":\"A\""),
                        resource("C", "\"Shelf\":\"s\",\"Title\":\"C\"" + denied, ",\"DependsOn\":\"B\"")));
        var failed = shelf.delete("s");
        assertThat(failed.stackStatusReason()).isEqualTo("The following resource(s) failed to delete: [B, C]. ");
        assertThat(shelf.lastEvents("s")).contains("A DELETE_COMPLETE");
        String id = failed.stackId();
        shelf.client.deleteStack(r -> r.stackName(id).deletionMode(DeletionMode.FORCE_DELETE_STACK));
        assertThat(shelf.end(id).stackStatus()).isEqualTo(StackStatus.DELETE_COMPLETE);
        assertThat(shelf.lastEvents(id).stream().map(event -> event.replaceAll("(DELETE_FAILED) .*", "$1")))
                .containsExactly(
                        "s DELETE_IN_PROGRESS User Initiated",
                        "C DELETE_IN_PROGRESS",
                        "C DELETE_FAILED",
                        "C DELETE_SKIPPED",
                        "B DELETE_IN_PROGRESS",
                        "B DELETE_FAILED",
                        "B DELETE_SKIPPED",
                        "s DELETE_COMPLETE");
        assertThat(shelf.books()).containsExactly("s_B", "s_C");
    }

    @Test
    void export_inUse_isNeitherDeletedNorChanged() throws Exception {
        shelf.create("source", exporting("one"));
        shelf.create("user", template(book("U", ",\"Secret\":{\"Fn::ImportValue\":\"word\"}")));
        assertThat(shelf.client.listImports(r -> r.exportName("word")).imports())
                .containsExactly("user");
        shelf.client.deleteStack(r -> r.stackName("source"));
        var kept = shelf.end("source");
        assertThat(kept.stackStatus()).isEqualTo(StackStatus.CREATE_COMPLETE);
        assertThat(kept.stackStatusReason())
                .isEqualTo("Delete canceled. Cannot delete export word as it is in use by user.");
        assertThat(shelf.lastEvents("source"))
                .containsExactly(
                        "source DELETE_IN_PROGRESS User Initiated",
                        "source CREATE_COMPLETE Delete canceled. Cannot delete export word as it is in use by user.");
        assertThat(shelf.update("source", exporting("two")).stackStatus())
                .isEqualTo(StackStatus.UPDATE_ROLLBACK_COMPLETE);
        assertThat(shelf.lastEvents("source"))
                .contains("source UPDATE_ROLLBACK_IN_PROGRESS Export word cannot be updated as it is in use by user");
        assertThat(shelf.client.listExports().exports()).singleElement().satisfies(e -> assertThat(e.value())
                .isEqualTo("one-text"));
        assertThat(shelf.create("other", exporting("three").replace("\"E\"", "\"F\""))
                        .stackStatus())
                .isEqualTo(StackStatus.ROLLBACK_COMPLETE);
        assertThat(shelf.lastEvents("other"))
                .contains("other ROLLBACK_IN_PROGRESS Export with name word is already exported by stack source."
                        + " Rollback requested by user.");
        shelf.delete("user");
        assertThat(shelf.delete("source").stackStatus()).isEqualTo(StackStatus.DELETE_COMPLETE);
    }

    private static String exporting(String value) {
        return "{\"Resources\":{" + book("E", "") + "},\"Outputs\":{\"O\":{\"Value\":\"" + value
                + "-text\",\"Export\":{\"Name\":\"word\"}}}}";
    }
}
