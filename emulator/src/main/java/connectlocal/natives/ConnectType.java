package connectlocal.natives;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.provider.HandlerError;
import connectlocal.provider.NativeFailure;
import connectlocal.provider.NativeHandler;
import connectlocal.provider.NativeRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A resource type of Amazon Connect that is named by its ARN: what all of them do alike. */
abstract class ConnectType implements NativeHandler {
    private final ConnectCalls calls;
    private final String arnProperty;
    private final String listOperation;
    private final String listName;

    /**
     * @param arnProperty the primary identifier
     * @param listName what the answer of the list operation calls its list
     */
    ConnectType(ConnectCalls calls, String arnProperty, String listOperation, String listName) {
        this.calls = calls;
        this.arnProperty = arnProperty;
        this.listOperation = listOperation;
        this.listName = listName;
    }

    /** Makes the resource with its tags and says its ARN. */
    abstract String make(ObjectNode desired, Map<String, String> tags);

    /** The resource as it is, all but its ARN and tags of the instance it is in. */
    abstract ObjectNode show(String arn);

    /** Brings a resource from one model to another, tags excepted. */
    abstract void change(String arn, ObjectNode previous, ObjectNode desired);

    abstract void remove(String arn);

    @Override
    public Made create(NativeRequest request, boolean again) {
        String arn = again ? arn(request) : make(request.desired(), request.tags());
        return new Made(shown(arn), true);
    }

    @Override
    public ObjectNode read(NativeRequest request) {
        return shown(arn(request));
    }

    @Override
    public ObjectNode update(NativeRequest request) {
        String arn = arn(request);
        shown(arn);
        change(arn, request.previous(), request.desired());
        changeTags(arn, request);
        return shown(arn);
    }

    @Override
    public void delete(NativeRequest request) {
        remove(arn(request));
    }

    @Override
    public Page list(NativeRequest request) {
        ObjectNode input = Models.object();
        if (request.desired().has("InstanceArn")) {
            input.put("InstanceId", request.desired().get("InstanceArn").asText());
        }
        request.nextToken().ifPresent(token -> input.put("NextToken", token));
        JsonNode answer = calls.call(listOperation, input);
        List<ObjectNode> models = new ArrayList<>();
        answer.path(listName).forEach(summary -> models.add(Models.object().put(arnProperty, arnOf(summary))));
        return new Page(models, Optional.ofNullable(answer.path("NextToken").textValue()));
    }

    JsonNode call(String operation, ObjectNode input) {
        return calls.call(operation, input);
    }

    /** The ARN of the instance that an ARN lies in. */
    static String instanceArn(String arn) {
        int instance = arn.indexOf(":instance/");
        int end = instance < 0 ? -1 : arn.indexOf('/', instance + ":instance/".length());
        if (end < 0) {
            throw new NativeFailure(HandlerError.NotFound, "There is no resource " + arn);
        }
        return arn.substring(0, end);
    }

    /** An input that names a resource of an instance by this member. */
    static ObjectNode naming(String arn, String idMember) {
        return Models.object().put("InstanceId", instanceArn(arn)).put(idMember, arn);
    }

    private ObjectNode shown(String arn) {
        return show(arn).put(arnProperty, arn);
    }

    private String arn(NativeRequest request) {
        return request.desired().path(arnProperty).asText();
    }

    private static String arnOf(JsonNode summary) {
        return summary.get("Arn").asText();
    }

    private void changeTags(String arn, NativeRequest request) {
        ObjectNode added = Models.object();
        request.tags().forEach((key, value) -> {
            if (!value.equals(request.previousTags().get(key))) {
                added.put(key, value);
            }
        });
        if (!added.isEmpty()) {
            ObjectNode input = Models.object().put("resourceArn", arn);
            call("TagResource", input.set("tags", added));
        }
        ObjectNode input = Models.object().put("resourceArn", arn);
        ArrayNode removed = input.putArray("tagKeys");
        request.previousTags().keySet().stream()
                .filter(key -> !request.tags().containsKey(key))
                .forEach(removed::add);
        if (!removed.isEmpty()) {
            call("UntagResource", input);
        }
    }
}
