package connectlocal.cloudcontrol;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.http.Api;
import connectlocal.http.AwsError;
import connectlocal.http.AwsJson;
import connectlocal.http.Json;
import connectlocal.http.Request;
import connectlocal.http.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The eight operations of Cloud Control by name: each reads its input whole, has it checked, and shows what came of it.
 * They stand apart from the wire so that the input of an operation can be compared with its page in the API reference.
 *
 * @see <a href="https://docs.aws.amazon.com/cloudcontrolapi/latest/APIReference/API_Operations.html">Actions</a>
 */
final class Operations {
    private static final int LIST_DEFAULT = 100;
    private static final int HISTORY_DEFAULT = 20;

    private final Map<String, Api.Operation> operations = new TreeMap<>();
    private final Changes changes;
    private final Resources resources;
    private final Requests requests;

    Operations(Changes changes, Resources resources, Requests requests) {
        this.changes = changes;
        this.resources = resources;
        this.requests = requests;
        add("CreateResource", this::createResource);
        add("GetResource", this::getResource);
        add("UpdateResource", this::updateResource);
        add("DeleteResource", this::deleteResource);
        add("ListResources", this::listResources);
        add("GetResourceRequestStatus", this::getResourceRequestStatus);
        add("ListResourceRequests", this::listResourceRequests);
        add("CancelResourceRequest", this::cancelResourceRequest);
    }

    /**
     * The operation that a client asks for.
     *
     * @throws AwsError UnknownOperationException when there is none of that name
     */
    Api.Operation named(String name) {
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
        long before = nextToken.map(Operations::number).orElse(Long.MAX_VALUE);
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
