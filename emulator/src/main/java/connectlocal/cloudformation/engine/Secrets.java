package connectlocal.cloudformation.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import connectlocal.cloudformation.template.model.ParameterDeclaration;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The values of NoEcho parameters that may stand in the properties of a stack. While a deployment is under way or has
 * failed, some resources have those of the deployment, others still those of an earlier one.
 */
final class Secrets {
    private static final String MASK = "****";

    /** The longest first: one may be the beginning of another. */
    private final List<String> values;

    private Secrets(Collection<String> values) {
        this.values = values.stream()
                .sorted(Comparator.comparing(String::length).reversed())
                .toList();
    }

    /** Those of what a stack is, was at rest, and has tried since. */
    static Secrets of(Stack stack) {
        Set<String> all = new LinkedHashSet<>(stack.triedSecrets);
        all.addAll(values(stack.deployment));
        all.addAll(values(stack.stable));
        return new Secrets(all);
    }

    /** Those of what a stack has tried, when it tries something else. */
    static Set<String> tried(Stack stack) {
        Set<String> all = new LinkedHashSet<>(stack.triedSecrets);
        all.addAll(values(stack.deployment));
        return Set.copyOf(all);
    }

    /** The same with those of another deployment. */
    Secrets and(Deployment other) {
        Set<String> all = new LinkedHashSet<>(values);
        all.addAll(values(other));
        return new Secrets(all);
    }

    /** Those of one deployment, which may be null. */
    private static List<String> values(Deployment deployment) {
        if (deployment == null) {
            return List.of();
        }
        Map<String, String> values = deployment.bound().parameterValues();
        return deployment.template().parameters().stream()
                .filter(ParameterDeclaration::noEcho)
                .map(parameter -> values.getOrDefault(parameter.name(), ""))
                .filter(value -> !value.isEmpty())
                .toList();
    }

    /** Properties as they may be shown: what is write-only is masked, too. */
    ObjectNode shown(Deployed resource) {
        ObjectNode copy = resource.properties().deepCopy();
        resource.type().writeOnly().forEach(path -> {
            if (path.valueIn(copy).isTextual()
                    && !path.valueIn(copy).asText().contains("{{resolve:")
                    && copy.has(path.name())) {
                copy.put(path.name(), MASK);
            }
        });
        return (ObjectNode) masked(copy);
    }

    /** A value without them; the value itself may be changed. */
    JsonNode masked(JsonNode node) {
        return masked(node, text -> true);
    }

    /** @param mayHold which texts may have them at all */
    JsonNode masked(JsonNode node, Predicate<String> mayHold) {
        if (values.isEmpty()) {
            return node;
        }
        if (node instanceof ObjectNode object) {
            object.properties().forEach(entry -> entry.setValue(masked(entry.getValue(), mayHold)));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, masked(array.get(i), mayHold));
            }
        } else if (node.isTextual()) {
            return mayHold.test(node.asText()) ? TextNode.valueOf(masked(node.asText())) : node;
        } else if (node.isNumber() && values.contains(node.asText())) {
            return TextNode.valueOf(MASK);
        }
        return node;
    }

    private String masked(String text) {
        String shown = text;
        for (String value : values) {
            shown = shown.replace(value, MASK);
        }
        return shown;
    }
}
