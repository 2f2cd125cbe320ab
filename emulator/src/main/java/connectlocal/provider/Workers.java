package connectlocal.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Drives operations to their end, whoever has asked for them: a few threads invoke handlers, one clock wakes those that
 * wait for a callback, and nobody holds a thread in between.
 */
public final class Workers implements AutoCloseable {
    private final ThreadPoolExecutor workers;
    private final ScheduledThreadPoolExecutor alarm;
    private final Object turn = new Object();
    private int generation; // how often everything was forgotten; guarded by turn

    /** Who hears of an operation; called by a worker's thread or by the clock's, so it must be quick. */
    public interface Listener {
        /** Whether anybody still waits for it; asked once, before it begins. */
        default boolean isWanted() {
            return true;
        }

        /** A worker is free, and the handler is about to be asked. */
        default void begins() {}

        /** The handler is not done: it wants to be asked again, and has shown this so far. */
        void waits(Optional<ObjectNode> reported, Duration wait);

        /** The operation is over. */
        void ended(Outcome outcome);

        /** The operation was cancelled while the handler was not at work; this is what it has shown. */
        void cancelled(Optional<ObjectNode> reported);
    }

    /**
     * @param concurrency how many handlers may be at work at once
     * @param name whose threads these are
     */
    public Workers(int concurrency, String name) {
        this.workers = new ThreadPoolExecutor(
                concurrency, concurrency, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), r -> daemon(r, name));
        this.workers.allowCoreThreadTimeOut(true);
        this.alarm = new ScheduledThreadPoolExecutor(1, r -> daemon(r, name + "-callback"));
        this.alarm.setRemoveOnCancelPolicy(true);
    }

    /** Begins an operation. */
    public Running start(ResourceProvider provider, HandlerRequest request, Listener listener) {
        synchronized (turn) {
            var running = new Running(provider.begin(request), listener, generation);
            if (listener.isWanted()) {
                running.soon();
            }
            return running;
        }
    }

    /** How many operations wait for a worker. */
    public int waiting() {
        return workers.getQueue().size();
    }

    /** Whether an operation that begins now has a worker at once. */
    public boolean isFree() {
        return workers.getQueue().isEmpty() && workers.getActiveCount() < workers.getMaximumPoolSize();
    }

    /** Forgets everything; what is at work ends unheard, and its handler is not asked again. */
    public void forget() {
        synchronized (turn) {
            generation++;
            workers.getQueue().clear();
            alarm.getQueue().clear();
        }
    }

    @Override
    public void close() {
        alarm.shutdownNow();
        workers.shutdownNow();
    }

    /** One operation, which goes from worker to clock and back until it is over. */
    public final class Running {
        private final ProviderRun run;
        private final Listener listener;
        private final int born;
        private boolean cancelled; // like the next two guarded by this
        private boolean atWork;
        private boolean over;

        private Running(ProviderRun run, Listener listener, int born) {
            this.run = run;
            this.listener = listener;
            this.born = born;
        }

        /** Asks the handler for nothing more: the operation is over as soon as the handler is not at work. */
        public void cancel() {
            synchronized (this) {
                cancelled = true;
            }
            try {
                alarm.execute(this::endCancelled);
            } catch (RejectedExecutionException stopping) {
                endCancelled();
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
            if (isForgotten() || !begin()) {
                return;
            }
            listener.begins();
            Optional<Duration> wait = run.step();
            if (wait.isPresent()) {
                goOn(wait.get());
            } else if (end()) {
                listener.ended(run.outcome());
            }
        }

        private boolean isForgotten() {
            synchronized (turn) {
                return born != generation;
            }
        }

        private synchronized boolean begin() {
            atWork = !cancelled && !over;
            return atWork;
        }

        private synchronized boolean end() {
            boolean first = !over;
            over = true;
            return first;
        }

        private void goOn(Duration wait) {
            synchronized (turn) {
                if (born != generation) {
                    return;
                }
                listener.waits(run.reported(), wait);
                synchronized (this) {
                    atWork = false;
                }
                try {
                    alarm.schedule(this::soon, wait.toMillis(), TimeUnit.MILLISECONDS);
                } catch (RejectedExecutionException stopping) {
                    // The emulator stops, and all operations with it.
                }
            }
            endCancelled();
        }

        private void endCancelled() {
            synchronized (this) {
                if (!cancelled || atWork || over) {
                    return;
                }
                over = true;
            }
            listener.cancelled(run.reported());
        }
    }

    private static Thread daemon(Runnable work, String name) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
