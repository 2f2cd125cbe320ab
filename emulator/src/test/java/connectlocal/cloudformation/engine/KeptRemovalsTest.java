package connectlocal.cloudformation.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What goes after a restart is gone after the next one, too: nothing that an earlier run wrote comes back. */
class KeptRemovalsTest extends KeptStacksRig {
    private static final String WITHOUT_A = TEMPLATE.replaceAll(",\\s*\"A\":\\{.*?}}}", "}");

    @Test
    void changeSet_thatIsDeletedAfterARestart_staysDeleted() throws Exception {
        create();
        engine.changeSets().create(order("c", "s", TEMPLATE, parameters("two")));
        killed();
        engine.changeSets().delete(Optional.of("s"), "c");
        killed();
        assertThat(engine.changeSets().list("s")).isEmpty();
    }

    @Test
    void changeSets_thatAnExecutedOneEnds_andRemovedResources_stayAway() throws Exception {
        create();
        engine.changeSets().create(order("other", "s", TEMPLATE, parameters("three")));
        engine.changeSets().create(order("c", "s", WITHOUT_A, parameters("two")));
        killed();
        engine.changeSets().execute(Optional.of("s"), "c", Optional.empty(), Optional.empty(), Optional.empty());
        await("s", StackStatus.UPDATE_COMPLETE);
        String before = everything();
        killed();
        assertThat(everything()).isEqualTo(before);
        assertThat(engine.changeSets().list("s")).hasSize(1);
        assertThat(stack().listed().stream().map(r -> r.logicalId)).containsExactly("Z");
    }

    @Test
    void detection_thatMadeRoomForAnother_staysForgotten() throws Exception {
        create();
        for (int i = 0; i < 100; i++) {
            stack().detections
                    .put("d" + i, Detection.begun("d" + i, engine.journal.now()).over(null, "IN_SYNC", 0));
        }
        engine.kept.stack(stack());
        killed();
        String last = engine.drift().detect("s", List.of());
        killed();
        assertThat(stack().detections.keySet())
                .hasSize(100)
                .contains("d1", last)
                .doesNotContain("d0");
    }

    /** What is read is known to be written down: the next record holds what has changed, and nothing else. */
    @Test
    void stack_thatWasRead_isNotWrittenAgain() throws Exception {
        create();
        engine.changeSets().create(order("c", "s", TEMPLATE, parameters("two")));
        killed();
        var before = Map.copyOf(stack().written.pieces());
        int records = this.records;
        synchronized (stack()) {
            engine.kept.stack(stack());
        }
        assertThat(this.records).as("records for a stack that has not changed").isEqualTo(records);
        assertThat(stack().written.pieces()).isEqualTo(before).hasSize(4);
    }

    private Stack stack() {
        return engine.stacks.find("s").orElseThrow();
    }
}
