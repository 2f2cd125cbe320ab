package connectlocal.cloudformation.template.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.cloudformation.template.eval.Intrinsic;
import connectlocal.cloudformation.template.eval.PseudoParameters;
import connectlocal.cloudformation.template.model.TemplateError;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks a template without loops, and that every name in it is declared. */
public final class Structure {
    private static final List<String> MENTIONING =
            List.of("Properties", "Metadata", "DeletionPolicy", "UpdateReplacePolicy");
    private static final String ERROR = "Template error: ";

    private final ObjectNode root;
    private final boolean extensions;

    private Structure(ObjectNode root, boolean extensions) {
        this.root = root;
        this.extensions = extensions;
    }

    /** Refuses what is wrong whatever the parameters are. */
    public static void check(ObjectNode root, boolean extensions) {
        Sections.check(root);
        Structure structure = new Structure(root, extensions);
        structure.conditions();
        structure.resources();
        structure.outputs();
        for (String section : List.of("Conditions", "Resources", "Outputs")) {
            structure.conditionNames(root.path(section));
        }
    }

    /** A section, empty when absent. */
    public static ObjectNode section(ObjectNode root, String name) {
        return Sections.section(root, name);
    }

    /** The refusal of an export's name. */
    public static TemplateError malformedExport(String output) {
        return Sections.malformedExport(output);
    }

    /** What a resource mentions outside DependsOn. */
    public static Set<Reference> mentioned(
            JsonNode resource, Optional<Map<String, Boolean>> conditions, boolean extensions) {
        Set<Reference> all = new LinkedHashSet<>();
        for (String member : MENTIONING) {
            all.addAll(References.in(resource.path(member), conditions, extensions));
        }
        return all;
    }

    /** The refusal of names that nothing stands for. */
    public static TemplateError unresolvedInResources(Set<String> names) {
        return new TemplateError(Outline.FORMAT + "Unresolved resource dependencies [" + String.join(", ", names)
                + "] in the Resources block of the template");
    }

    /** The same for outputs, where CloudFormation leaves the prefix out. */
    public static TemplateError unresolvedInOutputs(Set<String> names) {
        return new TemplateError("Unresolved resource dependencies [" + String.join(", ", names)
                + "] in the Outputs block of the template");
    }

    private void conditions() {
        Set<String> unresolved = new LinkedHashSet<>();
        for (String section : List.of("Conditions", "Rules")) {
            for (Reference reference : References.in(root.path(section), Optional.empty(), extensions)) {
                boolean plain = !reference.function().equals(Intrinsic.GET_ATT) && reference.attribute() == null;
                if (!plain || !isParameter(reference.name())) {
                    unresolved.add(reference.name());
                }
            }
            if (!unresolved.isEmpty()) {
                throw new TemplateError(Outline.FORMAT + "Unresolved dependencies [" + String.join(", ", unresolved)
                        + "]. Cannot reference resources in the " + section + " block of the template");
            }
        }
        if (uses(root.path("Conditions"), "Fn::ImportValue")) {
            throw new TemplateError(ERROR + "Cannot use Fn::ImportValue in Conditions.");
        }
    }

    private void resources() {
        Set<String> unresolved = new LinkedHashSet<>();
        for (Map.Entry<String, JsonNode> resource : section(root, "Resources").properties()) {
            unresolved.addAll(unresolved(mentioned(resource.getValue(), Optional.empty(), extensions)));
            JsonNode dependsOn = resource.getValue().path("DependsOn");
            if (dependsOn.isTextual() && !isResource(dependsOn.textValue())) {
                unresolved.add(dependsOn.textValue());
            }
            for (JsonNode each : dependsOn) {
                if (!isResource(each.asText())) {
                    unresolved.add(each.asText());
                }
            }
            requireCondition(resource.getValue(), "Resources");
        }
        if (!unresolved.isEmpty()) {
            throw unresolvedInResources(unresolved);
        }
    }

    private void outputs() {
        Set<String> unresolved = new LinkedHashSet<>();
        for (JsonNode output : section(root, "Outputs")) {
            unresolved.addAll(unresolved(References.in(output, Optional.empty(), extensions)));
            requireCondition(output, "Outputs");
        }
        if (!unresolved.isEmpty()) {
            throw unresolvedInOutputs(unresolved);
        }
    }

    private Set<String> unresolved(Set<Reference> references) {
        Set<String> names = new LinkedHashSet<>();
        for (Reference reference : references) {
            String name = reference.name();
            if (reference.function().equals(Intrinsic.GET_ATT) && !isResource(name)) {
                throw new TemplateError(ERROR + "instance of Fn::GetAtt references undefined resource " + name);
            }
            if (!isResource(name) && (reference.attribute() != null || !isParameter(name))) {
                names.add(name);
            }
        }
        return names;
    }

    private void requireCondition(JsonNode owner, String block) {
        String name = owner.path("Condition").asText("");
        if (owner.has("Condition") && !root.path("Conditions").has(name)) {
            throw new TemplateError(Outline.FORMAT + "Unresolved condition dependency " + name + " in the " + block
                    + " block of the template");
        }
    }

    /** Every condition that an Fn::If names, in branches not taken too. */
    private void conditionNames(JsonNode node) {
        Optional<Intrinsic> call = Intrinsic.of(node);
        if (call.isPresent() && call.get().name().equals(Intrinsic.IF)) {
            JsonNode argument = call.get().argument();
            if (!argument.isArray() || argument.size() != 3 || !argument.get(0).isTextual()) {
                throw new TemplateError(ERROR + "Fn::If requires a list argument with three elements");
            }
            if (!root.path("Conditions").has(argument.get(0).textValue())) {
                throw new TemplateError(ERROR + "unresolved condition dependency "
                        + argument.get(0).textValue() + " in Fn::If");
            }
        }
        node.forEach(this::conditionNames);
    }

    private static boolean uses(JsonNode node, String function) {
        boolean found = node.has(function);
        for (JsonNode child : node) {
            found |= uses(child, function);
        }
        return found;
    }

    private boolean isParameter(String name) {
        return root.path("Parameters").has(name) || PseudoParameters.NAMES.contains(name);
    }

    private boolean isResource(String name) {
        return root.path("Resources").has(name);
    }
}
