package connectlocal.lambda;

import connectlocal.http.AwsError;
import connectlocal.http.Regions;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The Lambda functions of this emulator: two for each provider, its handler and its test handler. The first provider's
 * answer to {@code TypeFunction} and {@code TestEntrypoint} too, which {@code cfn test} calls.
 */
public final class Functions implements AutoCloseable {
    /** How long a function may take when nobody says otherwise: the handler contract's limit. */
    public static final Duration TIMEOUT = Duration.ofSeconds(60);

    private static final String TYPE_FUNCTION = "TypeFunction";
    private static final String TEST_ENTRYPOINT = "TestEntrypoint";

    private final Workplace workplace;
    private final Map<String, FunctionPool> pools = new LinkedHashMap<>();
    private final String accountId;
    private final String region;
    private final boolean verbose;
    private volatile Interference interference = (where, function, payload, real) -> real.get();

    /**
     * How children are run.
     *
     * @param runtimeClient what connects them with the Runtime API
     * @param concurrency how many children one function may have at once, at least 1
     * @param verbose whether what they print is shown on standard error too
     * @param ahead whether a child of the first provider's handler starts before anybody invokes it
     * @param rehearsal whether they write archives of their classes when they end, for later processes to start from
     */
    public record Settings(
            RuntimeClient runtimeClient, int concurrency, boolean verbose, boolean ahead, boolean rehearsal) {
        /** The usual of tests: children start when they are needed, and no rehearsal. */
        public Settings(RuntimeClient runtimeClient, int concurrency, boolean verbose) {
            this(runtimeClient, concurrency, verbose, false, false);
        }

        /** One process of each function, which writes an archive when it ends. */
        public Settings rehearsing() {
            return new Settings(runtimeClient, 1, verbose, false, true);
        }

        /** The same, and a child that starts ahead. */
        public Settings startingAhead() {
            return new Settings(runtimeClient, concurrency, verbose, true, rehearsal);
        }

        /** The same without a child that starts ahead. */
        public Settings onDemand() {
            return new Settings(runtimeClient, concurrency, verbose, false, rehearsal);
        }
    }

    /**
     * Prepares the functions in a workplace of their own.
     *
     * @throws IllegalArgumentException when two providers are of one type
     */
    public Functions(List<Provider> providers, Settings settings, String accountId, String region, URI connectEndpoint)
            throws IOException {
        this(Workplace.open(providers, settings), accountId, region, connectEndpoint);
    }

    /**
     * Prepares the functions; their processes start when they are first invoked, and one ahead where settings say so.
     *
     * @param workplace theirs alone, and closed with them
     * @param connectEndpoint where the functions' Connect client goes
     */
    public Functions(Workplace workplace, String accountId, String region, URI connectEndpoint) throws IOException {
        this.workplace = workplace;
        this.verbose = workplace.settings().verbose();
        this.accountId = accountId;
        this.region = region;
        var surroundings = new ChildCommand.Surroundings(accountId, region, connectEndpoint);
        for (Provider provider : providers()) {
            for (String name : List.of(provider.functionName(), provider.testFunctionName())) {
                pools.put(name, workplace.pool(provider, name, surroundings));
            }
        }
        if (!providers().isEmpty()) {
            pools.put(TYPE_FUNCTION, pools.get(providers().get(0).functionName()));
            pools.put(TEST_ENTRYPOINT, pools.get(providers().get(0).testFunctionName()));
            if (workplace.settings().ahead()) {
                pools.get(TYPE_FUNCTION).startAhead();
            }
        }
        try {
            workplace.serve();
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** The providers, in the order in which they were given. */
    public List<Provider> providers() {
        return workplace.providers();
    }

    String accountId() {
        return accountId;
    }

    String region() {
        return region;
    }

    String arn(String function) {
        return "arn:%s:lambda:%s:%s:function:%s".formatted(Regions.partition(region), region, accountId, function);
    }

    /** The names under which functions can be invoked. */
    public List<String> names() {
        return List.copyOf(pools.keySet());
    }

    /**
     * Invokes a function and waits for it. A handler that throws, crashes or takes too long is an answer, not an
     * exception.
     *
     * @param function one of {@link #names()}
     * @param payload the event, JSON
     * @param timeout how long the handler may take once it has the event
     * @throws AwsError ResourceNotFoundException for an unknown function, TooManyRequestsException when too many wait
     */
    public Invocation invoke(String function, byte[] payload, Duration timeout) {
        FunctionPool pool = pool(function);
        return invoke(function, payload, () -> pool.invoke(payload, timeout, pool.resets()));
    }

    /** What invokes a function until the next reset and refuses from then on: for what takes several invocations. */
    public Invoker untilReset(String function) {
        var sameFunction = new UntilReset(pool(function));
        return (event, limit) -> invoke(function, event, () -> sameFunction.invoke(event, limit));
    }

    /**
     * Takes an event in that nobody will wait for.
     *
     * @return what carries it out, to be run once
     * @throws AwsError as {@link #invoke}; what was taken in is not refused later
     */
    Runnable accept(String function, byte[] payload) {
        FunctionPool.Place place = pool(function).enter();
        return () -> {
            try {
                invoke(function, payload, () -> place.invoke(payload, TIMEOUT));
            } finally {
                place.leave();
            }
        };
    }

    private Invocation invoke(String function, byte[] payload, Supplier<Invocation> real) {
        Invocation invocation = interference.around(region, function, payload, real);
        if (verbose) {
            System.err.print(invocation.logTail().indent(0).replaceAll("(?m)^", function + ": "));
        }
        return invocation;
    }

    /** From now on this comes between every invocation and its function. */
    public void interferedWithBy(Interference other) {
        this.interference = other;
    }

    /** Ends every invocation that is under way, so that none of them acts on what is there afterwards. */
    public void reset() {
        pools.values().forEach(FunctionPool::reset);
    }

    /** @throws AwsError ResourceNotFoundException which lists the functions */
    void requireKnown(String function) {
        pool(function);
    }

    @Override
    public void close() {
        pools.values().forEach(FunctionPool::close);
        workplace.close();
    }

    private FunctionPool pool(String function) {
        FunctionPool pool = pools.get(function);
        if (pool == null) {
            throw FunctionReference.unknown(function, pools.keySet());
        }
        return pool;
    }
}
