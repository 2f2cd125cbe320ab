package connectlocal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.junit.jupiter.api.Test;

/** The threads that requests are answered on. */
class HttpThreadsTest {
    @Test
    void threads_keepNoProcessAlive_andSayWhatTheyAre() throws Exception {
        QueuedThreadPool pool = HttpThreads.pool();
        pool.start();
        try {
            var found = new CompletableFuture<Thread>();
            pool.execute(() -> found.complete(Thread.currentThread()));
            Thread thread = found.get(10, TimeUnit.SECONDS);
            assertThat(thread.isDaemon()).isTrue();
            assertThat(thread.getName()).matches("http-[0-9]+");
            assertThat(thread.getContextClassLoader()).isSameAs(QueuedThreadPool.class.getClassLoader());
        } finally {
            pool.stop();
        }
    }
}
