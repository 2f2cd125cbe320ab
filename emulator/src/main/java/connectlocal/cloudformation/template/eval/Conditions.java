package connectlocal.cloudformation.template.eval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.cloudformation.template.model.TemplateError;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Conditions and the assertions of rules: expressions that are true or false. */
public final class Conditions {
    private static final String SEVERAL = " object requires a list of at least 2 and at most 10 boolean parameters.";
    private static final Set<String> OPERATORS = Set.of("Fn::And", "Fn::Or", "Fn::Not");
    private static final int MOST = 10;

    private final JsonNode section;
    private final Evaluator evaluator;
    private final Map<String, Boolean> known;
    private final Set<String> underWay = new LinkedHashSet<>();

    private Conditions(JsonNode section, Map<String, Boolean> known, Scope scope) {
        this.section = section;
        this.known = known;
        this.evaluator = new Evaluator(scope.with(known, Map.of()));
    }

    /** Every condition of the section, by name. */
    public static Map<String, Boolean> all(ObjectNode section, Scope scope) {
        Conditions conditions = new Conditions(section, new LinkedHashMap<>(), scope);
        section.fieldNames().forEachRemaining(conditions::settle);
        return conditions.known;
    }

    /** One expression that stands elsewhere: a rule's. */
    public static boolean holds(JsonNode expression, String path, Scope scope) {
        return new Conditions(expression, scope.conditions(), scope).expression(expression, path);
    }

    /** First what a condition needs, and what that needs: in a loop, since a chain may have thousands of them. */
    private void settle(String first) {
        Deque<Unsettled> path = new ArrayDeque<>();
        enter(first, path);
        while (!path.isEmpty()) {
            Unsettled last = path.getLast();
            if (last.needs.hasNext()) {
                enter(last.needs.next(), path);
            } else {
                known.put(last.name, expression(section.get(last.name), "/Conditions/" + last.name));
                underWay.remove(last.name);
                path.removeLast();
            }
        }
    }

    private void enter(String name, Deque<Unsettled> path) {
        if (known.containsKey(name)) {
            return;
        }
        if (!section.has(name)) {
            throw unresolved(name);
        }
        if (!underWay.add(name)) {
            throw new TemplateError("Circular dependency between conditions: [" + String.join(", ", underWay) + "]");
        }
        Set<String> needs = new LinkedHashSet<>();
        mentioned(section.get(name), needs);
        path.addLast(new Unsettled(name, needs.iterator()));
    }

    /** A condition, and those that it needs and that nobody has looked at yet. */
    private record Unsettled(String name, Iterator<String> needs) {}

    private static void mentioned(JsonNode node, Set<String> names) {
        reference(node).ifPresent(names::add);
        Intrinsic.of(node).filter(call -> OPERATORS.contains(call.name())).ifPresent(call -> call.argument()
                .forEach(operand -> mentioned(operand, names)));
    }

    private static Optional<String> reference(JsonNode node) {
        return Optional.of(node)
                .filter(object -> object.isObject() && object.size() == 1)
                .map(object -> object.path(Intrinsic.CONDITION).textValue());
    }

    private static TemplateError unresolved(String name) {
        return new TemplateError("Template error: unresolved condition dependency " + name + " in Condition");
    }

    private boolean expression(JsonNode node, String path) {
        Optional<String> reference = reference(node);
        if (reference.isPresent()) {
            return Optional.ofNullable(known.get(reference.get())).orElseThrow(() -> unresolved(reference.get()));
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
