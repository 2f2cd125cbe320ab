package connectlocal.provider;

import connectlocal.http.AwsError;
import connectlocal.lambda.Invoker;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** A resource type whose handlers are a function of their own: a packaged jar that runs in another process. */
public final class PackagedProvider implements ResourceProvider {
    private static final int READS_AT_MOST = 128;

    private final ResourceType type;
    private final Supplier<Invoker> function;
    private final String accountId;
    private final String region;
    private final Patience patience;
    private final Semaphore reads = new Semaphore(READS_AT_MOST);

    /**
     * @param function gives what invokes the handler on behalf of one operation
     * @param patience how often a failing handler is asked again
     */
    public PackagedProvider(
            ResourceType type, Supplier<Invoker> function, String accountId, String region, Patience patience) {
        this.type = type;
        this.function = function;
        this.accountId = accountId;
        this.region = region;
        this.patience = patience;
    }

    @Override
    public ResourceType type() {
        return type;
    }

    @Override
    public String accountId() {
        return accountId;
    }

    @Override
    public String region() {
        return region;
    }

    @Override
    public Patience patience() {
        return patience;
    }

    @Override
    public Invoker invoker() {
        return function.get();
    }

    /** Whoever waits holds a thread of the server, which other services need too. */
    @Override
    public Outcome await(ProviderRun run) {
        if (!reads.tryAcquire()) {
            throw new AwsError(
                    "ThrottlingException",
                    400,
                    "Rate exceeded: " + READS_AT_MOST + " reads of " + type.name() + " wait already");
        }
        try {
            return ResourceProvider.super.await(run);
        } finally {
            reads.release();
        }
    }
}
