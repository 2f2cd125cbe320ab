package connectlocal.cloudcontrol;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.http.Api;
import connectlocal.http.AwsError;
import connectlocal.http.AwsJson;
import connectlocal.http.Json;
import connectlocal.http.Request;
import connectlocal.http.Response;
import connectlocal.provider.ResourceProvider;
import connectlocal.state.Keep;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Cloud Control on the wire: its eight operations, for whatever resource types the emulator is given.
 *
 * @see <a href="https://docs.aws.amazon.com/cloudcontrolapi/latest/APIReference/API_Operations.html">Actions</a>
 */
public final class CloudControlApi implements Api, AutoCloseable {
    /** How long a question for a request's status is held open when nobody says otherwise. */
    public static final Duration STATUS_HOLD = Duration.ofMillis(3000);

    private static final int LIST_DEFAULT = 100;
    private static final int HISTORY_DEFAULT = 20;

    private final Map<String, Api.Operation> operations = new TreeMap<>();
    private final Changes changes;
    private final Resources resources;
    private final Requests requests;
    private final Writers writers = new Writers();
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
        this.requests = new Requests(concurrency, statusHold, writers, clientTokens, clock, journal);
        requests.restore(journal.read(
                name -> providers.stream()
                        .map(ResourceProvider::type)
                        .filter(type -> type.name().equals(name))
                        .findFirst(),
                clock));
        this.changes = new Changes(types, requests, writers, clientTokens);
        this.resources = new Resources(types);
        add("CreateResource", this::createResource);
        add("GetResource", this::getResource);
        add("UpdateResource", this::updateResource);
        add("DeleteResource", this::deleteResource);
        add("ListResources", this::listResources);
        add("GetResourceRequestStatus", this::getResourceRequestStatus);
        add("ListResourceRequests", this::listResourceRequests);
        add("CancelResourceRequest", this::cancelResourceRequest);
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
        String name = AwsJson.operation(request);
        Api.Operation operation = operations.get(name);
        if (operation == null) {
            throw new AwsError(
                    "UnknownOperationException",
                    404,
                    "X-Amz-Target names no operation of Cloud Control: \""
                            + name
                            + "\". Operations: "
                            + operations.keySet());
        }
        return operation;
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
        ObjectNode shown = object();
        var rows = shown.putArray("requests");
        page.requests()
                .forEach(request -> rows.add(request.event()
                        .json()
                        .put("Accepted", request.accepted().toEpochMilli() / 1000.0)));
        page.next().ifPresent(number -> shown.put("next", number.toString()));
        return shown;
    }

    /** Forgets all requests, client tokens and walks; what is at work ends unseen. */
    public void reset() {
        requests.reset();
        clientTokens.clear();
        resources.reset();
    }

    @Override
    public void close() {
        requests.close();
    }

    /** https://docs.aws.amazon.com/cloudcontrolapi/latest/APIReference/API_CreateResource.html */
    private ObjectNode createResource(Input input) {
        String type = input.typeName();
        String desired = input.document("DesiredState");
        Optional<String> token = input.clientToken();
        input.versionAndRole();
        input.check();
        return progress(changes.create(type, desired, token));
    }

    /** https://docs.aws.amazon.com/cloudcontrolapi/latest/APIReference/API_GetResource.html */
    private ObjectNode getResource(Input input) {
        String type = input.typeName();
        String identifier = input.identifier();
        input.versionAndRole();
        input.check();
        ObjectNode answer = object().put("TypeName", type);
        answer.set("ResourceDescription", resources.get(type, identifier).json());
        return answer;
    }

    /** https://docs.aws.amazon.com/cloudcontrolapi/latest/APIReference/API_UpdateResource.html */
    private ObjectNode updateResource(Input input) {
        String type = input.typeName();
        String identifier = input.identifier();
        String patch = input.document("PatchDocument");
        Optional<String> token = input.clientToken();
        input.versionAndRole();
        input.check();
        return progress(changes.update(type, identifier, patch, token));
    }

    /** https://docs.aws.amazon.com/cloudcontrolapi/latest/APIReference/API_DeleteResource.html */
    private ObjectNode deleteResource(Input input) {
        String type = input.typeName();
        String identifier = input.identifier();
        Optional<String> token = input.clientToken();
        input.versionAndRole();
        input.check();
        return progress(changes.delete(type, identifier, token));
    }

    /** https://docs.aws.amazon.com/cloudcontrolapi/latest/APIReference/API_ListResources.html */
    private ObjectNode listResources(Input input) {
        String type = input.typeName();
        Optional<String> selection = input.resourceModel();
        Optional<String> nextToken = input.handlerNextToken();
        int maxResults = input.maxResults(LIST_DEFAULT);
        input.versionAndRole();
        input.check();
        Resources.Page page = resources.list(type, selection, maxResults, nextToken);
        ObjectNode answer = object().put("TypeName", type);
        var descriptions = answer.putArray("ResourceDescriptions");
        page.descriptions().forEach(description -> descriptions.add(description.json()));
        page.nextToken().ifPresent(token -> answer.put("NextToken", token));
        return answer;
    }

    /** https://docs.aws.amazon.com/cloudcontrolapi/latest/APIReference/API_GetResourceRequestStatus.html */
    private ObjectNode getResourceRequestStatus(Input input) {
        String token = input.requestToken();
        input.check();
        return progress(requests.status(token));
    }

    /** https://docs.aws.amazon.com/cloudcontrolapi/latest/APIReference/API_ListResourceRequests.html */
    private ObjectNode listResourceRequests(Input input) {
        List<Change> wanted = input.filter("Operations", Change.class);
        List<Status> statuses = input.filter("OperationStatuses", Status.class);
        int maxResults = input.maxResults(HISTORY_DEFAULT);
        Optional<String> nextToken = input.nextToken();
        input.check();
        long before = nextToken.map(CloudControlApi::number).orElse(Long.MAX_VALUE);
        History.Page page = requests.history()
                .page(
                        request -> (wanted.isEmpty() || wanted.contains(request.operation()))
                                && (statuses.isEmpty() || statuses.contains(request.status())),
                        before,
                        maxResults);
        ObjectNode answer = object();
        var summaries = answer.putArray("ResourceRequestStatusSummaries");
        page.requests().forEach(request -> summaries.add(request.event().json()));
        page.next().ifPresent(number -> answer.put("NextToken", String.valueOf(number)));
        return answer;
    }

    /** https://docs.aws.amazon.com/cloudcontrolapi/latest/APIReference/API_CancelResourceRequest.html */
    private ObjectNode cancelResourceRequest(Input input) {
        String token = input.requestToken();
        input.check();
        return progress(requests.cancel(token));
    }

    private static long number(String token) {
        try {
            return Long.parseLong(token);
        } catch (NumberFormatException e) {
            throw Errors.validation("NextToken is not one that ListResourceRequests gave");
        }
    }

    private static ObjectNode progress(ProgressEvent event) {
        ObjectNode answer = object();
        answer.set("ProgressEvent", event.json());
        return answer;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private void add(String name, Function<Input, ObjectNode> work) {
        operations.put(name, new Api.Operation() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Response answer(Request request) {
                return AwsJson.answer(work.apply(new Input(Json.object(request.body()))));
            }
        });
    }
}
