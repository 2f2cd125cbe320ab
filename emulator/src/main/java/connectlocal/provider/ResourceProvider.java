package connectlocal.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.http.AwsError;
import connectlocal.lambda.Invoker;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * A resource type together with what handles it: what operations are run on. Whoever runs them need not know whether
 * the handler is a packaged jar or part of the emulator.
 */
public interface ResourceProvider {
    /** What the schema says. */
    ResourceType type();

    /** The account that handlers are told. */
    String accountId();

    /** The region that handlers are told. */
    String region();

    /**
     * Whether its handlers end by themselves, in a moment, and cannot be ended before: who goes back to the beginning
     * waits for them.
     */
    default boolean isWaitedFor() {
        return false;
    }

    /** How often a failing handler is asked again. */
    Patience patience();

    /** What invokes the handler on behalf of one operation that begins now. */
    Invoker invoker();

    /** An operation that is driven step by step. */
    default ProviderRun begin(HandlerRequest request) {
        return new ProviderRun(this, request, false, System::nanoTime);
    }

    /** The same for a client that waits on the line: nothing is asked again when it has hung up. */
    default ProviderRun beginOnTheLine(HandlerRequest request) {
        return new ProviderRun(this, request, true, System::nanoTime);
    }

    /**
     * Reads one resource and waits for it.
     *
     * @throws AwsError ThrottlingException, at once, when too many wait already
     */
    default Outcome read(ObjectNode identifierModel) {
        return await(begin(HandlerRequest.of(Action.READ, UUID.randomUUID().toString(), identifierModel)));
    }

    /**
     * Reads one page of the list handler and waits for it.
     *
     * @throws AwsError as {@link #read}
     */
    default Outcome list(ObjectNode selection, Optional<String> nextToken) {
        String token = UUID.randomUUID().toString();
        return await(begin(new HandlerRequest(Action.LIST, token, selection, Optional.empty(), nextToken)));
    }

    /** Drives a run to its end on the caller's thread. */
    default Outcome await(ProviderRun run) {
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
