package connectlocal.cloudcontrol;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.http.Api;
import connectlocal.http.AwsError;
import connectlocal.http.AwsJson;
import connectlocal.http.Request;
import connectlocal.http.Response;
import connectlocal.provider.ResourceProvider;
import connectlocal.state.Keep;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Cloud Control on the wire, for whatever resource types the emulator is given: how it is reached, how it refuses, and
 * what the console is shown of it. What its operations do is in {@link Operations}.
 *
 * @see <a href="https://docs.aws.amazon.com/cloudcontrolapi/latest/APIReference/API_Operations.html">Actions</a>
 */
public final class CloudControlApi implements Api, AutoCloseable {
    /** How long a question for a request's status is held open when nobody says otherwise. */
    public static final Duration STATUS_HOLD = Duration.ofMillis(3000);

    private final Operations operations;
    private final Resources resources;
    private final Requests requests;
    private final ClientTokens clientTokens;

    /**
     * @param providers the resource types that are served
     * @param concurrency how many requests may have their handler at work at once
     * @param statusHold how long GetResourceRequestStatus waits for the end of a request before it answers
     */
    public CloudControlApi(List<ResourceProvider> providers, int concurrency, Duration statusHold) {
        this(providers, concurrency, statusHold, Keep.NOTHING);
    }

    /**
     * The same with requests that are written down.
     *
     * @param keep where, and what was written down before
     */
    public CloudControlApi(List<ResourceProvider> providers, int concurrency, Duration statusHold, Keep keep) {
        InstantSource clock = InstantSource.system();
        var types = new Providers(providers);
        this.clientTokens = new ClientTokens(clock);
        var journal = new RequestJournal(keep);
        var writers = new Writers();
        this.requests = new Requests(concurrency, statusHold, writers, clientTokens, clock, journal);
        requests.restore(journal.read(
                name -> providers.stream()
                        .map(ResourceProvider::type)
                        .filter(type -> type.name().equals(name))
                        .findFirst(),
                clock));
        this.resources = new Resources(types);
        this.operations = new Operations(new Changes(types, requests, writers, clientTokens), resources, requests);
    }

    @Override
    public String service() {
        return "cloudcontrolapi";
    }

    @Override
    public Optional<String> targetPrefix() {
        return Optional.of("CloudApiService");
    }

    @Override
    public Api.Operation route(Request request) {
        return operations.named(AwsJson.operation(request));
    }

    @Override
    public Response render(AwsError error) {
        return AwsJson.error(error);
    }

    /** Reads wait for handlers, and questions for a status for the end of requests. */
    @Override
    public boolean mayWait() {
        return true;
    }

    @Override
    public AwsError malformed(String what) {
        return Errors.validation(what);
    }

    /** Grows with every change of any request, so that who looks again knows whether it is worth it. */
    public long changes() {
        return requests.changes();
    }

    /**
     * Requests as ListResourceRequests shows them, newest first, with the number at which the next page begins.
     *
     * @param search a part of an identifier, token, type, operation or status, in any case; empty for all
     * @param before where to go on, {@link Long#MAX_VALUE} to begin
     */
    public ObjectNode shown(String search, long before, int limit) {
        String wanted = search.toLowerCase(Locale.ROOT);
        History.Page page = requests.history()
                .page(request -> wanted.isEmpty() || request.event().mentions(wanted), before, limit);
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        var rows = shown.putArray("requests");
        page.requests()
                .forEach(request -> rows.add(request.event()
                        .json()
                        .put("Accepted", request.accepted().toEpochMilli() / 1000.0)));
        page.next().ifPresent(number -> shown.put("next", number.toString()));
        return shown;
    }

    /**
     * Forgets all requests, client tokens and walks; what is at work ends unseen.
     *
     * @param others brings back what handlers act on; no change is taken on meanwhile
     */
    public void reset(Runnable others) {
        requests.reset(() -> {
            clientTokens.clear();
            others.run();
            resources.reset();
        });
    }

    @Override
    public void close() {
        requests.close();
    }
}
