package connectlocal.cloudformation.template.eval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.cloudformation.template.model.TemplateError;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What the transform AWS::LanguageExtensions does besides loops: its own functions, and those whose arguments are
 * literal, give way to their values, so that what is left is a template without extensions.
 */
public final class Folding {
    private static final Set<String> ALWAYS = Set.of("Fn::Length", "Fn::ToJsonString", Intrinsic.FIND_IN_MAP);
    private static final Set<String> LITERAL = Set.of("Fn::Join", "Fn::Split", "Fn::Select", Intrinsic.SUB);

    private final Evaluator evaluator;

    private Folding(Scope scope) {
        this.evaluator = new Evaluator(scope);
    }

    /**
     * The template with its sections Resources and Outputs folded.
     *
     * @param most what its names and texts may have together, as those of a template whose loops are unrolled
     */
    public static ObjectNode folded(ObjectNode root, Scope scope, int most, Supplier<TemplateError> tooLarge) {
        Folding folding = new Folding(scope);
        ObjectNode result = root.objectNode();
        for (Map.Entry<String, JsonNode> section : root.properties()) {
            boolean evaluated =
                    section.getKey().equals("Resources") || section.getKey().equals("Outputs");
            result.set(
                    section.getKey(),
                    evaluated ? folding.fold(section.getValue(), "/" + section.getKey()) : section.getValue());
        }
        if (size(result) > most) {
            throw tooLarge.get();
        }
        return result;
    }

    private static long size(JsonNode node) {
        long size = 1 + (node.isTextual() ? node.textValue().length() : 0);
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            size += member.getKey().length() + size(member.getValue());
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            size += size(node.get(i));
        }
        return size;
    }

    private JsonNode fold(JsonNode node, String path) {
        Optional<Intrinsic> call = Intrinsic.of(node);
        if (call.isPresent()) {
            return fold(call.get(), Place.within(path, call.get().name()));
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
            JsonNode value = evaluator.evaluate(folded, path);
            return value.toString().contains(Scope.LATER) ? folded : value;
        }
        return folded;
    }

    /** The arguments of Ref and Fn::GetAtt, which the extension lets be functions of parameters. */
    private JsonNode names(JsonNode argument, String path) {
        return evaluator.evaluate(argument, path);
    }

    private JsonNode inside(JsonNode node, String path) {
        if (node instanceof ObjectNode object) {
            Optional<Intrinsic> call = Intrinsic.of(node);
            if (call.isPresent()) {
                return fold(node, path);
            }
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            object.properties().forEach(m -> copy.set(m.getKey(), fold(m.getValue(), Place.within(path, m.getKey()))));
            return copy;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            for (int i = 0; i < array.size(); i++) {
                copy.add(fold(array.get(i), Place.within(path, Integer.toString(i))));
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
