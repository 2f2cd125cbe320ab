package software.amazon.connect.user;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A request as CloudFormation and {@code cfn test} send it. */
final class Event {
    static final ObjectMapper JSON = new ObjectMapper();

    private Event() {}

    static ObjectNode of(String action, JsonNode properties) {
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

    static ObjectNode update(JsonNode previous, JsonNode properties) {
        ObjectNode event = of("UPDATE", properties);
        ((ObjectNode) event.get("requestData")).set("previousResourceProperties", previous);
        return event;
    }

    static ObjectNode properties(ResourceModel model) {
        return JSON.valueToTree(model);
    }
}
