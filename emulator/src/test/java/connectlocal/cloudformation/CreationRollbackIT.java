package connectlocal.cloudformation;

import static connectlocal.cloudformation.Shelf.book;
import static connectlocal.cloudformation.Shelf.resource;
import static connectlocal.cloudformation.Shelf.template;
import static org.assertj.core.api.Assertions.assertThat;

import connectlocal.shared.Shared;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.cloudformation.model.OnFailure;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

/** Creations that fail, are given up on the way, or leave something behind. */
@ExtendWith(Shared.class)
class CreationRollbackIT {
    private static final String DENIED =
            "Resource handler returned message: \"not yours\" (RequestToken: T, HandlerErrorCode: AccessDenied)";

    private final Shelf shelf;

    CreationRollbackIT(Shelf shelf) {
        this.shelf = shelf;
    }

    @Test
    void create_failureInTheMiddleOfTen_leavesNothing() throws Exception {
        String[] books = IntStream.range(0, 10)
                .mapToObj(i -> book("B" + i, i == 5 ? ",\"Wish\":\"CREATE deny\"" : ""))
                .toArray(String[]::new);
        assertThat(shelf.create("s", template(books)).stackStatus()).isEqualTo(StackStatus.ROLLBACK_COMPLETE);
        assertThat(shelf.books()).isEmpty();
        assertThat(shelf.events("s"))
                .contains(
                        "B5 CREATE_FAILED " + DENIED,
                        "B9 CREATE_FAILED Resource creation cancelled",
                        "B0 CREATE_COMPLETE",
                        "B0 DELETE_COMPLETE");
        assertThat(shelf.provider.asked("CREATE", "B9")).isEmpty();
    }

    @Test
    void create_failure_hasTheEventsOfARollback() {
        shelf.create(
                "s",
                template(
                        book("A", ""),
                        resource(
                                "B",
                                "\"Shelf\":\"s\",\"Title\":\"B\",\"Wish\":\"CREATE deny\"",
                                ",\"DependsOn\":\"A\"")));
        assertThat(shelf.events("s"))
                .containsExactly(
                        "s CREATE_IN_PROGRESS User Initiated",
                        "A CREATE_IN_PROGRESS",
                        "A CREATE_IN_PROGRESS Resource creation Initiated",
                        "A CREATE_COMPLETE",
                        "B CREATE_IN_PROGRESS",
                        "B CREATE_FAILED " + DENIED,
                        "s ROLLBACK_IN_PROGRESS The following resource(s) failed to create: [B]. Rollback requested by"
                                + " user.",
                        "B DELETE_COMPLETE",
                        "A DELETE_IN_PROGRESS",
                        "A DELETE_COMPLETE",
                        "s ROLLBACK_COMPLETE");
        assertThat(shelf.refusal(c -> c.updateStack(r -> r.stackName("s").templateBody(template(book("A", ""))))))
                .endsWith("is in ROLLBACK_COMPLETE state and can not be updated.");
    }

    @Test
    void onFailure_doNothingAndDelete_leaveOrRemoveTheStack() throws Exception {
        String failing = template(book("A", ""), book("B", ",\"Wish\":\"CREATE deny\""));
        var kept = shelf.end(shelf.client
                .createStack(r -> r.stackName("s").templateBody(failing).onFailure(OnFailure.DO_NOTHING))
                .stackId());
        assertThat(kept.stackStatus()).isEqualTo(StackStatus.CREATE_FAILED);
        assertThat(kept.stackStatusReason()).isEqualTo("The following resource(s) failed to create: [B]. ");
        assertThat(shelf.books()).containsExactly("s_A");
        assertThat(shelf.update("s", template(book("A", ""), book("B", ""))).stackStatus())
                .isEqualTo(StackStatus.UPDATE_COMPLETE);
        assertThat(shelf.books()).containsExactly("s_A", "s_B");
        shelf.delete("s");
        var gone = shelf.end(shelf.client
                .createStack(r -> r.stackName("t").templateBody(failing).onFailure(OnFailure.DELETE))
                .stackId());
        assertThat(gone.stackStatus()).isEqualTo(StackStatus.DELETE_COMPLETE);
        assertThat(shelf.books()).isEmpty();
    }

