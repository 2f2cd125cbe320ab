package connectlocal.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.BooleanNode;
import connectlocal.state.Journal.Change;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Everything is forgotten or nothing, and what is written afterwards says so. */
class EmptyingTest {
    private static final Change HERE = change("here", "thing");
    private static final Change THERE = change("there", "thing");
    private static final Change SEED = change("here", "seed");

    private final List<List<Change>> records = new ArrayList<>();
    private final Contents contents = new Contents();
    private boolean full;

    private final Emptying journal = new Emptying(changes -> {
        if (full) {
            throw new NotKept("the test", new IOException("No space left on device"));
        }
        records.add(changes);
        changes.forEach(contents::apply);
    });

    private static Change change(String... thing) {
        return new Change(List.of(thing), BooleanNode.TRUE);
    }

    private void fill() {
        journal.write(List.of(HERE));
        journal.write(List.of(THERE));
        records.clear();
    }

    @Test
    void emptying_thatCannotBeWritten_forgetsNothing() {
        fill();
        full = true;
        assertThatThrownBy(() -> journal.empty(List.of("here", "there"), List.of(), () -> {
                    throw new AssertionError("it is forgotten all the same");
                }))
                .isInstanceOf(NotKept.class);
        full = false;
        journal.write(List.of(SEED));
        assertThat(records).containsExactly(List.of(SEED));
    }

    @Test
    void emptying_isOneRecord_beforeAnythingIsForgotten() {
        fill();
        journal.empty(List.of("here", "there"), List.of(), () -> {
            assertThat(contents.isEmpty()).isTrue();
            journal.write(List.of(SEED));
        });
        assertThat(records).hasSize(2);
        assertThat(contents.all()).containsOnlyKeys(List.of("here", "seed"));
    }

    /** What is forgotten is so already; only what others write must not come before it. */
    @Test
    void room_thatEndsWhileThingsAreForgotten_refusesOthersAlone_andTheNextRecordSaysAll() {
        fill();
        journal.empty(List.of("here"), List.of(), () -> {
            full = true;
            journal.write(List.of(SEED));
            var other = CompletableFuture.runAsync(() -> journal.write(List.of(HERE)));
            assertThatThrownBy(other::join).hasCauseInstanceOf(NotKept.class);
        });
        assertThatThrownBy(() -> journal.write(List.of(HERE)))
                .as("afterwards this thread is like all others")
                .isInstanceOf(NotKept.class);
        full = false;
        records.clear();
        journal.write(List.of(HERE));
        journal.write(List.of(THERE));
        assertThat(records).containsExactly(List.of(SEED, HERE), List.of(THERE));
    }
}
