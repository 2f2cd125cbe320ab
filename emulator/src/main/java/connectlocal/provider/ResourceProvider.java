package connectlocal.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.http.AwsError;
import connectlocal.lambda.Invocation;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.BiFunction;

/** A resource type together with the function that handles it: what operations are run on. */
public final class ResourceProvider {
    private static final int READS_AT_MOST = 128;

    private final ResourceType type;
    private final BiFunction<byte[], Duration, Invocation> function;
    private final String accountId;
    private final String region;
    private final Patience patience;
    private final Semaphore reads = new Semaphore(READS_AT_MOST);

    /**
     * @param function invokes the handler with an event, for a time at most
     * @param patience how often a failing handler is asked again
     */
    public ResourceProvider(
            ResourceType type,
            BiFunction<byte[], Duration, Invocation> function,
            String accountId,
            String region,
            Patience patience) {
        this.type = type;
        this.function = function;
        this.accountId = accountId;
        this.region = region;
        this.patience = patience;
    }

    /** What the schema says. */
    public ResourceType type() {
        return type;
    }

    /** An operation that is driven step by step. */
    public ProviderRun begin(HandlerRequest request) {
        return new ProviderRun(this, request);
    }

    /**
     * Reads one resource and waits for it.
     *
     * @throws AwsError ThrottlingException, at once, when 128 reads and lists wait already
     */
    public Outcome read(ObjectNode identifierModel) {
        return await(begin(HandlerRequest.of(Action.READ, UUID.randomUUID().toString(), identifierModel)));
    }

    /**
     * Reads one page of the list handler and waits for it.
     *
     * @throws AwsError as {@link #read}
     */
    public Outcome list(ObjectNode selection, Optional<String> nextToken) {
        String token = UUID.randomUUID().toString();
        return await(begin(new HandlerRequest(Action.LIST, token, selection, Optional.empty(), nextToken)));
    }

    Invocation invoke(byte[] payload, Duration limit) {
        return function.apply(payload, limit);
    }

    String accountId() {
        return accountId;
    }

    String region() {
        return region;
    }

    Patience patience() {
        return patience;
    }

    /** Whoever waits holds a thread of the server, which other services need too. */
    private Outcome await(ProviderRun run) {
        if (!reads.tryAcquire()) {
            throw new AwsError(
                    "ThrottlingException",
                    400,
                    "Rate exceeded: " + READS_AT_MOST + " reads of " + type.name() + " wait already");
        }
        try {
            return end(run);
        } finally {
            reads.release();
        }
    }

    private static Outcome end(ProviderRun run) {
        for (Optional<Duration> wait = run.step(); wait.isPresent(); wait = run.step()) {
            try {
                Thread.sleep(wait.get().toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Outcome.failed(HandlerError.InternalFailure, "the emulator is stopping", Optional.empty());
            }
        }
        return run.outcome();
    }
}
