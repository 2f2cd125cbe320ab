package connectlocal.cloudformation.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.cloudformation.template.check.Reference;
import connectlocal.cloudformation.template.check.References;
import connectlocal.cloudformation.template.check.Structure;
import connectlocal.cloudformation.template.eval.Evaluator;
import connectlocal.cloudformation.template.eval.Scope;
import connectlocal.cloudformation.template.model.OutputDeclaration;
import connectlocal.cloudformation.template.model.ResourceDeclaration;
import connectlocal.cloudformation.template.model.TemplateError;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Resources and outputs whose condition holds, and what they mention. */
final class Declarations {
    private static final Set<String> DELETION = Set.of("Delete", "Retain", "RetainExceptOnCreate", "Snapshot");
    private static final Set<String> REPLACEMENT = Set.of("Delete", "Retain", "Snapshot");

    private static final Pattern EXPORT_NAME = Pattern.compile("[A-Za-z0-9:-]{1,255}");

    private final ObjectNode root;
    private final Scope scope;
    private final Evaluator evaluator;

    Declarations(ObjectNode root, Scope scope) {
        this.root = root;
        this.scope = scope;
        this.evaluator = new Evaluator(scope);
    }

    Map<String, ResourceDeclaration> resources() {
        Map<String, ResourceDeclaration> resources = new LinkedHashMap<>();
        for (String id : scope.resourceTypes().keySet()) {
            JsonNode node = root.path("Resources").path(id);
            String path = "/Resources/" + id;
            resources.put(
                    id,
                    new ResourceDeclaration(
                            id,
                            node.path("Type").textValue(),
                            node.path("Properties") instanceof ObjectNode given
                                    ? given
                                    : JsonNodeFactory.instance.objectNode(),
                            dependsOn(node),
                            policy(id, node, "DeletionPolicy", DELETION),
                            policy(id, node, "UpdateReplacePolicy", REPLACEMENT),
                            evaluator.evaluate(node.path("Metadata"), path + "/Metadata"),
                            node.path("Condition").textValue()));
        }
        return resources;
    }

    /** DependsOn may name a resource whose condition does not hold; then it asks for nothing. */
    private Set<String> dependsOn(JsonNode resource) {
        Set<String> names = new LinkedHashSet<>();
        JsonNode dependsOn = resource.path("DependsOn");
        if (dependsOn.isTextual()) {
            names.add(dependsOn.textValue());
        }
        dependsOn.forEach(each -> names.add(each.textValue()));
        names.retainAll(scope.resourceTypes().keySet());
        return names;
    }

    private String policy(String id, JsonNode resource, String name, Set<String> allowed) {
        JsonNode policy = resource.path(name);
        if (policy.isObject() && scope.extensions()) {
            policy = evaluator.evaluate(policy, "/Resources/" + id + "/" + name);
        }
        if (policy.isMissingNode()) {
            return null;
        }
        if (!policy.isTextual()) {
            throw new TemplateError("Template format error: Every " + name + " member must be a string.");
        }
        if (!allowed.contains(policy.textValue())) {
            throw new TemplateError(
                    "Template error: Unrecognized " + name + " " + policy.textValue() + " for resource " + id);
        }
        return policy.textValue();
    }

    Map<String, Set<String>> dependencies() {
        Map<String, Set<String>> dependencies = new LinkedHashMap<>();
        Set<String> unresolved = new LinkedHashSet<>();
        for (String id : scope.resourceTypes().keySet()) {
            JsonNode node = root.path("Resources").path(id);
            Set<String> needs = new LinkedHashSet<>(dependsOn(node));
            for (Reference reference : Structure.mentioned(node, Optional.of(scope.conditions()), scope.extensions())) {
                if (scope.resourceTypes().containsKey(reference.name())) {
                    needs.add(reference.name());
                } else if (root.path("Resources").has(reference.name())) {
                    unresolved.add(reference.name());
                }
            }
            dependencies.put(id, needs);
        }
        if (!unresolved.isEmpty()) {
            throw Structure.unresolvedInResources(unresolved);
        }
        return dependencies;
    }

    Map<String, OutputDeclaration> outputs() {
        Map<String, OutputDeclaration> outputs = new LinkedHashMap<>();
        Set<String> unresolved = new LinkedHashSet<>();
        Set<String> exports = new LinkedHashSet<>();
        for (Map.Entry<String, JsonNode> output :
                Structure.section(root, "Outputs").properties()) {
            JsonNode node = output.getValue();
            if (node.has("Condition")
                    && !scope.conditions().get(node.path("Condition").textValue())) {
                continue;
            }
            for (Reference reference : References.in(node, Optional.of(scope.conditions()), scope.extensions())) {
                boolean known = scope.resourceTypes().containsKey(reference.name());
                if (!known && root.path("Resources").has(reference.name())) {
                    unresolved.add(reference.name());
                }
            }
            if (!unresolved.isEmpty()) {
                throw Structure.unresolvedInOutputs(unresolved);
            }
            Optional<String> exportName = exportName(output.getKey(), node.path("Export"));
            if (exportName.isPresent() && !exports.add(exportName.get())) {
                throw new TemplateError("Template format error: Output " + output.getKey()
                        + " is malformed. The export name " + exportName.get() + " is used twice in the template.");
            }
            outputs.put(
                    output.getKey(),
                    new OutputDeclaration(
                            output.getKey(),
                            node.get("Value"),
                            Optional.ofNullable(node.path("Description").textValue()),
                            exportName));
        }
        return outputs;
    }

    private Optional<String> exportName(String output, JsonNode export) {
        if (export.isMissingNode()) {
            return Optional.empty();
        }
        String path = "/Outputs/" + output + "/Export/Name";
        JsonNode name = evaluator.evaluate(export.path("Name"), path);
        if (name.isTextual() && name.textValue().contains(Scope.LATER)) {
            throw new TemplateError(
                    "Template format error: Output " + output + " is malformed. The Name field of Export"
                            + " must not depend on any resources, imported values, or Fn::GetAZs.");
        }
        if (!name.isValueNode() || !EXPORT_NAME.matcher(name.asText()).matches()) {
            throw Structure.malformedExport(output);
        }
        return Optional.of(name.asText());
    }
}
