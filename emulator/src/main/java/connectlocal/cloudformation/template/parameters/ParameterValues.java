package connectlocal.cloudformation.template.parameters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import connectlocal.cloudformation.template.model.ParameterDeclaration;
import connectlocal.cloudformation.template.model.Surroundings;
import connectlocal.cloudformation.template.model.TemplateError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The parameters of one stack.
 *
 * @param given as given or defaulted
 * @param shown the same, NoEcho masked
 * @param resolved what names in the Parameter Store stand for
 * @param values what Ref answers
 */
public record ParameterValues(
        Map<String, String> given,
        Map<String, String> shown,
        Map<String, String> resolved,
        Map<String, JsonNode> values) {
    private static final String MASK = "****";

    /** Checks and completes what was given. */
    public static ParameterValues bind(
            List<ParameterDeclaration> declared, Map<String, String> given, Surroundings surroundings) {
        List<String> unknown = new ArrayList<>(given.keySet());
        declared.forEach(declaration -> unknown.remove(declaration.name()));
        if (!unknown.isEmpty()) {
            throw new TemplateError("Parameters: " + unknown + " do not exist in the template");
        }
        List<String> missing = declared.stream()
                .filter(declaration -> given.get(declaration.name()) == null
                        && declaration.defaultValue().isEmpty())
                .map(ParameterDeclaration::name)
                .toList();
        if (!missing.isEmpty()) {
            throw new TemplateError("Parameters: " + missing + " must have values");
        }
        var bound = new ParameterValues(
                new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
        var match = new BoundedMatch();
        for (ParameterDeclaration declaration : declared) {
            String value = Optional.ofNullable(given.get(declaration.name()))
                    .orElseGet(() -> declaration.defaultValue().orElseThrow());
            ParameterRules.check(declaration, value, match);
            bound.add(declaration, value, surroundings);
        }
        return bound;
    }

    /** What the defaults alone say: enough to unroll loops before any value is given. */
    public static Map<String, JsonNode> defaults(List<ParameterDeclaration> declared) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        for (ParameterDeclaration declaration : declared) {
            if (!ParameterTypes.isResolved(declaration.type())) {
                declaration
                        .defaultValue()
                        .ifPresent(value -> values.put(declaration.name(), node(declaration.type(), value)));
            }
        }
        return values;
    }

    private void add(ParameterDeclaration declaration, String value, Surroundings surroundings) {
        String name = declaration.name();
        String meant = value;
        if (ParameterTypes.isResolved(declaration.type())) {
            meant = surroundings
                    .ssmParameter(value)
                    .orElseThrow(() -> new TemplateError(
                            "Unable to fetch parameters [" + value + "] from parameter store for this account."));
            resolved.put(name, declaration.noEcho() ? MASK : meant);
        }
        given.put(name, value);
        shown.put(name, declaration.noEcho() ? MASK : value);
        values.put(name, node(declaration.type(), meant));
    }

    private static JsonNode node(String type, String value) {
        if (!ParameterTypes.isList(type)) {
            return JsonNodeFactory.instance.textNode(value);
        }
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        split(value).forEach(list::add);
        return list;
    }

    /** A list's members, blanks around them removed; an empty text is an empty list. */
    static List<String> split(String value) {
        List<String> items = new ArrayList<>();
        if (!value.isEmpty()) {
            for (String item : value.split(",", -1)) {
                items.add(item.strip());
            }
        }
        return items;
    }
}
