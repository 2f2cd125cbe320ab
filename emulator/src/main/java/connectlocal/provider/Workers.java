package connectlocal.provider;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Drives operations to their end: a few threads invoke handlers, one clock wakes those that wait for a callback, and
 * nobody holds a thread in between.
 */
public final class Workers implements AutoCloseable {
    private final ThreadPoolExecutor workers;
    private final ScheduledThreadPoolExecutor alarm;

    /** Who hears of an operation; called by a worker's thread, so it must be quick. */
    public interface Listener {
        /** The handler has named the resource, and is not done with it. */
        void identified(String identifier);

        /** The operation is over. */
        void ended(Outcome outcome);
    }

    /** @param concurrency how many handlers may be at work at once */
    public Workers(int concurrency) {
        this.workers = new ThreadPoolExecutor(
                concurrency, concurrency, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), r -> daemon(r, "stack"));
        this.workers.allowCoreThreadTimeOut(true);
        this.alarm = new ScheduledThreadPoolExecutor(1, r -> daemon(r, "stack-callback"));
        this.alarm.setRemoveOnCancelPolicy(true);
    }

    /** Begins an operation. */
    public Running start(ResourceProvider provider, HandlerRequest request, Listener listener) {
        var running = new Running(provider.begin(request), provider.type(), listener);
        running.soon();
        return running;
    }

    @Override
    public void close() {
        alarm.shutdownNow();
        workers.shutdownNow();
    }

    /** One operation, which goes from worker to alarm and back until it is over. */
    public final class Running {
        private final ProviderRun run;
        private final ResourceType type;
        private final Listener listener;
        private boolean cancelled;
        private boolean identified;
        private Future<?> waiting;

        private Running(ProviderRun run, ResourceType type, Listener listener) {
            this.run = run;
            this.type = type;
            this.listener = listener;
        }

        /** Asks the handler for nothing more: the operation ends as soon as the handler is not at work. */
        public synchronized void cancel() {
            cancelled = true;
            if (waiting != null && waiting.cancel(false)) {
                soon();
            }
        }

        private void soon() {
            try {
                workers.execute(this::step);
            } catch (RejectedExecutionException stopping) {
                // The emulator stops, and all operations with it.
            }
        }

        private void step() {
            if (isCancelled()) {
                listener.ended(Outcome.failed(HandlerError.InternalFailure, "cancelled", run.reported()));
                return;
            }
            Optional<Duration> wait = run.step();
            if (wait.isEmpty()) {
                listener.ended(run.outcome());
                return;
            }
            if (!identified) {
                run.reported().flatMap(type.identifiers()::of).ifPresent(id -> {
                    identified = true;
                    listener.identified(id);
                });
            }
            goOn(wait.get());
        }

        private synchronized boolean isCancelled() {
            waiting = null;
            return cancelled;
        }

        private synchronized void goOn(Duration wait) {
            if (cancelled) {
                soon();
                return;
            }
            try {
                waiting = alarm.schedule(this::soon, wait.toMillis(), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException stopping) {
                // The emulator stops, and all operations with it.
            }
        }
    }

    private static Thread daemon(Runnable work, String name) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
