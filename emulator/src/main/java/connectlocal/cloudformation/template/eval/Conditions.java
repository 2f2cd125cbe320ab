package connectlocal.cloudformation.template.eval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.cloudformation.template.model.TemplateError;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Conditions and the assertions of rules: expressions that are true or false. */
public final class Conditions {
    private static final String SEVERAL = " object requires a list of at least 2 and at most 10 boolean parameters.";
    private static final int MOST = 10;

    private final JsonNode section;
    private final Evaluator evaluator;
    private final Map<String, Boolean> known = new LinkedHashMap<>();
    private final Set<String> underWay = new LinkedHashSet<>();

    private Conditions(JsonNode section, Scope scope) {
        this.section = section;
        this.evaluator = new Evaluator(scope.with(known, Map.of()));
    }

    /** Every condition of the section, by name. */
    public static Map<String, Boolean> all(ObjectNode section, Scope scope) {
        Conditions conditions = new Conditions(section, scope);
        section.fieldNames().forEachRemaining(conditions::named);
        return conditions.known;
    }

    /** One expression that stands elsewhere: a rule's. */
    public static boolean holds(JsonNode expression, String path, Scope scope) {
        Conditions conditions = new Conditions(expression, scope);
        conditions.known.putAll(scope.conditions());
        return conditions.expression(expression, path);
    }

    private boolean named(String name) {
        Boolean value = known.get(name);
        if (value != null) {
            return value;
        }
        if (!section.has(name)) {
            throw new TemplateError("Template error: unresolved condition dependency " + name + " in Condition");
        }
        if (!underWay.add(name)) {
            throw new TemplateError("Circular dependency between conditions: [" + String.join(", ", underWay) + "]");
        }
        boolean holds = expression(section.get(name), "/Conditions/" + name);
        underWay.remove(name);
        known.put(name, holds);
        return holds;
    }

    private boolean expression(JsonNode node, String path) {
        if (node.isObject()
                && node.size() == 1
                && node.path(Intrinsic.CONDITION).isTextual()) {
            return named(node.path(Intrinsic.CONDITION).textValue());
        }
        if (node.isBoolean()
                || node.isTextual()
                        && (node.asText().equals("true") || node.asText().equals("false"))) {
            return Boolean.parseBoolean(node.asText());
        }
        Intrinsic call = Intrinsic.of(node).orElseThrow(() -> notBoolean(path));
        String at = path + "/" + call.name();
        return switch (call.name()) {
            case "Fn::Equals" -> equal(call, at);
            case "Fn::Not" -> not(call, at);
            case "Fn::And" -> several(call, at, true);
            case "Fn::Or" -> several(call, at, false);
            default -> {
                if (!RuleFunctions.NAMES.contains(call.name())) {
                    throw notBoolean(path);
                }
                yield RuleFunctions.holds(evaluator, call, at);
            }
        };
    }

    private boolean equal(Intrinsic call, String path) {
        if (!call.hasArguments(2, 2)) {
            throw new TemplateError("Template error: every Fn::Equals object requires a list of 2 string parameters.");
        }
        JsonNode left = evaluator.evaluate(call.argument().get(0), path + "/0");
        JsonNode right = evaluator.evaluate(call.argument().get(1), path + "/1");
        return left.isValueNode() && right.isValueNode() ? left.asText().equals(right.asText()) : left.equals(right);
    }

    private boolean not(Intrinsic call, String path) {
        if (!call.hasArguments(1, 1)) {
            throw new TemplateError("Template error: every Fn::Not object requires one boolean parameter.");
        }
        return !expression(call.argument().get(0), path + "/0");
    }

    /** All are evaluated, so that what is wrong shows whatever the others are. */
    private boolean several(Intrinsic call, String path, boolean and) {
        if (!call.hasArguments(2, MOST)) {
            throw new TemplateError("Template error: every " + call.name() + SEVERAL);
        }
        boolean result = and;
        for (int i = 0; i < call.argument().size(); i++) {
            boolean holds = expression(call.argument().get(i), path + "/" + i);
            result = and ? result && holds : result || holds;
        }
        return result;
    }

    private static TemplateError notBoolean(String path) {
        return new TemplateError("Template format error: [" + path
                + "] Conditions can only be boolean operations on parameters and other conditions");
    }
}
