package connectlocal.cloudformation.template.eval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.cloudformation.template.model.TemplateError;
import java.util.Map;
import java.util.Optional;

/**
 * Replaces function calls by their values. What comes out is charged to the template's {@link Allowance}, for whoever
 * keeps it.
 */
public final class Evaluator {
    private final Scope scope;
    private final Allowance allowance;
    private final String place;

    private Evaluator(Scope scope, Allowance allowance, String place) {
        this.scope = scope;
        this.allowance = allowance;
        this.place = place;
    }

    /** For what is evaluated once for all. */
    public Evaluator(Scope scope) {
        this(scope, scope.allowance(), "");
    }

    /** For what may be evaluated again: what this place had before is kept no more. */
    public static Evaluator anew(Scope scope, String place) {
        scope.allowance().anew(place);
        return new Evaluator(scope, scope.allowance(), place);
    }

    /** For a look at parts of what is evaluated elsewhere; nothing of it is kept. */
    public static Evaluator aside(Scope scope) {
        return new Evaluator(scope, new Allowance(), "");
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
            return charged(Functions.call(
                    this, call.get(), Place.within(path, call.get().name())));
        }
        if (node instanceof ObjectNode object) {
            ObjectNode members = JsonNodeFactory.instance.objectNode();
            for (Map.Entry<String, JsonNode> member : object.properties()) {
                JsonNode value = evaluate(member.getValue(), Place.within(path, member.getKey()));
                if (!value.isMissingNode()) {
                    members.set(member.getKey(), value);
                }
            }
            return members;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode items = JsonNodeFactory.instance.arrayNode();
            for (int i = 0; i < array.size(); i++) {
                JsonNode value = evaluate(array.get(i), Place.within(path, Integer.toString(i)));
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
        if (to.length() > Allowance.LARGEST) {
            throw Allowance.tooLarge();
        }
    }

    private JsonNode charged(JsonNode value) {
        allowance.charge(place, size(value));
        return value;
    }

    private static int size(JsonNode value) {
        int size = Allowance.VALUE + (value.isTextual() ? value.textValue().length() : 0);
        for (JsonNode member : value) {
            size += size(member);
        }
        return size;
    }

    /** Whether a value, or a part of it, is known only later. */
    static boolean isLater(JsonNode value) {
        return value.isTextual() && value.textValue().contains(Scope.LATER);
    }

    static JsonNode later() {
        return JsonNodeFactory.instance.textNode(Scope.LATER);
    }
}
