package connectlocal.provider;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A few threads for each type, so that handlers that hang take those of their own type alone. */
final class Crews {
    private final Map<String, ThreadPoolExecutor> byType = new ConcurrentHashMap<>();
    private final int concurrency;
    private final String name;

    /**
     * @param concurrency how many threads a type has
     * @param name what they are called
     */
    Crews(int concurrency, String name) {
        this.concurrency = concurrency;
        this.name = name;
    }

    ThreadPoolExecutor of(ResourceProvider provider) {
        return byType.computeIfAbsent(provider.type().name(), type -> {
            var made = new ThreadPoolExecutor(
                    concurrency, concurrency, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), r -> daemon(r, name));
            // Nothing is turned away before the emulator stops, and all operations with it.
            made.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
            made.allowCoreThreadTimeOut(true);
            return made;
        });
    }

    /** Whether work of a type that comes now has a thread at once. */
    boolean isFree(ResourceProvider provider) {
        ThreadPoolExecutor own = of(provider);
        return own.getQueue().isEmpty() && own.getActiveCount() < own.getMaximumPoolSize();
    }

    /** What waits for a thread waits no longer. */
    void clear() {
        byType.values().forEach(own -> own.getQueue().clear());
    }

    void close() {
        byType.values().forEach(ThreadPoolExecutor::shutdownNow);
    }

    static Thread daemon(Runnable work, String name) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
