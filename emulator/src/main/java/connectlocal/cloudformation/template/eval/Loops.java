package connectlocal.cloudformation.template.eval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import connectlocal.cloudformation.template.model.TemplateError;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Unrolls {@code Fn::ForEach} wherever it stands, within the size that a template may have. */
public final class Loops {
    private static final int DEEPEST = 5;

    private final Scope scope;
    private final Evaluator evaluator;
    private final Supplier<TemplateError> tooLarge;
    private final int most;
    private int produced;

    private Loops(Scope scope, int most, Supplier<TemplateError> tooLarge) {
        this.scope = scope;
        this.evaluator = new Evaluator(scope);
        this.most = most;
        this.tooLarge = tooLarge;
    }

    /** Whether there is any loop. */
    public static boolean in(JsonNode node) {
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            if (member.getKey().startsWith(Intrinsic.FOR_EACH)) {
                return true;
            }
        }
        for (JsonNode child : node) {
            if (in(child)) {
                return true;
            }
        }
        return false;
    }

    /** The template without loops. */
    public static ObjectNode unrolled(ObjectNode root, Scope scope, int most, Supplier<TemplateError> tooLarge) {
        return (ObjectNode) new Loops(scope, most, tooLarge).copy(root, Map.of(), "", 0);
    }

    private JsonNode copy(JsonNode node, Map<String, String> variables, String path, int depth) {
        if (node instanceof ObjectNode object) {
            if (object.size() == 1 && object.path(Intrinsic.REF).isTextual()) {
                String value = variables.get(object.path(Intrinsic.REF).textValue());
                if (value != null) {
                    return text(value);
                }
            }
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            for (Map.Entry<String, JsonNode> member : object.properties()) {
                if (member.getKey().startsWith(Intrinsic.FOR_EACH)) {
                    loop(copy, member.getValue(), variables, Place.within(path, member.getKey()), depth);
                } else {
                    put(copy, member, variables, path, depth);
                }
            }
            return copy;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            for (int i = 0; i < array.size(); i++) {
                copy.add(copy(array.get(i), variables, Place.within(path, Integer.toString(i)), depth));
            }
            return copy;
        }
        charge(1);
        return node.isTextual() ? text(filled(node.textValue(), variables)) : node;
    }

    private void put(
            ObjectNode to, Map.Entry<String, JsonNode> member, Map<String, String> variables, String path, int depth) {
        String key = filled(member.getKey(), variables);
        charge(key.length());
        if (to.has(key)) {
            throw error(path, "the loop yields the key " + key + " twice");
        }
        to.set(key, copy(member.getValue(), variables, Place.within(path, key), depth));
    }

    private void loop(ObjectNode to, JsonNode loop, Map<String, String> variables, String path, int depth) {
        boolean wellFormed = loop.isArray()
                && loop.size() == 3
                && loop.get(0).isTextual()
                && !loop.get(0).textValue().isEmpty()
                && loop.get(2).isObject();
        if (!wellFormed) {
            throw error(path, "Fn::ForEach requires a list of three: an identifier, a collection and an object");
        }
        String identifier = loop.get(0).textValue();
        if (depth >= DEEPEST) {
            throw error(path, "Fn::ForEach cannot be nested deeper than " + DEEPEST + " levels");
        }
        if (variables.containsKey(identifier) || scope.parameters().containsKey(identifier)) {
            throw error(path, "the identifier " + identifier + " is already a parameter or that of an outer loop");
        }
        JsonNode collection = copy(loop.get(1), variables, path + "/1", depth);
        for (JsonNode item : values(collection, path + "/1")) {
            if (!item.isValueNode()) {
                throw error(path, "every member of the collection must be a string");
            }
            charge(1);
            Map<String, String> inner = new LinkedHashMap<>(variables);
            inner.put(identifier, item.asText());
            for (Map.Entry<String, JsonNode> member : loop.get(2).properties()) {
                if (member.getKey().startsWith(Intrinsic.FOR_EACH)) {
                    loop(to, member.getValue(), inner, Place.within(path, member.getKey()), depth + 1);
                } else {
                    put(to, member, inner, path, depth + 1);
                }
            }
        }
    }

    /** A list, or a function that is one; a list's members may be lists themselves, as parameters are. */
    private ArrayNode values(JsonNode collection, String path) {
        JsonNode evaluated = evaluator.evaluate(collection, path);
        if (!evaluated.isArray()) {
            throw error(path, "the collection must be a list");
        }
        ArrayNode flat = JsonNodeFactory.instance.arrayNode();
        for (JsonNode item : evaluated) {
            if (item.isArray()) {
                item.forEach(flat::add);
            } else {
                flat.add(item);
            }
        }
        return flat;
    }

    private JsonNode text(String value) {
        charge(value.length());
        return TextNode.valueOf(value);
    }

    /** {@code ${X}} is the value, {@code &{X}} its letters and digits, as logical ids need them. */
    private String filled(String text, Map<String, String> variables) {
        if (variables.isEmpty() || text.indexOf('{') < 0) {
            return text;
        }
        String filled = text;
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            filled = replaced(filled, "${" + variable.getKey() + "}", variable.getValue());
            filled = replaced(
                    filled, "&{" + variable.getKey() + "}", variable.getValue().replaceAll("[^A-Za-z0-9]", ""));
        }
        return filled;
    }

    /** Counted before it is made, since one text may name a long value a hundred thousand times. */
    private String replaced(String text, String variable, String value) {
        for (int at = text.indexOf(variable); at >= 0; at = text.indexOf(variable, at + variable.length())) {
            charge(value.length());
        }
        return text.replace(variable, value);
    }

    private void charge(int characters) {
        produced += characters + 1;
        if (produced > most) {
            throw tooLarge.get();
        }
    }

    private static TemplateError error(String path, String words) {
        return new TemplateError("Template error: [" + path + "] " + words);
    }
}
