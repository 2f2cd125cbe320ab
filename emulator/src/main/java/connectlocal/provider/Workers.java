package connectlocal.provider;

import java.util.concurrent.ScheduledThreadPoolExecutor;

/**
 * Drives operations to their end, whoever has asked for them: a few threads of each type invoke handlers, one clock
 * wakes those that wait for a callback, and nobody holds a thread in between. A handler that hangs keeps nobody waiting
 * but its own type's operations.
 */
public final class Workers implements AutoCloseable {
    private final Crews crews;
    private final ScheduledThreadPoolExecutor alarm;
    private Era era = new Era(); // guarded by this

    /**
     * @param concurrency how many handlers of a type may be at work at once
     * @param name whose threads these are
     */
    public Workers(int concurrency, String name) {
        this.crews = new Crews(concurrency, name);
        this.alarm = new ScheduledThreadPoolExecutor(1, r -> Crews.daemon(r, name + "-callback"));
        this.alarm.setRemoveOnCancelPolicy(true);
    }

    /** Prepares an operation and begins it. */
    public Running start(ResourceProvider provider, HandlerRequest request, OperationListener listener) {
        Running running = prepare(provider, request, listener);
        begin(running);
        return running;
    }

    /** An operation that is to be begun, or cancelled before. */
    public synchronized Running prepare(ResourceProvider provider, HandlerRequest request, OperationListener listener) {
        return new Running(provider, request, listener, crews.of(provider), alarm, era);
    }

    /** Begins what was prepared, if anybody still waits for it. */
    public synchronized void begin(Running prepared) {
        prepared.begin();
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
        Era before;
        synchronized (this) {
            before = era;
            era = new Era();
            before.end();
            crews.clear();
            alarm.getQueue().clear();
        }
        before.awaitHolders();
    }

    @Override
    public void close() {
        alarm.shutdownNow();
        crews.close();
    }
}
