package connectlocal.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.http.Json;
import java.util.Optional;

/**
 * What one operation asks of a handler, in AWS's envelope.
 *
 * @param token the same in every invocation of one operation, so that the handler knows it for a repetition
 * @param desired the model that is wanted, or, of what is read or deleted, its identifier
 * @param previous what UPDATE starts from
 * @param nextToken where LIST goes on
 * @see <a href="https://github.com/aws-cloudformation/cloudformation-cli-java-plugin">HandlerRequest and RequestData of
 *     the Java plugin</a>
 */
public record HandlerRequest(
        Action action, String token, ObjectNode desired, Optional<ObjectNode> previous, Optional<String> nextToken) {

    /** A request that needs nothing but a model. */
    public static HandlerRequest of(Action action, String token, ObjectNode desired) {
        return new HandlerRequest(action, token, desired, Optional.empty(), Optional.empty());
    }

    /**
     * The JSON of one invocation. Cloud Control has no stack, so no stack's id, tags or logical id are sent.
     *
     * @param model the model to go on with, which the handler may have changed on the way
     * @param context what the handler wanted back, null in the first invocation
     */
    byte[] json(String typeName, String accountId, String region, ObjectNode model, JsonNode context) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.put("awsAccountId", accountId);
        request.put("bearerToken", token);
        request.put("region", region);
        request.put("action", action.name());
        request.put("resourceType", typeName);
        nextToken.ifPresent(t -> request.put("nextToken", t));
        if (context != null) {
            request.set("callbackContext", context);
        }
        ObjectNode data = request.putObject("requestData");
        data.putObject("callerCredentials")
                .put("accessKeyId", "ASIALOCALHANDLER0000")
                .put("secretAccessKey", "local")
                .put("sessionToken", "local");
        data.set("resourceProperties", model);
        previous.ifPresent(p -> data.set("previousResourceProperties", p));
        data.putObject("systemTags");
        return Json.bytes(request);
    }
}
