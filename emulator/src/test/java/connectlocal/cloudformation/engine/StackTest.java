package connectlocal.cloudformation.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
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
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (looking.getState() != Thread.State.BLOCKED && looking.isAlive() && System.nanoTime() < end) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
            assertThat(looking.getState()).isEqualTo(Thread.State.BLOCKED);
        }
        looking.join(60_000);
        assertThat(found[0]).isTrue();
        assertThat(engine.owner(type.name(), "a")).contains(stack);
    }
}
