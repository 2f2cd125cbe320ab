package connectlocal.cloudformation.engine;

import connectlocal.state.NotKept;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Where operations on stacks run, each on a thread of its own, and the clock that ends those that take too long. */
final class OperationThreads implements Alarm, AutoCloseable {
    private static final int OPERATIONS_AT_MOST = 200;
    private static final long AGAIN_MILLIS = 500;
    private static final String UNKNOWN =
            "The operation ended while its handler was at work. What the handler had done by then stands";

    private final Object turn;
    private final Engine engine;
    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, OperationThreads::daemon);
    private final ExecutorService threads = Executors.newCachedThreadPool(OperationThreads::daemon);
    private final Semaphore running = new Semaphore(OPERATIONS_AT_MOST);
    private final Set<Thread> atWork = ConcurrentHashMap.newKeySet(); // changed by whoever has the turn

    /** @param turn what a reset holds too */
    OperationThreads(Object turn, Engine engine) {
        this.turn = turn;
        this.engine = engine;
    }

    /** Once the emulator stops nothing begins any more: what has been written by then has failed at the next start. */
    void run(Stack stack, Engine.Work work) {
        try {
            threads.execute(() -> carryOut(stack, work));
        } catch (RejectedExecutionException stopping) {
            // As if the emulator had ended right after this.
        }
    }

    private void carryOut(Stack stack, Engine.Work work) {
        synchronized (turn) {
            if (stack.forgotten) {
                return;
            }
            atWork.add(Thread.currentThread());
        }
        try {
            running.acquire();
            try {
                work.run();
            } finally {
                running.release();
            }
        } catch (InterruptedException forgotten) {
            // A reset or the end of the emulator: nobody asks for this stack any more.
        } catch (NotKept e) {
            broken(stack, e.getMessage());
        } catch (RuntimeException | Error e) {
            report(stack, e);
            broken(stack, "Internal Failure");
        } finally {
            synchronized (turn) {
                atWork.remove(Thread.currentThread());
                Thread.interrupted(); // the next operation on this thread is another one's
            }
        }
    }

    /** Ends all operations where they wait; the caller has the turn. */
    void interrupt() {
        atWork.forEach(Thread::interrupt);
    }

    @Override
    public Runnable after(Duration time, Runnable what) {
        var waiting = clock.schedule(what, time.toMillis(), TimeUnit.MILLISECONDS);
        return () -> waiting.cancel(false);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        clock.shutdownNow();
    }

    /** The class alone is said, a message may quote. */
    private static void report(Stack stack, Throwable e) {
        var text = new StringBuilder("Failure in an operation on stack " + stack.name + ": ").append(e.getClass());
        for (StackTraceElement frame : e.getStackTrace()) {
            text.append(System.lineSeparator()).append("    at ").append(frame);
        }
        System.err.println(text);
    }

    /**
     * A fault of the emulator must not leave a stack that never ends. While its end cannot be written down nobody sees
     * it: it is tried again until it can, or until a reset or the end of the emulator.
     */
    private void broken(Stack stack, String reason) {
        while (!isOver(stack, reason)) {
            try {
                Thread.sleep(AGAIN_MILLIS);
            } catch (InterruptedException forgotten) {
                return;
            }
        }
    }

    private boolean isOver(Stack stack, String reason) {
        synchronized (stack) {
            if (stack.forgotten || !stack.status.isBusy()) {
                return true;
            }
            Operation operation = stack.operation == null ? new Operation("broken") : stack.operation;
            try {
                BrokenOff.end(stack, operation, engine.journal, UNKNOWN, reason);
                return true;
            } catch (NotKept e) {
                return false;
            }
        }
    }

    private static Thread daemon(Runnable work) {
        var thread = new Thread(work, "stack-operation");
        thread.setDaemon(true);
        return thread;
    }
}
