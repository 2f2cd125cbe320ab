package connectlocal.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.http.Json;
import connectlocal.http.OwnKeys;
import java.util.Optional;

/**
 * What one operation asks of a handler, in AWS's envelope.
 *
 * @param token the same in every invocation of one operation, so that the handler knows it for a repetition
 * @param desired the model that is wanted, or, of what is read or deleted, its identifier
 * @param previous what UPDATE starts from
 * @param nextToken where LIST goes on
 * @param stack the stack that the resource belongs to; Cloud Control has none
 * @see <a href="https://github.com/aws-cloudformation/cloudformation-cli-java-plugin">HandlerRequest and RequestData of
 *     the Java plugin</a>
 */
public record HandlerRequest(
        Action action,
        String token,
        ObjectNode desired,
        Optional<ObjectNode> previous,
        Optional<String> nextToken,
        Optional<StackContext> stack) {

    /** A request of nobody's stack. */
    public HandlerRequest(
            Action action, String token, ObjectNode desired, Optional<ObjectNode> previous, Optional<String> next) {
        this(action, token, desired, previous, next, Optional.empty());
    }

    /** A request that needs nothing but a model. */
    public static HandlerRequest of(Action action, String token, ObjectNode desired) {
        return new HandlerRequest(action, token, desired, Optional.empty(), Optional.empty());
    }

    /**
     * The JSON of one invocation.
     *
     * @param model the model to go on with, which the handler may have changed on the way
     * @param context what the handler wanted back, null in the first invocation
     */
    byte[] json(ResourceType type, String accountId, String region, ObjectNode model, JsonNode context) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.put("awsAccountId", accountId);
        request.put("bearerToken", token);
        request.put("region", region);
        request.put("action", action.name());
        request.put("resourceType", type.name());
        nextToken.ifPresent(t -> request.put("nextToken", t));
        if (context != null) {
            request.set("callbackContext", context);
        }
        ObjectNode data = request.putObject("requestData");
        data.putObject("callerCredentials")
                .put("accessKeyId", OwnKeys.HANDLER.another())
                .put("secretAccessKey", OwnKeys.HANDLER.secretAccessKey())
                .put("sessionToken", OwnKeys.HANDLER.sessionToken());
        data.set("resourceProperties", model);
        previous.ifPresent(p -> data.set("previousResourceProperties", p));
        ObjectNode systemTags = data.putObject("systemTags");
        stack.ifPresent(s -> {
            tell(request, data, s);
            if (type.takesSystemTags()) {
                tell(systemTags, s);
                if (action == Action.UPDATE) {
                    tell(data.putObject("previousSystemTags"), s);
                }
            }
        });
        return Json.bytes(request);
    }

    private static void tell(ObjectNode request, ObjectNode data, StackContext stack) {
        request.put("stackId", stack.stackId());
        request.put("rollback", stack.rollback());
        request.put("driftable", stack.driftable());
        data.put("logicalResourceId", stack.logicalResourceId());
        ObjectNode tags = data.putObject("stackTags");
        stack.stackTags().forEach(tags::put);
        ObjectNode previous = data.putObject("previousStackTags");
        stack.previousStackTags().forEach(previous::put);
    }

    private static void tell(ObjectNode systemTags, StackContext stack) {
        systemTags.put("aws:cloudformation:stack-id", stack.stackId());
        systemTags.put("aws:cloudformation:stack-name", stack.stackName());
        systemTags.put("aws:cloudformation:logical-id", stack.logicalResourceId());
    }
}
