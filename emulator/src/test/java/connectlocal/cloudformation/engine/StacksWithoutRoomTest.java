package connectlocal.cloudformation.engine;

import static connectlocal.shared.Await.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import connectlocal.http.AwsError;
import connectlocal.state.NotKept;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What cannot be written down is not made: calls are refused, and operations end as soon as their end can be told. */
class StacksWithoutRoomTest extends KeptStacksRig {
    private static final String POLICY =
            "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"Update:*\",\"Principal\":\"*\",\"Resource\":\"*\"}]}";

    /** What callers see, and what goes on when they call; not what only times differ in. */
    private String seen() {
        var all = new ArrayList<String>();
        all.add(everything());
        for (Stack stack : engine.stacks.all()) {
            synchronized (stack) {
                all.add(String.valueOf(stack.operation));
                all.add(String.valueOf(System.identityHashCode(stack.stable)));
                all.add(String.valueOf(System.identityHashCode(stack.deployment)));
                all.add(stack.operations.toString());
                all.add(stack.driftStatus + stack.driftTime + stack.detections.keySet());
                all.add("" + stack.tokens + stack.restingPlace + stack.deleted + stack.timeoutInMinutes);
                stack.resources.values().forEach(r -> all.add(r.before + " " + r.drift));
            }
        }
        return String.join("\n", all);
    }

    private void refused(String what, ThrowingCallable call) {
        String before = seen();
        full = true;
        assertThatThrownBy(call).as(what).isInstanceOf(NotKept.class).hasMessageContaining("No space left on device");
        full = false;
        assertThat(seen()).as(what).isEqualTo(before);
    }

    @Test
    void call_thatCannotBeWritten_changesNothing_andCanBeRepeated() throws Exception {
        var create = request("s", TEMPLATE, parameters("one"));
        refused("CreateStack", () -> engine.stacks().create(create));
        assertThat(engine.stacks.all()).isEmpty();
        create();
        refused("CreateChangeSet", () -> engine.changeSets().create(order("c", "s", TEMPLATE, parameters("two"))));
        refused("CreateChangeSet of a new stack", () -> engine.changeSets().create(fresh()));
        assertThat(engine.stacks.find("fresh")).isEmpty();
        engine.changeSets().create(order("c", "s", TEMPLATE, parameters("two")));
        refused("ExecuteChangeSet", () -> engine.changeSets()
                .execute(Optional.of("s"), "c", Optional.empty(), Optional.empty(), Optional.empty()));
        refused("DeleteChangeSet", () -> engine.changeSets().delete(Optional.of("s"), "c"));
        refused("UpdateStack", () -> engine.stacks().update(request("s", TEMPLATE, parameters("three"))));
        refused("UpdateTerminationProtection", () -> engine.settings().protect("s", true));
        refused("SetStackPolicy", () -> engine.settings().setPolicy("s", POLICY));
        refused("DetectStackDrift", () -> engine.drift().detect("s", List.of()));
        refused("DetectStackResourceDrift", () -> engine.drift().detectResource("s", "Z"));
        refused("DeleteStack", () -> engine.stacks().delete("s", Set.of(), false, Optional.empty()));
        refused("reset", () -> engine.reset(() -> {}));
        engine.changeSets().execute(Optional.of("s"), "c", Optional.empty(), Optional.empty(), Optional.empty());
        await("s", StackStatus.UPDATE_COMPLETE);
        String before = everything();
        killed();
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void reset_thatCannotBeWritten_refusesNoStackAfterwards() throws Exception {
        create();
        refused("reset", () -> engine.reset(() -> {}));
        engine.stacks().create(request("importer", IMPORTER, Map.of()));
        await("importer", StackStatus.CREATE_COMPLETE);
    }

    @Test
    void rollback_thatCannotBeWritten_isStillToBeAskedFor() throws Exception {
        failedUpdate();
        refused("RollbackStack", () -> engine.rollbacks().rollback("s", false, Optional.empty()));
        engine.rollbacks().rollback("s", false, Optional.empty());
        await("s", StackStatus.UPDATE_ROLLBACK_COMPLETE);
    }

    /** The stack stands as it was written last until there is room again; then it has failed, with the reason. */
    @Test
    void operation_whoseStatusCannotBeWritten_endsWhenThereIsRoom() throws Exception {
        fullFrom = "Z-CREATE_COMPLETE";
        engine.stacks().create(request("s", TEMPLATE, parameters("one")));
        Stack stack = engine.stacks.find("s").orElseThrow();
        until(() -> refusals >= 3);
        assertThat(refusals).isGreaterThanOrEqualTo(3);
        synchronized (stack) { // a change that cannot be written is made and taken back in one turn
            assertThat(stack.status).isEqualTo(StackStatus.CREATE_IN_PROGRESS);
            assertThat(stack.resources.get("Z").status).isEqualTo("CREATE_IN_PROGRESS");
        }
        fullFrom = null;
        full = false;
        await("s", StackStatus.CREATE_FAILED);
        assertThat(stack.reason).contains("cannot be written", "No space left on device");
        assertThat(stack.resources.get("Z").status).isEqualTo("CREATE_FAILED");
        assertThat(stack.operation).isNull();
        String before = everything();
        killed();
        assertThat(everything()).isEqualTo(before);
        engine.stacks().delete("s", Set.of(), false, Optional.empty());
        await(stack.id, StackStatus.DELETE_COMPLETE);
    }

    @Test
    void newStackAndItsChangeSet_areOneRecord() throws Exception {
        int before = records;
        engine.changeSets().create(fresh());
        assertThat(records - before).isEqualTo(1);
        killed();
        assertThat(engine.changeSets().list("fresh")).hasSize(1);
        assertThatThrownBy(() -> engine.changeSets().describe(Optional.of("fresh"), "other", false))
                .isInstanceOf(AwsError.class);
    }

    private static ChangeSets.Order fresh() {
        return changeSet("CREATE", "c", request("fresh", TEMPLATE, parameters("one")));
    }

    /** Every change set that says why its values are incomplete still says so. */
    @Test
    void warning_ofAChangeSet_isKept() throws Exception {
        create();
        engine.changeSets().create(order("c", "s", TEMPLATE, parameters("two")));
        Stack stack = engine.stacks.find("s").orElseThrow();
        synchronized (stack) {
            stack.changeSets.values().forEach(changeSet -> changeSet.warning = "incomplete");
            engine.kept.stack(stack);
        }
        killed();
        assertThat(List.copyOf(engine.stacks.find("s").orElseThrow().changeSets.values()))
                .allMatch(changeSet -> "incomplete".equals(changeSet.warning));
    }
}