    @Test
    void delete_whileCreating_endsTheCreationAndLeavesNothing() throws Exception {
        String body = template(
                book("A", ""),
                resource("B", "\"Shelf\":\"s\",\"Title\":\"B\",\"Wish\":\"CREATE hold\"", ",\"DependsOn\":\"A\""),
                resource("C", "\"Shelf\":\"s\",\"Title\":\"C\"", ",\"DependsOn\":\"B\""));
        String id = shelf.client
                .createStack(r -> r.stackName("s").templateBody(body))
                .stackId();
        shelf.awaitEvent(id, "B CREATE_IN_PROGRESS Resource creation Initiated");
        shelf.client.deleteStack(r -> r.stackName("s"));
        assertThat(shelf.client
                        .describeStacks(r -> r.stackName(id))
                        .stacks()
                        .get(0)
                        .stackStatusAsString())
                .startsWith("DELETE_");
        assertThat(shelf.end(id).stackStatus()).isEqualTo(StackStatus.DELETE_COMPLETE);
        assertThat(shelf.lastEvents(id))
                .containsExactly(
                        "s DELETE_IN_PROGRESS User Initiated",
                        "B CREATE_FAILED Resource creation cancelled",
                        "B DELETE_IN_PROGRESS",
                        "B DELETE_COMPLETE",
                        "A DELETE_IN_PROGRESS",
                        "A DELETE_COMPLETE",
                        "s DELETE_COMPLETE");
        assertThat(shelf.books()).isEmpty();
        assertThat(shelf.provider.asked("CREATE", "C")).isEmpty();
    }

    @Test
    void delete_whileUpdating_isRefused() throws Exception {
        shelf.create("s", template(book("A", "")));
        shelf.client.updateStack(r -> r.stackName("s").templateBody(template(book("A", ",\"Wish\":\"UPDATE hold\""))));
        assertThat(shelf.refusal(c -> c.deleteStack(r -> r.stackName("s"))))
                .endsWith("] cannot be deleted while in status UPDATE_IN_PROGRESS");
        shelf.provider.open();
        assertThat(shelf.end("s").stackStatus()).isEqualTo(StackStatus.UPDATE_COMPLETE);
    }

    @Test
    void rollbackStack_creationThatWasLeft_removesIt() throws Exception {
        String failing = template(book("A", ""), book("B", ",\"Wish\":\"CREATE deny\""));
        shelf.client.createStack(r -> r.stackName("s").templateBody(failing).disableRollback(true));
        assertThat(shelf.end("s").stackStatus()).isEqualTo(StackStatus.CREATE_FAILED);
        shelf.client.rollbackStack(r -> r.stackName("s"));
        assertThat(shelf.end("s").stackStatus()).isEqualTo(StackStatus.ROLLBACK_COMPLETE);
        assertThat(shelf.lastEvents("s"))
                .startsWith("s ROLLBACK_IN_PROGRESS User Initiated")
                .contains("A DELETE_COMPLETE");
        assertThat(shelf.books()).isEmpty();
    }

    @Test
    void update_ofACreationThatWasLeft_makesWhatFailedAnewAndRemovesItsRemains() throws Exception {
        String failing = template(book("A", ""), book("B", ",\"Wish\":\"CREATE anonymous\""));
        shelf.client.createStack(r -> r.stackName("s").templateBody(failing).onFailure(OnFailure.DO_NOTHING));
        assertThat(shelf.end("s").stackStatus()).isEqualTo(StackStatus.CREATE_FAILED);
        var back = shelf.update("s", template(book("A", ",\"Pages\":1"), book("B", ",\"Wish\":\"CREATE deny\"")));
        assertThat(back.stackStatus()).isEqualTo(StackStatus.UPDATE_ROLLBACK_COMPLETE);
        assertThat(shelf.books()).containsExactly("s_A");
        assertThat(shelf.book("A")).doesNotContain("Pages");
    }

    @Test
    void retain_inARollback_holdsUnlessTheCallOrTheTemplateSaysExceptOnCreate() throws Exception {
        assertThat(rolledBack("one", "Retain", false)).containsExactly("s_A");
        shelf.lose("A");
        assertThat(rolledBack("two", "Retain", true)).isEmpty();
        assertThat(rolledBack("three", "RetainExceptOnCreate", false)).isEmpty();
        shelf.create(
                "four",
                template(resource(
                        "A", "\"Shelf\":\"s\",\"Title\":\"A\"", ",\"DeletionPolicy\":\"RetainExceptOnCreate\"")));
        shelf.delete("four");
        assertThat(shelf.books()).containsExactly("s_A");
    }

    private java.util.List<String> rolledBack(String stack, String policy, boolean exceptOnCreate) throws Exception {
        String body = template(
                resource("A", "\"Shelf\":\"s\",\"Title\":\"A\"", ",\"DeletionPolicy\":\"" + policy + "\""),
                resource("B", "\"Shelf\":\"s\",\"Title\":\"B\",\"Wish\":\"CREATE deny\"", ",\"DependsOn\":\"A\""));
        shelf.client.createStack(r -> r.stackName(stack).templateBody(body).retainExceptOnCreate(exceptOnCreate));
        assertThat(shelf.end(stack).stackStatus()).isEqualTo(StackStatus.ROLLBACK_COMPLETE);
        return shelf.books();
    }
}
