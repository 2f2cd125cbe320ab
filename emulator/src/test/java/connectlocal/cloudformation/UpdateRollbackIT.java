package connectlocal.cloudformation;

import static connectlocal.cloudformation.Shelf.book;
import static connectlocal.cloudformation.Shelf.resource;
import static connectlocal.cloudformation.Shelf.template;
import static org.assertj.core.api.Assertions.assertThat;

import connectlocal.shared.Shared;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

/** Updates that fail, are cancelled, or get stuck on the way back. */
@ExtendWith(Shared.class)
class UpdateRollbackIT {
    private static final String DENIED =
            "Resource handler returned message: \"not yours\" (RequestToken: T, HandlerErrorCode: AccessDenied)";

    private final Shelf shelf;

    UpdateRollbackIT(Shelf shelf) {
        this.shelf = shelf;
    }

    @Test
    void rollback_thatGetsStuck_goesOnWhenTheStuckBookIsSkipped() throws Exception {
        String old = ",\"Pages\":1,\"Wish\":\"UPDATE deny\"";
        shelf.create("s", template(book("A", old), book("B", "")));
        String failing = template(
                book("A", ",\"Pages\":2,\"Wish\":\"none\""),
                book("B", ""),
                resource("C", "\"Shelf\":\"s\",\"Title\":\"C\",\"Wish\":\"CREATE deny\"", ",\"DependsOn\":\"A\""));
        var stuck = shelf.update("s", failing);
        assertThat(stuck.stackStatus()).isEqualTo(StackStatus.UPDATE_ROLLBACK_FAILED);
        assertThat(stuck.stackStatusReason()).isEqualTo("The following resource(s) failed to update: [A]. ");
        assertThat(shelf.lastEvents("s")).contains("A UPDATE_FAILED " + DENIED);
        assertThat(shelf.refusal(
                        c -> c.continueUpdateRollback(r -> r.stackName("s").resourcesToSkip("B"))))
                .startsWith("ValidationError: The following resources to skip [B] are not in UPDATE_FAILED state");
        assertThat(shelf.refusal(c -> c.updateStack(r -> r.stackName("s").templateBody(failing))))
                .endsWith("is in UPDATE_ROLLBACK_FAILED state and can not be updated.");
        shelf.client.continueUpdateRollback(r -> r.stackName("s"));
        assertThat(shelf.end("s").stackStatus()).isEqualTo(StackStatus.UPDATE_ROLLBACK_FAILED);
        shelf.client.continueUpdateRollback(r -> r.stackName("s").resourcesToSkip("A"));
        assertThat(shelf.end("s").stackStatus()).isEqualTo(StackStatus.UPDATE_ROLLBACK_COMPLETE);
        assertThat(shelf.lastEvents("s"))
                .containsExactly(
                        "s UPDATE_ROLLBACK_IN_PROGRESS User Initiated",
                        "A UPDATE_COMPLETE",
                        "s UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS",
                        "C DELETE_COMPLETE",
                        "s UPDATE_ROLLBACK_COMPLETE");
        assertThat(shelf.book("A")).contains("\"Pages\":2");
        assertThat(shelf.refusal(c -> c.continueUpdateRollback(r -> r.stackName("s"))))
                .endsWith("is in UPDATE_ROLLBACK_COMPLETE state and can not continue rollback.");
    }

