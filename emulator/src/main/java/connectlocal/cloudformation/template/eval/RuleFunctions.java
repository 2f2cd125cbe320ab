package connectlocal.cloudformation.template.eval;

import com.fasterxml.jackson.databind.JsonNode;
import connectlocal.cloudformation.template.model.TemplateError;
import java.util.HashSet;
import java.util.Set;

/** The boolean functions that only rules may use. */
final class RuleFunctions {
    static final Set<String> NAMES = Set.of(
            "Fn::Contains", "Fn::EachMemberEquals", "Fn::EachMemberIn", "Fn::RefAll", "Fn::ValueOf", "Fn::ValueOfAll");

    private RuleFunctions() {}

    static boolean holds(Evaluator evaluator, Intrinsic call, String path) {
        if (!call.hasArguments(2, 2)) {
            throw new TemplateError(
                    "Template error: every " + call.name() + " object requires a list of 2 parameters.");
        }
        JsonNode list = evaluator.evaluate(call.argument().get(0), path + "/0");
        JsonNode other = evaluator.evaluate(call.argument().get(1), path + "/1");
        if (!list.isArray() || call.name().equals("Fn::EachMemberIn") != other.isArray()) {
            throw new TemplateError("Template error: every " + call.name() + " object requires a list of strings and "
                    + (call.name().equals("Fn::EachMemberIn") ? "another list of strings." : "a string."));
        }
        return switch (call.name()) {
            case "Fn::Contains" -> contains(list, other);
            case "Fn::EachMemberEquals" -> all(list, other);
            case "Fn::EachMemberIn" -> allIn(list, other);
            default ->
                throw new TemplateError("Template error: " + call.name()
                        + " asks for attributes of resources in the account; it is not supported");
        };
    }

    private static boolean contains(JsonNode list, JsonNode value) {
        for (JsonNode item : list) {
            if (item.asText().equals(value.asText())) {
                return true;
            }
        }
        return false;
    }

    private static boolean all(JsonNode list, JsonNode value) {
        for (JsonNode item : list) {
            if (!item.asText().equals(value.asText())) {
                return false;
            }
        }
        return true;
    }

    /** Looked up, not looked through: either list may have thousands of members. */
    private static boolean allIn(JsonNode list, JsonNode among) {
        Set<String> known = new HashSet<>();
        among.forEach(item -> known.add(item.asText()));
        for (JsonNode item : list) {
            if (!known.contains(item.asText())) {
                return false;
            }
        }
        return true;
    }
}
