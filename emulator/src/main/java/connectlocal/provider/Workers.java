package connectlocal.provider;

import connectlocal.state.NotKept;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Drives operations to their end, whoever has asked for them: a few threads of each type invoke handlers, one clock
 * wakes those that wait for a callback, and nobody holds a thread in between. A handler that hangs keeps nobody waiting
 * but its own type's operations.
 */
public final class Workers implements AutoCloseable {
    private static final long AGAIN_MILLIS = 500;

    private final Crews crews;
    private final ScheduledThreadPoolExecutor alarm;
    private final Object turn = new Object();
    private int generation; // how often everything was forgotten; guarded by turn
    /** Read by whoever may not go on beside a reset: it is waited for. No type waits there for another's disk. */
    private final ReentrantReadWriteLock quiet = new ReentrantReadWriteLock();

    /**
     * @param concurrency how many handlers of a type may be at work at once
     * @param name whose threads these are
     */
    public Workers(int concurrency, String name) {
        this.crews = new Crews(concurrency, name);
        this.alarm = new ScheduledThreadPoolExecutor(1, r -> Crews.daemon(r, name + "-callback"));
        this.alarm.setRemoveOnCancelPolicy(true);
    }

    /** Begins an operation. */
    public Running start(ResourceProvider provider, HandlerRequest request, OperationListener listener) {
        synchronized (turn) {
            var running = new Running(provider, provider.begin(request), listener, generation);
            if (listener.isWanted()) {
                running.soon();
            }
            return running;
        }
    }

    /** How many operations of a type wait for a worker. */
    public int waiting(ResourceProvider provider) {
        return crews.of(provider).getQueue().size();
    }

    /** Whether an operation of a type that begins now has a worker at once. */
    public boolean isFree(ResourceProvider provider) {
        return crews.isFree(provider);
    }

    /**
     * Forgets everything; what is at work ends unheard, and its handler is not asked again. Those that nobody can end
     * have ended when this returns: they act on nothing that comes after.
     */
    public void forget() {
        synchronized (turn) {
            generation++;
            crews.clear();
            alarm.getQueue().clear();
        }
        quiet.writeLock().lock();
        quiet.writeLock().unlock();
    }

    @Override
    public void close() {
        alarm.shutdownNow();
        crews.close();
    }

    /** One operation, which goes from worker to clock and back until it is over. */
    public final class Running {
        private final ProviderRun run;
        private final OperationListener listener;
        private final ThreadPoolExecutor own;
        private final boolean waitedFor;
        private final int born;
        private boolean cancelled; // like the next two guarded by this
        private boolean atWork;
        private boolean over;

        private Running(ResourceProvider provider, ProviderRun run, OperationListener listener, int born) {
            this.run = run;
            this.listener = listener;
            this.own = crews.of(provider);
            this.waitedFor = provider.isWaitedFor();
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
            own.execute(this::step);
        }

        private void step() {
            if (isForgotten() || !begin()) {
                return;
            }
            listener.begins();
            Optional<Duration> wait = waitedFor ? stepInQuiet() : run.step();
            if (wait == null) {
                return;
            }
            if (wait.isPresent()) {
                goOn(wait.get());
            } else if (end()) {
                tell(() -> listener.ended(run.outcome()));
            }
        }

        /** Null when there is nothing to be done any more. */
        private Optional<Duration> stepInQuiet() {
            quiet.readLock().lock();
            try {
                return isForgotten() ? null : run.step();
            } finally {
                quiet.readLock().unlock();
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
            quiet.readLock().lock();
            try {
                if (isForgotten()) {
                    return;
                }
                listener.waits(run.reported(), wait);
                synchronized (this) {
                    atWork = false;
                }
                alarm.schedule(this::soon, wait.toMillis(), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException stopping) {
                // The emulator stops, and all operations with it.
            } finally {
                quiet.readLock().unlock();
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
            tell(() -> listener.cancelled(run.reported()));
        }

        /** Who cannot write down what became of it hears of it again, until it is written or forgotten. */
        private void tell(Runnable news) {
            try {
                news.run();
            } catch (NotKept e) {
                synchronized (turn) {
                    if (born == generation && !alarm.isShutdown()) {
                        alarm.schedule(() -> tell(news), AGAIN_MILLIS, TimeUnit.MILLISECONDS);
                    }
                }
            }
        }
    }
}
