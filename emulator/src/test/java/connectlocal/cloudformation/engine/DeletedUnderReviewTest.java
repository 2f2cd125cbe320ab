package connectlocal.cloudformation.engine;

import static connectlocal.shared.Await.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import connectlocal.http.AwsError;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Nothing brings a deleted stack back: its change sets are gone with it. */
class DeletedUnderReviewTest extends KeptStacksRig {
    private ChangeSets.Made review(String template) {
        return engine.changeSets().create(changeSet("CREATE", "c", request("s", template, parameters("one"))));
    }

    private void execute(Optional<String> stack, String name) {
        engine.changeSets().execute(stack, name, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private void isGone(ChangeSets.Made made) {
        assertThatThrownBy(() -> execute(Optional.empty(), made.id()))
                .isInstanceOfSatisfying(
                        AwsError.class, e -> assertThat(e.code()).isEqualTo("ChangeSetNotFound"))
                .hasMessage("ChangeSet [" + made.id() + "] does not exist");
        assertThatThrownBy(() -> execute(Optional.of(made.stackId()), "c")).hasMessage("ChangeSet [c] does not exist");
        assertThatThrownBy(() -> engine.changeSets().describe(Optional.empty(), made.id(), false))
                .hasMessage("ChangeSet [" + made.id() + "] does not exist");
        assertThat(engine.changeSets().list(made.stackId())).isEmpty();
        assertThat(engine.stacks.find(made.stackId()).orElseThrow().status).isEqualTo(StackStatus.DELETE_COMPLETE);
    }

    @Test
    void changeSet_ofAStackDeletedUnderReview_isGone() throws Exception {
        var made = review(TEMPLATE);
        engine.stacks().delete("s", Set.of(), false, Optional.empty());
        await(made.stackId(), StackStatus.DELETE_COMPLETE);
        isGone(made);
        killed();
        isGone(made);
        assertThat(review(TEMPLATE).stackId()).isNotEqualTo(made.stackId());
    }

    @Test
    void changeSet_thatHasBeenCarriedOut_goesWithItsStack() throws Exception {
        var made = review(TEMPLATE);
        execute(Optional.of("s"), "c");
        await("s", StackStatus.CREATE_COMPLETE);
        engine.stacks().delete("s", Set.of(), false, Optional.empty());
        await(made.stackId(), StackStatus.DELETE_COMPLETE);
        isGone(made);
    }

    /** A deletion whose end cannot be written yet is still under way. */
    @Test
    void changeSet_ofAStackThatIsBeingDeleted_cannotBeCarriedOut() throws Exception {
        var made = review(TEMPLATE);
        fullFrom = "DELETE_COMPLETE";
        engine.stacks().delete("s", Set.of(), false, Optional.empty());
        until(() -> refusals >= 1);
        assertThatThrownBy(() -> execute(Optional.empty(), made.id()))
                .isInstanceOf(AwsError.class)
                .hasMessage("Stack:" + made.stackId() + " is in DELETE_IN_PROGRESS state and can not be updated.");
        fullFrom = null;
        full = false;
    }
}
