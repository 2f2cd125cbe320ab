package connectlocal.cloudformation.engine;

import connectlocal.provider.ResourceProvider;
import connectlocal.provider.Workers;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/** All stacks of this machine, and what runs on them. */
public final class Engine implements AutoCloseable {
    private static final int OPERATIONS_AT_MOST = 200;

    final Object turn = new Object();
    final Stacks stacks = new Stacks();
    final Exports exports = new Exports(stacks);
    final Journal journal = new Journal(new Times(InstantSource.system()));
    final Types types;
    final StackSurroundings.Place place;
    final Planner planner;
    final Ending ending;
    final Lifecycle lifecycle;
    final Tools tools;
    private final Workers workers;
    private final StackCalls stackCalls;
    private final ChangeSets changeSets = new ChangeSets(this);
    private final Drift drift = new Drift(this);
    private final ExecutorService threads = Executors.newCachedThreadPool(Engine::daemon);
    private final Semaphore running = new Semaphore(OPERATIONS_AT_MOST);
    private final Set<Thread> atWork = ConcurrentHashMap.newKeySet();

    /**
     * @param providers the resource types that templates can use
     * @param concurrency how many handlers may be at work at once
     */
    public Engine(
            List<ResourceProvider> providers, int concurrency, String accountId, String region, LocalValues values) {
        this.types = new Types(providers);
        this.workers = new Workers(concurrency, "stack");
        this.place = new StackSurroundings.Place(accountId, region, values);
        this.planner = new Planner(types, exports, place);
        this.tools = new Tools(workers, types, journal, stacks, exports);
        this.ending = new Ending(tools);
        this.lifecycle = new Lifecycle(tools, ending);
        this.stackCalls = new StackCalls(this);
    }

    /** What callers can do to stacks. */
    public StackCalls stacks() {
        return stackCalls;
    }

    /** What callers can learn of changes behind stacks' backs. */
    public Drift drift() {
        return drift;
    }

    /** What is known of templates and types without a stack. */
    public Summaries summaries() {
        return new Summaries(this);
    }

    /** What callers can do with change sets. */
    public ChangeSets changeSets() {
        return changeSets;
    }

    /** What callers can see of stacks. */
    public StackViews views() {
        return new StackViews(this);
    }

    /** Forgets everything; what is at work ends unseen. */
    public void reset() {
        synchronized (turn) {
            stacks.clear();
            workers.forget();
            atWork.forEach(Thread::interrupt);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        workers.close();
    }

    /** Part of an operation that waits for handlers. */
    interface Work {
        void run() throws InterruptedException;
    }

    /** Runs an operation on a thread of its own. */
    void run(Stack stack, Work work) {
        threads.execute(() -> {
            atWork.add(Thread.currentThread());
            running.acquireUninterruptibly();
            try {
                work.run();
            } catch (InterruptedException forgotten) {
                // A reset or the end of the emulator: nobody asks for this stack any more.
            } catch (RuntimeException | StackOverflowError e) {
                broken(stack, e);
            } finally {
                atWork.remove(Thread.currentThread());
                running.release();
            }
        });
    }

    /** A fault of the emulator must not leave a stack that never ends; the class alone is said, a message may quote. */
    private void broken(Stack stack, Throwable e) {
        var text = new StringBuilder("Failure in an operation on stack " + stack.name + ": ").append(e.getClass());
        for (StackTraceElement frame : e.getStackTrace()) {
            text.append(System.lineSeparator()).append("    at ").append(frame);
        }
        System.err.println(text);
        synchronized (stack) {
            Operation operation = stack.operation == null ? new Operation("broken") : stack.operation;
            StackStatus end =
                    StackStatus.valueOf(stack.status.name().replaceAll("(_COMPLETE_CLEANUP)?_IN_PROGRESS$", "_FAILED"));
            ending.status(stack, operation, end, "Internal Failure");
        }
    }

    private static Thread daemon(Runnable work) {
        var thread = new Thread(work, "stack-operation");
        thread.setDaemon(true);
        return thread;
    }
}
