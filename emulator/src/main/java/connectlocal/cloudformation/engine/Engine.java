package connectlocal.cloudformation.engine;

import connectlocal.provider.ResourceProvider;
import connectlocal.provider.Workers;
import connectlocal.state.Keep;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** All stacks of this machine, and what runs on them. */
public final class Engine implements AutoCloseable {
    final Object turn = new Object();
    final Stacks stacks = new Stacks();
    final Exports exports = new Exports(stacks);
    /** Stacks that are only thought of, while handlers are asked on their behalf. */
    final Set<Stack> imagined = ConcurrentHashMap.newKeySet();

    final KeptStacks kept;
    final Journal journal;
    final Types types;
    final StackSurroundings.Place place;
    final Planner planner;
    final Ending ending;
    final Lifecycle lifecycle;
    final Tools tools;
    private final Workers workers;
    private final StackCalls stackCalls;
    private final RollbackCalls rollbackCalls = new RollbackCalls(this);
    private final StackSettings settings = new StackSettings(this);
    private final ChangeSets changeSets = new ChangeSets(this);
    private final Drift drift = new Drift(this);
    private final OperationThreads threads;
    private int resetsUnderWay; // changed by whoever has the turn

    /**
     * @param providers the resource types that templates can use
     * @param concurrency how many handlers may be at work at once
     * @param keep where stacks are written down, and what was written down before
     * @throws IllegalArgumentException when a stack that was written down cannot be what it was, and why
     */
    public Engine(
            List<ResourceProvider> providers,
            int concurrency,
            String accountId,
            String region,
            LocalValues values,
            Keep keep) {
        this(providers, concurrency, accountId, region, values, keep, Optional.empty());
    }

    /** @param alarm what says that time is up; empty for the clock */
    Engine(
            List<ResourceProvider> providers,
            int concurrency,
            String accountId,
            String region,
            LocalValues values,
            Keep keep,
            Optional<Alarm> alarm) {
        this.kept = new KeptStacks(keep);
        this.journal = new Journal(new Times(InstantSource.system()), kept);
        this.types = new Types(providers);
        this.threads = new OperationThreads(turn, this);
        this.workers = new Workers(concurrency, "stack");
        this.place = new StackSurroundings.Place(accountId, region, values);
        this.planner = new Planner(types, exports, place);
        this.tools = new Tools(workers, types, journal, stacks, exports, alarm.orElse(threads), kept);
        this.ending = new Ending(tools);
        this.lifecycle = new Lifecycle(tools, ending);
        this.stackCalls = new StackCalls(this);
        new RestoredStacks(kept, types, place, exports).into(stacks, journal);
    }

    /** What callers can do to stacks. */
    public StackCalls stacks() {
        return stackCalls;
    }

    /** What callers can do about updates that are under way or have failed. */
    public RollbackCalls rollbacks() {
        return rollbackCalls;
    }

    /** What callers can set on stacks without deploying anything. */
    public StackSettings settings() {
        return settings;
    }

    /** What callers can learn of changes behind stacks' backs. */
    public Drift drift() {
        return drift;
    }

    /** What is known of templates and types without a stack. */
    public Registry registry() {
        return new Registry(types, place);
    }

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

    /** What callers can see of the resources of stacks. */
    public ResourceViews resources() {
        return new ResourceViews(this);
    }

    /** What callers can see of what has happened to stacks. */
    public EventViews events() {
        return new EventViews(this);
    }

    /** The stack to which a physical resource belongs. */
    Optional<Stack> owner(String type, String physicalId) {
        return stacks.owner(type, physicalId);
    }

    /**
     * Forgets everything; what is at work ends unseen, and its handlers are not asked again.
     *
     * @param others brings the rest back; a stack that began meanwhile would be made of what there was before
     */
    public void reset(Runnable others) {
        synchronized (turn) {
            kept.clear(stacks.all());
            resetsUnderWay++;
            imagined.forEach(stack -> stack.forgotten = true);
            stacks.clear();
            workers.forget();
            threads.interrupt();
        }
        try {
            others.run();
        } finally {
            synchronized (turn) {
                resetsUnderWay--;
            }
        }
    }

    /** Refuses to begin a stack during a reset, in words that no client repeats by itself; the caller has the turn. */
    void requireNoReset() {
        if (resetsUnderWay > 0) {
            throw Refusals.validation("The emulator is being reset. Send this again when the reset has answered");
        }
    }

    @Override
    public void close() {
        threads.close();
        workers.close();
    }

    /** Part of an operation that waits for handlers. */
    interface Work {
        void run() throws InterruptedException;
    }

    /** Runs an operation on a thread of its own. */
    void run(Stack stack, Work work) {
        threads.run(stack, work);
    }
}
