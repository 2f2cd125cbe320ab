package connectlocal.cloudformation.template.eval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.cloudformation.template.model.TemplateError;
import java.util.Map;
import java.util.Optional;

/**
 * Replaces function calls by their values. What comes out is bounded, however often a small template repeats a large
 * value.
 */
public final class Evaluator {
    private static final int LARGEST_RESULT = 4_000_000;

    private final Scope scope;
    private int produced;

    public Evaluator(Scope scope) {
        this.scope = scope;
    }

    Scope scope() {
        return scope;
    }

    /**
     * The value; a missing node if it is {@code AWS::NoValue}.
     *
     * @param path where the node stands, e.g. {@code /Resources/A/Properties/B}
     */
    public JsonNode evaluate(JsonNode node, String path) {
        Optional<Intrinsic> call = Intrinsic.of(node);
        if (call.isPresent()) {
            return charged(
                    Functions.call(this, call.get(), path + "/" + call.get().name()));
        }
        if (node instanceof ObjectNode object) {
            ObjectNode members = JsonNodeFactory.instance.objectNode();
            for (Map.Entry<String, JsonNode> member : object.properties()) {
                JsonNode value = evaluate(member.getValue(), path + "/" + member.getKey());
                if (!value.isMissingNode()) {
                    members.set(member.getKey(), value);
                }
            }
            return members;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode items = JsonNodeFactory.instance.arrayNode();
            for (int i = 0; i < array.size(); i++) {
                JsonNode value = evaluate(array.get(i), path + "/" + i);
                if (!value.isMissingNode()) {
                    items.add(value);
                }
            }
            return items;
        }
        return node;
    }

    /** The value if it is a text, number or boolean; otherwise the error. */
    String text(JsonNode node, String path, String error) {
        JsonNode value = evaluate(node, path);
        if (!value.isValueNode()) {
            throw new TemplateError(error);
        }
        return value.asText();
    }

    /** A text made by a function, counted before it becomes too long. */
    void append(StringBuilder to, String text) {
        to.append(text);
        if (to.length() > LARGEST_RESULT) {
            throw tooLarge();
        }
    }

    private JsonNode charged(JsonNode value) {
        if (value.isContainerNode()) {
            value.forEach(this::charged);
            produced += 1;
        } else {
            produced += 1 + (value.isTextual() ? value.textValue().length() : 0);
        }
        if (produced > LARGEST_RESULT) {
            throw tooLarge();
        }
        return value;
    }

    private static TemplateError tooLarge() {
        return new TemplateError("Template error: the values of a resource or an output may not exceed "
                + LARGEST_RESULT + " characters");
    }

    /** Whether a value, or a part of it, is known only later. */
    static boolean isLater(JsonNode value) {
        return value.isTextual() && value.textValue().contains(Scope.LATER);
    }

    static JsonNode later() {
        return JsonNodeFactory.instance.textNode(Scope.LATER);
    }
}
