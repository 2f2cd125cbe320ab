package connectlocal.cloudformation.template.eval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the transform AWS::LanguageExtensions does besides loops: its own functions, and those whose arguments are
 * literal, give way to their values, so that what is left is a template without extensions.
 */
public final class Folding {
    private static final Set<String> ALWAYS = Set.of("Fn::Length", "Fn::ToJsonString", Intrinsic.FIND_IN_MAP);
    private static final Set<String> LITERAL = Set.of("Fn::Join", "Fn::Split", "Fn::Select", Intrinsic.SUB);

    private final Scope scope;

    private Folding(Scope scope) {
        this.scope = scope;
    }

    /** The template with its sections Resources and Outputs folded. */
    public static ObjectNode folded(ObjectNode root, Scope scope) {
        Folding folding = new Folding(scope);
        ObjectNode result = root.objectNode();
        for (Map.Entry<String, JsonNode> section : root.properties()) {
            boolean evaluated =
                    section.getKey().equals("Resources") || section.getKey().equals("Outputs");
            result.set(
                    section.getKey(),
                    evaluated ? folding.fold(section.getValue(), "/" + section.getKey()) : section.getValue());
        }
        return result;
    }

    private JsonNode fold(JsonNode node, String path) {
        Optional<Intrinsic> call = Intrinsic.of(node);
        if (call.isPresent()) {
            return fold(call.get(), path + "/" + call.get().name());
        }
        return inside(node, path);
    }

    private JsonNode fold(Intrinsic call, String path) {
        JsonNode argument = inside(call.argument(), path);
        if (call.name().equals(Intrinsic.REF) && call.argument().isObject()
                || call.name().equals(Intrinsic.GET_ATT)) {
            argument = names(argument, path);
        }
        ObjectNode folded = JsonNodeFactory.instance.objectNode();
        folded.set(call.name(), argument);
        if (ALWAYS.contains(call.name()) || LITERAL.contains(call.name()) && isLiteral(argument)) {
            JsonNode value = new Evaluator(scope).evaluate(folded, path);
            return value.toString().contains(Scope.LATER) ? folded : value;
        }
        return folded;
    }

    /** The arguments of Ref and Fn::GetAtt, which the extension lets be functions of parameters. */
    private JsonNode names(JsonNode argument, String path) {
        return new Evaluator(scope).evaluate(argument, path);
    }

    private JsonNode inside(JsonNode node, String path) {
        if (node instanceof ObjectNode object) {
            Optional<Intrinsic> call = Intrinsic.of(node);
            if (call.isPresent()) {
                return fold(node, path);
            }
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            object.properties().forEach(m -> copy.set(m.getKey(), fold(m.getValue(), path + "/" + m.getKey())));
            return copy;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            for (int i = 0; i < array.size(); i++) {
                copy.add(fold(array.get(i), path + "/" + i));
            }
            return copy;
        }
        return node;
    }

    private static boolean isLiteral(JsonNode argument) {
        if (Intrinsic.of(argument).isPresent()) {
            return false;
        }
        for (JsonNode child : argument) {
            if (!isLiteral(child)) {
                return false;
            }
        }
        return !argument.isTextual() || !argument.textValue().contains("${");
    }
}
