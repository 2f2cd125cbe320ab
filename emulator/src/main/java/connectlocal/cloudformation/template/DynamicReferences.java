package connectlocal.cloudformation.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import connectlocal.cloudformation.template.model.Surroundings;
import connectlocal.cloudformation.template.model.TemplateError;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts secrets in the place of {@code {{resolve:…}}}. No refusal says more than the reference. */
final class DynamicReferences {
    private static final Pattern REFERENCE =
            Pattern.compile("\\{\\{resolve:(ssm|ssm-secure|secretsmanager):([^{}]+)}}");

    private final Surroundings surroundings;

    DynamicReferences(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    JsonNode resolved(JsonNode node) {
        if (node instanceof ObjectNode object) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            object.properties().forEach(member -> copy.set(member.getKey(), resolved(member.getValue())));
            return copy;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            array.forEach(item -> copy.add(resolved(item)));
            return copy;
        }
        return node.isTextual() ? TextNode.valueOf(text(node.textValue())) : node;
    }

    private String text(String text) {
        return REFERENCE
                .matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(secret(match.group(1), match.group(2))));
    }

    private String secret(String service, String reference) {
        return surroundings
                .secret(service, reference)
                .orElseThrow(() -> new TemplateError("Could not find a value associated with the dynamic reference"
                        + " {{resolve:" + service + ":" + reference + "}}"));
    }
}
