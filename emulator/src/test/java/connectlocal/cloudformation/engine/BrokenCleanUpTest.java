package connectlocal.cloudformation.engine;

import static connectlocal.shared.Await.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** An update whose clean-up broke off is complete: what it no longer wanted may be gone already. */
class BrokenCleanUpTest extends KeptStacksRig {
    private static final String REMOVING = TEMPLATE.replaceAll(",\\s*\"A\":\\{.*?}}}", "}")
            .replace("\"DeletionPolicy\":\"Delete\",", "")
            .replace("\"Id\":\"z\"", "\"Id\":\"other\"");

    /** What follows what is created is not reached: the old Z and A are still to be deleted. */
    private void brokenInCleanUp() throws Exception {
        create();
        hangingDeletes = true;
        engine.stacks().update(request("s", REMOVING, parameters("one")));
        assertThat(hangs.await(60, TimeUnit.SECONDS)).isTrue();
        await("s", StackStatus.UPDATE_COMPLETE_CLEANUP_IN_PROGRESS);
        killed();
        hangingDeletes = false;
    }

    @Test
    void cleanUp_thatARestartBreaksOff_leavesACompleteStack() throws Exception {
        brokenInCleanUp();
        await("s", StackStatus.UPDATE_COMPLETE);
        Stack stack = engine.stacks.find("s").orElseThrow();
        assertThat(stack.reason).isEqualTo("Update successful. One or more resources could not be deleted.");
        assertThat(stack.listed().stream().map(r -> r.logicalId + " " + r.now.physicalId() + " " + r.status))
                .containsExactly("Z other UPDATE_COMPLETE");
        assertThat(stack.stable).isNull();
        assertThat(stack.resources.get("Z").before).isNull();
        List<ObjectNode> failed = engine.events().events("s").stream()
                .filter(event -> event.path("ResourceStatus").asText().equals("DELETE_FAILED"))
                .toList();
        assertThat(failed.stream().map(event -> event.path("PhysicalResourceId").asText()))
                .containsExactlyInAnyOrder("z", "a");
        assertThatThrownBy(() -> engine.rollbacks().rollback("s", false, Optional.empty()))
                .hasMessageContaining("can not be rolled back");
        assertThatThrownBy(() -> engine.stacks().update(request("s", REMOVING, previous())))
                .hasMessageContaining("No updates");
        String before = everything();
        killed();
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void cleanUp_whoseStatusCannotBeWritten_isCompleteToo() throws Exception {
        create();
        fullFrom = "A-DELETE_IN_PROGRESS";
        engine.stacks().update(request("s", REMOVING, parameters("one")));
        until(() -> refusals >= 2);
        fullFrom = null;
        full = false;
        await("s", StackStatus.UPDATE_COMPLETE);
        assertThat(engine.stacks.find("s").orElseThrow().listed().stream().map(r -> r.logicalId))
                .containsExactly("Z");
    }

    /** What is retained was never to be deleted. */
    @Test
    void cleanUp_ofWhatIsRetained_hasFailedAtNothing() throws Exception {
        String retained = TEMPLATE.replace("\"DependsOn\":\"Z\"", "\"DeletionPolicy\":\"Retain\"");
        engine.stacks().create(request("s", retained, parameters("one")));
        await("s", StackStatus.CREATE_COMPLETE);
        fullFrom = "A-DELETE_SKIPPED";
        String without = retained.replaceAll(",\\s*\"A\":\\{.*?}}}", "}");
        engine.stacks().update(request("s", without, parameters("one")));
        until(() -> refusals >= 2);
        fullFrom = null;
        full = false;
        await("s", StackStatus.UPDATE_COMPLETE);
        assertThat(engine.stacks.find("s").orElseThrow().reason).isNull();
        assertThat(engine.events().events("s").toString()).contains("DELETE_SKIPPED");
    }

    @Test
    void operation_thatBrokeOff_isTheOneThatBegan() throws Exception {
        hanging = true;
        engine.stacks().create(request("s", TEMPLATE, parameters("one")));
        assertThat(hangs.await(60, TimeUnit.SECONDS)).isTrue();
        Map<String, String> began = Map.copyOf(engine.stacks.find("s").orElseThrow().operations);
        killed();
        await("s", StackStatus.CREATE_FAILED);
        assertThat(engine.stacks.find("s").orElseThrow().operations)
                .isEqualTo(began)
                .containsValue("CREATE_STACK");
    }

    @Test
    void deletion_thatBrokeOff_isTheOneThatBegan() throws Exception {
        create();
        String id = engine.stacks.find("s").orElseThrow().id;
        hangingDeletes = true;
        engine.stacks().delete("s", Set.of(), false, Optional.empty());
        assertThat(hangs.await(60, TimeUnit.SECONDS)).isTrue();
        killed();
        await(id, StackStatus.DELETE_FAILED);
        assertThat(engine.stacks.find(id).orElseThrow().operations.values())
                .containsExactly("CREATE_STACK", "DELETE_STACK");
    }

    @Test
    void operation_thatNobodyNamed_isOfItsStatus() {
        var stack = new Stack("n", "id", java.time.Instant.EPOCH);
        stack.status = StackStatus.DELETE_IN_PROGRESS;
        BrokenOff.end(stack, new Operation("t"), engine.journal, "u", "r");
        assertThat(stack.operations.values()).containsExactly("DELETE_STACK");
    }
}
