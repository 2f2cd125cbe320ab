package connectlocal.cloudformation.template.eval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import connectlocal.cloudformation.template.model.TemplateError;
import java.util.Optional;

/** Functions that look a value up: in parameters, resources, mappings, conditions and exports. */
final class Lookups {
    private static final String ERROR = "Template error: ";
    private static final String DEFAULT_VALUE = "DefaultValue";

    private Lookups() {}

    static JsonNode ref(Evaluator evaluator, JsonNode argument, String path) {
        return named(
                evaluator, argument.isTextual() ? argument.textValue() : evaluated(evaluator, argument, path), path);
    }

    private static String evaluated(Evaluator evaluator, JsonNode argument, String path) {
        return evaluator.text(
                argument, path, "Template format error: [" + path + "] Ref must name a parameter or resource");
    }

    /** A parameter, pseudo parameter or resource, as Ref and Fn::Sub name it. */
    static JsonNode named(Evaluator evaluator, String name, String path) {
        Scope scope = evaluator.scope();
        JsonNode parameter = scope.parameters().get(name);
        if (parameter != null) {
            return parameter;
        }
        Optional<JsonNode> pseudo = PseudoParameters.value(name, scope.surroundings());
        if (pseudo.isPresent()) {
            return pseudo.get();
        }
        requireResource(scope, name);
        return scope.values().ref(name).orElseGet(() -> notYet(scope, name, path));
    }

    static JsonNode getAtt(Evaluator evaluator, JsonNode argument, String path) {
        String error = ERROR + "every Fn::GetAtt object requires two non-empty parameters, the resource name and the"
                + " resource attribute";
        if (!argument.isArray() || argument.size() != 2) {
            throw new TemplateError(error);
        }
        String resource = evaluator.text(argument.get(0), path + "/0", error);
        String attribute = evaluator.text(argument.get(1), path + "/1", error);
        if (resource.isEmpty() || attribute.isEmpty()) {
            throw new TemplateError(error);
        }
        return attribute(evaluator, resource, attribute, path);
    }

    static JsonNode attribute(Evaluator evaluator, String resource, String attribute, String path) {
        Scope scope = evaluator.scope();
        requireResource(scope, resource);
        return scope.values().attribute(resource, attribute).orElseGet(() -> {
            if (scope.values().ref(resource).isPresent() && !scope.unknownAllowed()) {
                throw new TemplateError("[Error] " + path + ": Resource type "
                        + scope.resourceTypes().get(resource) + " does not support attribute {" + attribute + "}.");
            }
            return notYet(scope, resource, path);
        });
    }

    private static void requireResource(Scope scope, String name) {
        if (!scope.resourceTypes().containsKey(name)) {
            throw new TemplateError("Template format error: Unresolved resource dependencies [" + name
                    + "] in the Resources block of the template");
        }
    }

    private static JsonNode notYet(Scope scope, String resource, String path) {
        if (scope.unknownAllowed()) {
            return Evaluator.later();
        }
        throw new TemplateError("[Error] " + path + ": Resource " + resource + " does not exist yet");
    }

    static JsonNode importValue(Evaluator evaluator, JsonNode argument, String path) {
        String name = evaluator.text(argument, path, ERROR + "Fn::ImportValue requires the name of an export");
        Optional<String> value = evaluator.scope().surroundings().export(name);
        if (value.isEmpty() && evaluator.scope().unknownAllowed()) {
            return Evaluator.later();
        }
        return JsonNodeFactory.instance.textNode(
                value.orElseThrow(() -> new TemplateError("No export named " + name + " found.")));
    }

    static JsonNode findInMap(Evaluator evaluator, JsonNode argument, String path) {
        String error = ERROR + "every Fn::FindInMap object requires three parameters, the map name, map key and the"
                + " attribute for return value";
        boolean extended = evaluator.scope().extensions()
                && argument.size() == 4
                && argument.path(3).has(DEFAULT_VALUE);
        if (!argument.isArray() || argument.size() != 3 && !extended) {
            throw new TemplateError(error);
        }
        String map = evaluator.text(argument.get(0), path + "/0", error);
        String key = evaluator.text(argument.get(1), path + "/1", error);
        String attribute = evaluator.text(argument.get(2), path + "/2", error);
        JsonNode value = evaluator.scope().mappings().path(map).path(key).path(attribute);
        if (!value.isMissingNode()) {
            return value;
        }
        if (extended) {
            return evaluator.evaluate(argument.get(3).get(DEFAULT_VALUE), path + "/3/" + DEFAULT_VALUE);
        }
        if (!evaluator.scope().mappings().has(map)) {
            throw new TemplateError(
                    ERROR + "Mapping named '" + map + "' is not present in the 'Mappings' section of template.");
        }
        throw new TemplateError(ERROR + "Unable to get mapping for " + map + "::" + key + "::" + attribute);
    }

    static JsonNode choose(Evaluator evaluator, JsonNode argument, String path) {
        if (!argument.isArray() || argument.size() != 3 || !argument.get(0).isTextual()) {
            throw new TemplateError(ERROR + "Fn::If requires a list argument with three elements");
        }
        String name = argument.get(0).textValue();
        Boolean holds = evaluator.scope().conditions().get(name);
        if (holds == null) {
            throw new TemplateError(ERROR + "unresolved condition dependency " + name + " in Fn::If");
        }
        int branch = holds ? 1 : 2;
        return evaluator.evaluate(argument.get(branch), path + "/" + branch);
    }
}
