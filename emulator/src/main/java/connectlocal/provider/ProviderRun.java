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
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One operation of a handler on its way to the end: each step is one invocation, and says whether there is to be
 * another, and when. Whoever drives it decides how to wait.
 */
public final class ProviderRun {
    /** Lambda's words; a process may take too long to start, too, which is another number. */
    private static final Pattern SECONDS = Pattern.compile("timed out after ([0-9]+)");

    private final ResourceProvider provider;
    private final HandlerRequest request;
    private final Invoker invoker;
    private final LongSupplier nanos;
    private final long deadline;

    private ObjectNode model;
    private JsonNode context;
    private final Shown shown;
    private final Identity identity;
    private final Repeats repeats;
    private Outcome outcome;

    /**
     * @param onTheLine whether somebody holds a connection open for the answer, from now on
     * @param nanos a clock that only goes forward
     */
    ProviderRun(ResourceProvider provider, HandlerRequest request, boolean onTheLine, LongSupplier nanos) {
        this.nanos = nanos;
        this.repeats = new Repeats(provider.patience(), request.action(), onTheLine, nanos);
        this.provider = provider;
        this.request = request;
        this.invoker = provider.invoker();
        this.model = request.desired();
        this.shown = new Shown(provider.type());
        this.identity = new Identity(provider.type().identifiers(), request.desired());
        this.deadline = nanos.getAsLong()
                + provider.type().operationLimit(request.action()).toNanos();
    }

    /**
     * Invokes the handler once.
     *
     * @return when to do so again; empty when the operation is over
     */
    public Optional<Duration> step() {
        if (nanos.getAsLong() - deadline >= 0) {
            return timedOut();
        }
        Optional<Duration> again;
        try {
            again = invoke();
        } catch (Garbage e) {
            if (request.action() == Action.CREATE) {
                e.model().flatMap(m -> identity.nameIn(m, e.isSuccess())).ifPresent(shown::name);
            }
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
        if (again.isPresent() && nanos.getAsLong() + again.get().toNanos() - deadline >= 0) {
            return timedOut();
        }
        return again;
    }

    /** How it ended, once {@link #step()} has said that it is over. */
    public Outcome outcome() {
        return outcome;
    }

    /** The resource as the handler last reported it, without write-only properties. */
    public Optional<ObjectNode> reported() {
        return shown.last();
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
        event.model().ifPresent(shown::model);
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
        return repeats.afterFailure().or(() -> over(error, message));
    }

    private Optional<Duration> crashed(Invocation invocation) {
        Optional<Duration> again = repeats.afterCrash();
        if (again.isPresent()) {
            return again;
        }
        String said = new String(invocation.payload(), StandardCharsets.UTF_8);
        boolean late = said.contains("Sandbox.Timedout");
        String what = late ? "took longer than " + seconds(said) + " seconds" : "ended without an answer";
        String times = repeats.crashes() == 1 ? "" : ", " + repeats.crashes() + " times";
        return over(
                late ? HandlerError.ServiceTimeout : HandlerError.InternalFailure,
                "The " + request.action() + " handler " + what + times);
    }

    private String seconds(String said) {
        Matcher number = SECONDS.matcher(said);
        return number.find()
                ? number.group(1)
                : String.valueOf(request.action().invocationLimit().toSeconds());
    }

    private Optional<Duration> timedOut() {
        long minutes = provider.type().operationLimit(request.action()).toMinutes();
        return over(HandlerError.ServiceTimeout, "The operation did not end within " + minutes + " minutes");
    }

    private Optional<Duration> over(HandlerError error, String message) {
        outcome = Outcome.failed(error, message, shown.last());
        return Optional.empty();
    }
}
