package connectlocal.cloudformation.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import connectlocal.cloudformation.template.model.ResourceValues;
import connectlocal.cloudformation.template.model.Surroundings;
import connectlocal.cloudformation.template.model.TemplateError;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the tests' templates stand in: one stack, one export, one secret, one stored parameter. */
final class Stack implements Surroundings {
    static final ObjectMapper JSON = new ObjectMapper();

    /** Every resource exists; its Ref is its id in small letters, every attribute but "Missing" is id-attribute. */
    static final ResourceValues MADE = new ResourceValues() {
        @Override
        public Optional<JsonNode> ref(String logicalId) {
            return Optional.of(TextNode.valueOf(logicalId.toLowerCase(java.util.Locale.ROOT)));
        }

        @Override
        public Optional<JsonNode> attribute(String logicalId, String attribute) {
            return attribute.equals("Missing")
                    ? Optional.empty()
                    : Optional.of(TextNode.valueOf(logicalId + "-" + attribute));
        }
    };

    static BoundTemplate bound(String body, Map<String, String> parameters) {
        return Template.parse(body).bind(parameters, new Stack());
    }

    static BoundTemplate bound(String body) {
        return bound(body, Map.of());
    }

    /** The refusal's text; "accepted" if there is none. */
    static String refusal(String body, Map<String, String> parameters) {
        try {
            BoundTemplate bound = bound(body, parameters);
            bound.resources().keySet().forEach(id -> bound.properties(id, MADE));
            return "accepted";
        } catch (TemplateError e) {
            return e.getMessage();
        }
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (java.io.IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public String accountId() {
        return "123456789012";
    }

    @Override
    public String region() {
        return "eu-west-1";
    }

    @Override
    public String partition() {
        return "aws";
    }

    @Override
    public String urlSuffix() {
        return "amazonaws.com";
    }

    @Override
    public String stackName() {
        return "team";
    }

    @Override
    public String stackId() {
        return "arn:aws:cloudformation:eu-west-1:123456789012:stack/team/1";
    }

    @Override
    public List<String> notificationArns() {
        return List.of("arn:topic");
    }

    @Override
    public Optional<String> export(String name) {
        return name.equals("known") ? Optional.of("exported") : Optional.empty();
    }

    @Override
    public Optional<String> secret(String service, String reference) {
        return reference.equals("agent:SecretString:password") ? Optional.of(service + "-s$cret") : Optional.empty();
    }

    @Override
    public Optional<String> ssmParameter(String name) {
        return name.equals("/a") ? Optional.of("x,y") : Optional.empty();
    }

    @Override
    public List<String> availabilityZones(String region) {
        return List.of(region + "a", region + "b");
    }
}
