package connectlocal.cloudformation;

import static connectlocal.cloudformation.Shelf.book;
import static connectlocal.cloudformation.Shelf.resource;
import static connectlocal.cloudformation.Shelf.template;
import static org.assertj.core.api.Assertions.assertThat;

import connectlocal.shared.Admin;
import connectlocal.shared.Shared;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

/** What stacks make of processes that die and of a reset in the middle. */
@ExtendWith(Shared.class)
class StackFaultsIT {
    private final Shelf shelf;

    StackFaultsIT(Shelf shelf) {
        this.shelf = shelf;
    }

    @Test
    void create_processKilledInTheMiddle_isAskedAgain() throws Exception {
        shelf.client.createStack(
                r -> r.stackName("s").templateBody(template(book("A", ""), book("B", ",\"Wish\":\"CREATE pause:1\""))));
        killWhenAsked("CREATE", 1);
        assertThat(shelf.end("s").stackStatus()).isEqualTo(StackStatus.CREATE_COMPLETE);
        assertThat(shelf.books()).containsExactly("s_A", "s_B");
    }

    @Test
    void update_processKilledEveryTime_bringsEverythingBack() throws Exception {
        shelf.create("s", template(book("A", ",\"Words\":[\"old\"]"), book("B", ",\"Words\":[\"old\"]")));
        shelf.client.updateStack(r -> r.stackName("s")
                .templateBody(template(
                        book("A", ",\"Words\":[\"new\"]"),
                        resource(
                                "B",
                                "\"Shelf\":\"s\",\"Title\":\"B\",\"Words\":[\"new\"],\"Wish\":\"UPDATE pause\"",
                                ",\"DependsOn\":\"A\""))));
        for (int times = 1; times <= 3; times++) {
            killWhenAsked("UPDATE", times);
        }
        assertThat(shelf.end("s").stackStatus()).isEqualTo(StackStatus.UPDATE_ROLLBACK_COMPLETE);
        assertThat(shelf.events("s").stream().filter(e -> e.startsWith("B UPDATE_FAILED")))
                .singleElement()
                .satisfies(event -> assertThat(event)
                        .contains("The UPDATE handler ended without an answer, 3 times", "InternalFailure"));
        assertThat(shelf.book("A")).contains("[\"old\"]");
        assertThat(shelf.book("B")).contains("[\"old\"]");
    }

    @Test
    void reset_inTheMiddle_forgetsTheStackAndAsksNothingMore() throws Exception {
        String held = template(
                book("A", ",\"Wish\":\"CREATE hold\""),
                resource("B", "\"Shelf\":\"s\",\"Title\":\"B\"", ",\"DependsOn\":\"A\""));
        shelf.client.createStack(r -> r.stackName("s").templateBody(held));
        shelf.awaitEvent("s", "A CREATE_IN_PROGRESS Resource creation Initiated");
        Admin.reset(shelf.emulator);
        assertThat(shelf.refusal(c -> c.describeStacks(r -> r.stackName("s"))))
                .isEqualTo("ValidationError: Stack with id s does not exist");
        int asked = shelf.provider.asked("CREATE", "A").size();
        shelf.provider.open();
        assertThat(shelf.create("s", template(book("C", ",\"Wish\":\"CREATE delay:3\"")))
                        .stackStatus())
                .isEqualTo(StackStatus.CREATE_COMPLETE);
        assertThat(shelf.provider.asked("CREATE", "A")).hasSize(asked);
        assertThat(shelf.provider.asked("CREATE", "B")).isEmpty();
    }

    /** Waits for the n-th time that the handler is asked about book B, and kills its process. */
    private void killWhenAsked(String action, int times) throws Exception {
        long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (shelf.provider.asked(action, "B").size() < times) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(action + " not asked " + times + " times within two minutes");
            }
            Thread.sleep(20);
        }
        ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly);
    }
}