    @Test
    void update_withoutRollback_keepsWhatIsDoneAndTakesBackWhatFailed() throws Exception {
        shelf.create("s", template(book("A", ",\"Pages\":1"), book("B", ",\"Pages\":1"), book("C", "")));
        String half = template(
                book("A", ",\"Pages\":2,\"Wish\":\"UPDATE deny\""),
                book("B", ",\"Pages\":2"),
                resource("C", "\"Shelf\":\"s\",\"Title\":\"C\",\"Pages\":2", ",\"DependsOn\":\"A\""),
                book("D", ""));
        shelf.client.updateStack(r -> r.stackName("s").templateBody(half).disableRollback(true));
        var failed = shelf.end("s");
        assertThat(failed.stackStatus()).isEqualTo(StackStatus.UPDATE_FAILED);
        assertThat(failed.stackStatusReason()).isEqualTo("The following resource(s) failed to update: [A]. ");
        assertThat(failed.disableRollback()).isTrue();
        assertThat(shelf.books()).containsExactly("s_A", "s_B", "s_C", "s_D");
        assertThat(shelf.book("B")).contains("\"Pages\":2");
        assertThat(shelf.book("C")).doesNotContain("Pages");
        var asked = shelf.provider.asked("UPDATE", "A");
        assertThat(asked).hasSize(2);
        assertThat(asked.get(1).get("rollback").asBoolean()).isTrue();
        assertThat(asked.get(1).at("/requestData/resourceProperties/Pages").asInt())
                .isEqualTo(1);
        assertThat(shelf.client.rollbackStack(r -> r.stackName("s")).stackId()).isEqualTo(failed.stackId());
        assertThat(shelf.end("s").stackStatus()).isEqualTo(StackStatus.UPDATE_ROLLBACK_COMPLETE);
        assertThat(shelf.lastEvents("s"))
                .startsWith("s UPDATE_ROLLBACK_IN_PROGRESS User Initiated")
                .contains("A UPDATE_COMPLETE", "B UPDATE_COMPLETE", "D DELETE_COMPLETE");
        assertThat(shelf.books()).containsExactly("s_A", "s_B", "s_C");
        assertThat(shelf.book("B")).contains("\"Pages\":1");
        assertThat(shelf.refusal(c -> c.rollbackStack(r -> r.stackName("s"))))
                .endsWith("is in UPDATE_ROLLBACK_COMPLETE state and can not be rolled back.");
    }

    /** One sentence ends without a blank; behind two AWS leaves one. */
    @Test
    void update_thatFailsToCreateAndToUpdate_saysBothAsAwsDoes() {
        shelf.create("s", template(book("A", ",\"Pages\":1")));
        shelf.update(
                "s",
                template(book("A", ",\"Pages\":2,\"Wish\":\"UPDATE deny\""), book("B", ",\"Wish\":\"CREATE deny\"")));
        assertThat(shelf.client.describeStackEvents(r -> r.stackName("s")).stackEvents().stream()
                        .filter(e -> e.resourceStatusAsString().equals("UPDATE_ROLLBACK_IN_PROGRESS"))
                        .map(e -> e.resourceStatusReason()))
                .containsExactly("The following resource(s) failed to create: [B]. The following resource(s) failed to"
                        + " update: [A]. ");
    }

    @Test
    void update_withoutRollbackThenAgain_completesWhatFailed() throws Exception {
        shelf.create("s", template(book("A", ",\"Pages\":1")));
        shelf.client.updateStack(r -> r.stackName("s")
                .templateBody(template(
                        book("A", ",\"Pages\":2,\"Wish\":\"UPDATE deny\""), book("B", ",\"Wish\":\"CREATE deny\"")))
                .disableRollback(true));
        assertThat(shelf.end("s").stackStatusReason())
                .isEqualTo("The following resource(s) failed to create: [B]. The following resource(s) failed to"
                        + " update: [A]. ");
        shelf.client.updateStack(r -> r.stackName("s")
                .templateBody(template(resource("A", "\"Shelf\":\"s\",\"Title\":\"other\"", "")))
                .disableRollback(true));
        assertThat(shelf.end("s").stackStatus()).isEqualTo(StackStatus.UPDATE_FAILED);
        assertThat(shelf.lastEvents("s"))
                .contains("A UPDATE_FAILED Replacement type updates not supported on stack with disable-rollback.");
        assertThat(shelf.update("s", template(book("A", ",\"Pages\":3"), book("B", "")))
                        .stackStatus())
                .isEqualTo(StackStatus.UPDATE_COMPLETE);
        assertThat(shelf.book("A")).contains("\"Pages\":3");
        assertThat(shelf.books()).containsExactly("s_A", "s_B");
    }

