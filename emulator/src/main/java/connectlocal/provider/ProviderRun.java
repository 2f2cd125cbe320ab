package connectlocal.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.http.AwsError;
import connectlocal.lambda.Invocation;
import connectlocal.lambda.Invoker;
import connectlocal.lambda.WasReset;
import connectlocal.provider.HandlerEvent.Garbage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One operation of a handler on its way to the end: each step is one invocation, and says whether there is to be
 * another, and when. Whoever drives it decides how to wait.
 */
public final class ProviderRun {
    private final ResourceProvider provider;
    private final HandlerRequest request;
    private final Invoker invoker;
    private final long deadline;

    private ObjectNode model;
    private JsonNode context;
    private Optional<ObjectNode> reported = Optional.empty();
    private final Identity identity;
    private int retries;
    private int crashes;
    private Outcome outcome;

    ProviderRun(ResourceProvider provider, HandlerRequest request) {
        this.provider = provider;
        this.request = request;
        this.invoker = provider.invoker();
        this.model = request.desired();
        this.identity = new Identity(provider.type().identifiers(), request.desired());
        this.deadline = System.nanoTime()
                + provider.type().operationLimit(request.action()).toNanos();
    }

    /**
     * Invokes the handler once.
     *
     * @return when to do so again; empty when the operation is over
     */
    public Optional<Duration> step() {
        if (System.nanoTime() - deadline >= 0) {
            return timedOut();
        }
        Optional<Duration> again;
        try {
            again = invoke();
        } catch (Garbage e) {
            again = over(
                    HandlerError.InternalFailure,
                    "Invalid answer of the " + request.action() + " handler: " + e.getMessage());
        } catch (RuntimeException | Error e) {
            // Whatever it is, somebody waits for the end. Only the class: a message may quote the model.
            again = over(
                    HandlerError.InternalFailure,
                    "The emulator failed on the answer of the handler: "
                            + e.getClass().getName());
        }
        if (again.isPresent() && System.nanoTime() + again.get().toNanos() - deadline >= 0) {
            return timedOut();
        }
        return again;
    }

    /** How it ended, once {@link #step()} has said that it is over. */
    public Outcome outcome() {
        return outcome;
    }

    /** The resource as the handler last reported it, without write-only properties. */
    public synchronized Optional<ObjectNode> reported() {
        return reported;
    }

    private Optional<Duration> invoke() throws Garbage {
        var type = provider.type();
        byte[] payload = request.json(type, provider.accountId(), provider.region(), model, context);
        Invocation invocation;
        try {
            invocation = invoker.invoke(payload, request.action().invocationLimit());
        } catch (AwsError busy) {
            return retry(HandlerError.Throttling, busy.getMessage());
        } catch (WasReset e) {
            return over(HandlerError.GeneralServiceException, "The emulator was reset while this was under way");
        }
        if (invocation.functionError() != null) {
            return crashed(invocation);
        }
        HandlerEvent event = HandlerEvent.parse(invocation.payload());
        if (event.model().isPresent()) {
            identity.learn(event.model().get());
        }
        event.model().ifPresent(this::report);
        return switch (event.status()) {
            case SUCCESS -> succeeded(event);
            case IN_PROGRESS -> goOn(event);
            case FAILED ->
                event.error().get().isRetriable()
                        ? retry(event.error().get(), event.message())
                        : over(event.error().get(), event.message());
        };
    }

    private Optional<Duration> succeeded(HandlerEvent event) throws Garbage {
        if (request.action() == Action.LIST) {
            if (event.models() == null) {
                throw new Garbage("SUCCESS of LIST must carry resourceModels");
            }
            for (ObjectNode listed : event.models()) {
                identity.requireUsable(listed);
            }
            List<ObjectNode> found =
                    event.models().stream().map(provider.type()::shown).toList();
            outcome = new Outcome(Optional.empty(), event.message(), Optional.empty(), found, event.nextToken());
        } else if (request.action() == Action.DELETE) {
            outcome = Outcome.succeeded(event.message(), Optional.empty());
        } else {
            ObjectNode result = event.model().orElseThrow(() -> new Garbage("SUCCESS must carry a resourceModel"));
            identity.require("SUCCESS of " + request.action(), result);
            outcome = Outcome.succeeded(
                    event.message(), Optional.of(provider.type().shown(result)));
        }
        return Optional.empty();
    }

    private Optional<Duration> goOn(HandlerEvent event) throws Garbage {
        if (request.action().isImmediate()) {
            throw new Garbage(request.action() + " must answer SUCCESS or FAILED at once, not IN_PROGRESS");
        }
        if (event.model().isPresent()) {
            model = event.model().get();
        }
        if (request.action() == Action.CREATE) {
            identity.require("IN_PROGRESS of CREATE", model);
        }
        context = event.context();
        return Optional.of(Duration.ofSeconds(event.delaySeconds()));
    }

    /** Asks the same again: what the handler said before the failure still holds. */
    private Optional<Duration> retry(HandlerError error, String message) {
        if (retries >= provider.patience().retries(request.action())) {
            return over(error, message);
        }
        retries++;
        return Optional.of(provider.patience().before(retries));
    }

    private Optional<Duration> crashed(Invocation invocation) {
        boolean tooLong = new String(invocation.payload(), StandardCharsets.UTF_8).contains("Sandbox.Timedout");
        if (crashes >= provider.patience().crashRetries()) {
            String what = tooLong
                    ? "took longer than " + request.action().invocationLimit().toSeconds() + " seconds"
                    : "ended without an answer";
            String times = crashes == 0 ? "" : ", " + (crashes + 1) + " times";
            return over(
                    tooLong ? HandlerError.ServiceTimeout : HandlerError.InternalFailure,
                    "The " + request.action() + " handler " + what + times);
        }
        crashes++;
        return Optional.of(provider.patience().before(crashes));
    }

    private Optional<Duration> timedOut() {
        long minutes = provider.type().operationLimit(request.action()).toMinutes();
        return over(HandlerError.ServiceTimeout, "The operation did not end within " + minutes + " minutes");
    }

    private Optional<Duration> over(HandlerError error, String message) {
        outcome = Outcome.failed(error, message, reported);
        return Optional.empty();
    }

    private synchronized void report(ObjectNode shown) {
        reported = Optional.of(provider.type().shown(shown));
    }
}
