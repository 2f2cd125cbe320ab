package connectlocal.cloudformation.template.eval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import connectlocal.cloudformation.template.model.TemplateError;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** Functions that make a text. */
final class TextFunctions {
    static final String JOIN = "Template error: every Fn::Join object requires two parameters, (1) a string"
            + " delimiter and (2) a list of strings to be joined or a function that returns a list of strings (such as"
            + " Fn::GetAZs) to be joined.";
    private static final String SUB = "Template error: One or more Fn::Sub intrinsic functions don't specify expected"
            + " arguments. Specify a string as first argument, and an optional second argument to specify a mapping of"
            + " values to replace in the string";

    private TextFunctions() {}

    static JsonNode join(Evaluator evaluator, JsonNode argument, String path) {
        if (!argument.isArray() || argument.size() != 2 || !argument.get(0).isTextual()) {
            throw new TemplateError(JOIN);
        }
        JsonNode list = evaluator.evaluate(argument.get(1), path + "/1");
        if (Evaluator.isLater(list)) {
            return Evaluator.later();
        }
        if (!list.isArray()) {
            throw new TemplateError(JOIN);
        }
        StringBuilder joined = new StringBuilder();
        String delimiter = "";
        for (JsonNode item : list) {
            if (!item.isValueNode()) {
                throw new TemplateError(JOIN);
            }
            evaluator.append(joined, delimiter);
            evaluator.append(joined, item.asText());
            delimiter = argument.get(0).textValue();
        }
        return joined.indexOf(Scope.LATER) < 0 ? text(joined.toString()) : Evaluator.later();
    }

    static JsonNode sub(Evaluator evaluator, JsonNode argument, String path) {
        JsonNode template = argument.isArray() ? argument.path(0) : argument;
        JsonNode given = argument.isArray() ? argument.path(1) : argument.path("none");
        boolean withVariables = argument.isArray() && argument.size() == 2 && given.isObject();
        if (!template.isTextual() || argument.isArray() && !withVariables) {
            throw new TemplateError(SUB);
        }
        Map<String, String> variables = new HashMap<>();
        for (Map.Entry<String, JsonNode> variable : given.properties()) {
            variables.put(
                    variable.getKey(),
                    evaluator.text(
                            variable.getValue(),
                            path + "/1/" + variable.getKey(),
                            "Template error: every value of the context object of every Fn::Sub object must be a"
                                    + " string or a function that returns a string"));
        }
        StringBuilder result = new StringBuilder();
        for (SubText.Part part : SubText.parts(template.textValue())) {
            String text = part.text();
            if (part.variable()) {
                text = variables.containsKey(text) ? variables.get(text) : variable(evaluator, text, path);
            }
            evaluator.append(result, text);
        }
        return text(result.toString());
    }

    private static String variable(Evaluator evaluator, String name, String path) {
        int dot = name.indexOf('.');
        JsonNode value = dot < 0
                ? Lookups.named(evaluator, name, path)
                : Lookups.attribute(evaluator, name.substring(0, dot), name.substring(dot + 1), path);
        if (!value.isValueNode()) {
            throw new TemplateError(
                    "Template error: variable " + name + " in Fn::Sub expression does not resolve to a string");
        }
        return value.asText();
    }

    static JsonNode base64(Evaluator evaluator, JsonNode argument, String path) {
        String value = evaluator.text(
                argument, path, "Template error: every Fn::Base64 object must have a String-typed value.");
        return value.contains(Scope.LATER)
                ? Evaluator.later()
                : text(Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)));
    }

    static JsonNode toJsonString(Evaluator evaluator, JsonNode argument, String path) {
        JsonNode value = evaluator.evaluate(argument, path);
        if (Evaluator.isLater(value)) {
            return Evaluator.later();
        }
        if (!value.isContainerNode()) {
            throw new TemplateError("Template error: Fn::ToJsonString requires an object or an array");
        }
        return text(value.toString());
    }

    private static JsonNode text(String value) {
        return JsonNodeFactory.instance.textNode(value);
    }
}
