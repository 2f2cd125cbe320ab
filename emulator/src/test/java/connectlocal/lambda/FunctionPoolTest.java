package connectlocal.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FunctionPoolTest {
    /** Whoever takes an operation on asks, with the locks of its own service held. */
    @Test
    void resets_areToldWhileAProcessIsBeingEnded() throws Exception {
        var pool = new FunctionPool(null, null, 1);
        pool.reset();
        synchronized (pool) {
            assertThat(CompletableFuture.supplyAsync(pool::resets).get(1, TimeUnit.MINUTES))
                    .isEqualTo(1);
        }
    }
}
