package software.amazon.connect.user.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import software.amazon.connect.user.ResourceModel;

/** A request as CloudFormation and {@code cfn test} send it. */
public final class Event {
    public static final ObjectMapper JSON = new ObjectMapper();

    private Event() {}

    public static ObjectNode of(String action, JsonNode properties) {
        ObjectNode event = JSON.createObjectNode()
                .put("action", action)
                .put("awsAccountId", "123456789012")
                .put("region", "us-east-1")
                .put("resourceType", "AWS::Connect::User")
                .put("bearerToken", "token");
        ObjectNode data = event.putObject("requestData");
        data.put("logicalResourceId", "user");
        data.set("resourceProperties", properties);
        data.putObject("callerCredentials")
                .put("accessKeyId", "AKIAEXAMPLE")
                .put("secretAccessKey", "example")
                .put("sessionToken", "example");
        return event;
    }

    public static ObjectNode update(JsonNode previous, JsonNode properties) {
        ObjectNode event = of("UPDATE", properties);
        ((ObjectNode) event.get("requestData")).set("previousResourceProperties", previous);
        return event;
    }

    public static ObjectNode properties(ResourceModel model) {
        return JSON.valueToTree(model);
    }
}
