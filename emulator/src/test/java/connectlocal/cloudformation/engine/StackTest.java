package connectlocal.cloudformation.engine;

import static connectlocal.shared.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a stack is looked at for by others, and what it forgets. */
class StackTest extends KeptStacksRig {
    /** Whoever looks through all stacks waits for those that are being written. */
    @Test
    void resources_areListed_byWhoeverHoldsTheMonitor() throws Exception {
        create();
        Stack stack = engine.stacks.find("s").orElseThrow();
        var found = new boolean[1];
        var looking = new Thread(() -> found[0] = engine.resources().isManaged("a"));
        synchronized (stack) {
            looking.start();
            until(() -> looking.getState() == Thread.State.BLOCKED || !looking.isAlive());
            assertThat(looking.getState()).isEqualTo(Thread.State.BLOCKED);
        }
        looking.join(60_000);
        assertThat(found[0]).isTrue();
        assertThat(engine.owner(type.name(), "a")).contains(stack);
    }

    /** Operations are known as long as their events are; the last two always, which DescribeStacks shows. */
    @Test
    void operation_thatNoHeldEventHas_isForgotten() {
        var stack = new Stack("n", "id", Instant.EPOCH);
        for (String id : List.of("first", "second", "third", "fourth")) {
            stack.operations.put(id, "UPDATE_STACK");
        }
        stack.add(event("first"));
        stack.add(event("second"));
        stack.add(event("first"));
        for (int i = 0; i < Stack.EVENTS_AT_MOST - 2; i++) {
            stack.add(event("third"));
        }
        assertThat(stack.operations)
                .as("an event is held still")
                .containsOnlyKeys("first", "second", "third", "fourth");
        stack.add(event("third"));
        assertThat(stack.operations).containsOnlyKeys("first", "third", "fourth");
        stack.add(event("third"));
        assertThat(stack.operations).containsOnlyKeys("third", "fourth");
        for (int i = 0; i < Stack.EVENTS_AT_MOST; i++) {
            stack.add(event("fourth"));
        }
        assertThat(stack.operations).containsOnlyKeys("third", "fourth");
        assertThat(stack.events).hasSize(Stack.EVENTS_AT_MOST);
    }

    private static StackEvent event(String operation) {
        return new StackEvent("e", "n", "", "t", Instant.EPOCH, "S", null, null, "t", operation, null);
    }
}
