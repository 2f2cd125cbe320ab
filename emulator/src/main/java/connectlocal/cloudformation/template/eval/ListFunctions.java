package connectlocal.cloudformation.template.eval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import connectlocal.cloudformation.template.model.TemplateError;
import java.util.List;
import java.util.regex.Pattern;

/** Functions that make, count or pick from a list. */
final class ListFunctions {
    private static final String SELECT =
            "Template error: Fn::Select requires a list argument with two elements: an" + " integer index and a list";
    private static final String SPLIT = "Template error: every Fn::Split object requires two parameters, (1) a string"
            + " delimiter and (2) a string to be split or a function that returns a string to be split.";
    /** More than a template may have; the last would hold the rest. */
    private static final int MOST_ITEMS = Allowance.LARGEST / Allowance.VALUE + 1;

    private static final Pattern INDEX = Pattern.compile("[0-9]{1,9}");

    private ListFunctions() {}

    static JsonNode split(Evaluator evaluator, JsonNode argument, String path) {
        if (!argument.isArray()
                || argument.size() != 2
                || !argument.get(0).isTextual()
                || argument.get(0).textValue().isEmpty()) {
            throw new TemplateError(SPLIT);
        }
        String source = evaluator.text(argument.get(1), path + "/1", SPLIT);
        if (source.contains(Scope.LATER)) {
            return Evaluator.later();
        }
        return list(List.of(source.split(Pattern.quote(argument.get(0).textValue()), MOST_ITEMS)));
    }

    static JsonNode select(Evaluator evaluator, JsonNode argument, String path) {
        if (!argument.isArray() || argument.size() != 2) {
            throw new TemplateError(SELECT);
        }
        String index = evaluator.text(argument.get(0), path + "/0", SELECT);
        JsonNode list = evaluator.evaluate(argument.get(1), path + "/1");
        if (Evaluator.isLater(list)) {
            return Evaluator.later();
        }
        if (!INDEX.matcher(index).matches() || !list.isArray()) {
            throw new TemplateError(SELECT);
        }
        JsonNode selected = list.path(Integer.parseInt(index));
        if (selected.isMissingNode()) {
            throw new TemplateError("Template error: Fn::Select  cannot select nonexistent value at index " + index);
        }
        return selected;
    }

    static JsonNode getAZs(Evaluator evaluator, JsonNode argument, String path) {
        String region = evaluator.text(
                argument, path, "Template error: every Fn::GetAZs object must have a String-typed value.");
        if (region.contains(Scope.LATER)) {
            return Evaluator.later();
        }
        var surroundings = evaluator.scope().surroundings();
        return list(surroundings.availabilityZones(region.isEmpty() ? surroundings.region() : region));
    }

    static JsonNode cidr(Evaluator evaluator, JsonNode argument, String path) {
        String error = "Template error: every Fn::Cidr object requires two or three parameters, the IP block, the count"
                + " and the CIDR bits";
        if (!argument.isArray() || argument.size() < 2 || argument.size() > 3) {
            throw new TemplateError(error);
        }
        String block = evaluator.text(argument.get(0), path + "/0", error);
        String count = evaluator.text(argument.get(1), path + "/1", error);
        String bits = argument.size() < 3 ? "" : evaluator.text(argument.get(2), path + "/2", error);
        if ((block + count + bits).contains(Scope.LATER)) {
            return Evaluator.later();
        }
        return list(Cidr.blocks(block, count, bits));
    }

    static JsonNode length(Evaluator evaluator, JsonNode argument, String path) {
        JsonNode list = evaluator.evaluate(argument, path);
        if (Evaluator.isLater(list)) {
            return Evaluator.later();
        }
        if (!list.isArray()) {
            throw new TemplateError("Template error: Fn::Length requires a list");
        }
        return JsonNodeFactory.instance.numberNode(list.size());
    }

    private static ArrayNode list(List<String> items) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        items.forEach(list::add);
        return list;
    }
}