    @Test
    void cancelUpdate_bookThatHolds_bringsEverythingBack() throws Exception {
        shelf.create("s", template(book("A", ",\"Pages\":1")));
        String held = template(book("A", ",\"Pages\":2,\"Wish\":\"UPDATE hold\""));
        shelf.client.updateStack(r -> r.stackName("s").templateBody(held));
        shelf.awaitAsked("UPDATE", "A");
        shelf.client.cancelUpdateStack(r -> r.stackName("s").clientRequestToken("once"));
        assertThat(shelf.end("s").stackStatus()).isEqualTo(StackStatus.UPDATE_ROLLBACK_COMPLETE);
        assertThat(shelf.events("s"))
                .endsWith(
                        "s UPDATE_IN_PROGRESS User Initiated",
                        "A UPDATE_IN_PROGRESS",
                        "A UPDATE_FAILED Resource update cancelled",
                        "s UPDATE_ROLLBACK_IN_PROGRESS User Initiated",
                        "A UPDATE_IN_PROGRESS",
                        "A UPDATE_COMPLETE",
                        "s UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS",
                        "s UPDATE_ROLLBACK_COMPLETE");
        assertThat(shelf.book("A")).contains("\"Pages\":1");
        shelf.client.cancelUpdateStack(r -> r.stackName("s").clientRequestToken("once"));
        assertThat(shelf.refusal(c -> c.cancelUpdateStack(r -> r.stackName("s"))))
                .isEqualTo("ValidationError: CancelUpdateStack cannot be called from current stack status");
    }

    @Test
    void update_slotThatMustBeReplaced_goesBeforeItsSuccessorComesAndComesBack() throws Exception {
        shelf.create("s", template(slot("1", "")));
        assertThat(shelf.update("s", template(slot("2", ""))).stackStatus()).isEqualTo(StackStatus.UPDATE_COMPLETE);
        assertThat(shelf.lastEvents("s"))
                .containsExactly(
                        "s UPDATE_IN_PROGRESS User Initiated",
                        "A UPDATE_IN_PROGRESS Requested update requires the creation of a new physical resource; hence"
                                + " creating one.",
                        "A DELETE_IN_PROGRESS",
                        "A DELETE_COMPLETE",
                        "A UPDATE_IN_PROGRESS",
                        "A UPDATE_IN_PROGRESS Resource creation Initiated",
                        "A UPDATE_COMPLETE",
                        "s UPDATE_COMPLETE_CLEANUP_IN_PROGRESS",
                        "s UPDATE_COMPLETE");
        assertThat(shelf.book("A")).contains("\"In\":\"2\"");
        var back = shelf.update(
                "s",
                template(
                        slot("3", ""),
                        resource(
                                "B",
                                "\"Shelf\":\"s\",\"Title\":\"B\",\"Wish\":\"CREATE deny\"",
                                ",\"DependsOn\":\"A\"")));
        assertThat(back.stackStatus()).isEqualTo(StackStatus.UPDATE_ROLLBACK_COMPLETE);
        assertThat(shelf.books()).containsExactly("s_A");
        assertThat(shelf.book("A")).contains("\"In\":\"2\"");
        var unmade = shelf.update("s", template(slot("4", ",\"Wish\":\"CREATE deny:1\"")));
        assertThat(unmade.stackStatus()).isEqualTo(StackStatus.UPDATE_ROLLBACK_COMPLETE);
        assertThat(shelf.book("A")).contains("\"In\":\"2\"");
    }

    private static String slot(String printed, String more) {
        return "\"A\":{\"Type\":\"%s\",\"Properties\":{\"Shelf\":\"s\",\"Title\":\"A\",\"Printed\":{\"In\":\"%s\"}%s}}"
                .formatted(connectlocal.tiny.BookProvider.NARROW_TYPE, printed, more);
    }
}
