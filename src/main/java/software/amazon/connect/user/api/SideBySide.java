package software.amazon.connect.user.api;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.AbortedException;

/**
 * Two calls at once, the second on a thread of its own: what a read waits for is Connect, and so it waits once. What
 * either of them fails with comes out as if the calls had been sent one after the other.
 */
final class SideBySide {
    private SideBySide() {}

    static <A, B, R> R both(Supplier<A> first, Supplier<B> second, BiFunction<A, B, R> result) {
        FutureTask<B> other = new FutureTask<>(second::get);
        Thread thread = new Thread(other, "second call");
        thread.setDaemon(true);
        thread.start();
        try {
            return result.apply(first.get(), answerOf(other));
        } finally {
            // Nobody asks for the second any more when the first has failed: it need not try on.
            other.cancel(true);
        }
    }

    private static <B> B answerOf(FutureTask<B> other) {
        try {
            return other.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw AbortedException.create("interrupted while it waited for Connect", e);
        }
    }
}
