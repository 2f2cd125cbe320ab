package connectlocal.provider;

import connectlocal.state.NotKept;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** One operation, which goes from worker to clock and back until it is over. */
public final class Running {
    private static final long AGAIN_MILLIS = 500;

    private final ProviderRun run;
    private final OperationListener listener;
    private final boolean waitedFor;
    private final Executor own;
    private final ScheduledThreadPoolExecutor alarm;
    private final Era era;
    private boolean cancelled; // like the next two guarded by this
    private boolean atWork;
    private boolean over;

    /**
     * @param own where its type's handlers are asked
     * @param alarm wakes it when it has waited
     * @param era after its end nothing is asked any more
     */
    Running(
            ResourceProvider provider,
            HandlerRequest request,
            OperationListener listener,
            Executor own,
            ScheduledThreadPoolExecutor alarm,
            Era era) {
        this.run = provider.begin(request);
        this.waitedFor = provider.isWaitedFor();
        this.listener = listener;
        this.own = own;
        this.alarm = alarm;
        this.era = era;
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

    void begin() {
        if (listener.isWanted()) {
            soon();
        }
    }

    /** Whoever waits for the end hears of one, also when there is no thread left to be had. */
    private void soon() {
        try {
            own.execute(this::step);
        } catch (RuntimeException | Error e) {
            String why = "The emulator has no worker for it: " + e.getClass().getName();
            end(Outcome.failed(HandlerError.InternalFailure, why, run.reported()));
        }
    }

    private void end(Outcome outcome) {
        if (end()) {
            tell(() -> listener.ended(outcome));
        }
    }

    private void step() {
        if (era.isOver() || !beginStep()) {
            return;
        }
        listener.begins();
        Optional<Duration> wait = waitedFor ? stepInQuiet() : run.step();
        if (wait == null) {
            return;
        }
        if (wait.isPresent()) {
            goOn(wait.get());
        } else {
            end(run.outcome());
        }
    }

    /** Null when there is nothing to be done any more. */
    private Optional<Duration> stepInQuiet() {
        era.hold();
        try {
            return era.isOver() ? null : run.step();
        } finally {
            era.letGo();
        }
    }

    private synchronized boolean beginStep() {
        atWork = !cancelled && !over;
        return atWork;
    }

    private synchronized boolean end() {
        boolean first = !over;
        over = true;
        return first;
    }

    private void goOn(Duration wait) {
        era.hold();
        try {
            if (era.isOver()) {
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
            era.letGo();
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
            if (!era.isOver() && !alarm.isShutdown()) {
                alarm.schedule(() -> tell(news), AGAIN_MILLIS, TimeUnit.MILLISECONDS);
            }
        }
    }
}
