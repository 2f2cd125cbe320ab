package connectlocal.cloudformation.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.cloudformation.template.check.Outline;
import connectlocal.cloudformation.template.check.Structure;
import connectlocal.cloudformation.template.eval.Allowance;
import connectlocal.cloudformation.template.eval.Conditions;
import connectlocal.cloudformation.template.eval.Folding;
import connectlocal.cloudformation.template.eval.Loops;
import connectlocal.cloudformation.template.eval.Scope;
import connectlocal.cloudformation.template.model.ParameterDeclaration;
import connectlocal.cloudformation.template.model.ResourceValues;
import connectlocal.cloudformation.template.model.Surroundings;
import connectlocal.cloudformation.template.model.TemplateError;
import connectlocal.cloudformation.template.parameters.ParameterReader;
import connectlocal.cloudformation.template.parameters.ParameterValues;
import connectlocal.cloudformation.template.read.TemplateReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A template that is well-formed; nothing in it is evaluated yet. */
public final class Template {
    private static final Set<String> NAMED_IAM =
            Set.of("AWS::IAM::Group", "AWS::IAM::ManagedPolicy", "AWS::IAM::Role", "AWS::IAM::User");
    private static final Map<String, String> IAM_NAMES = Map.of(
            "AWS::IAM::Group", "GroupName",
            "AWS::IAM::ManagedPolicy", "ManagedPolicyName",
            "AWS::IAM::Role", "RoleName",
            "AWS::IAM::User", "UserName");

    private final String body;
    private final ObjectNode root;
    private final List<ParameterDeclaration> parameters;
    private final boolean loops;
    private final Optional<ObjectNode> unrolled;

    private Template(String body) {
        this.body = body;
        this.root = TemplateReader.read(body);
        Outline.check(root);
        this.parameters = ParameterReader.read(Structure.section(root, "Parameters"));
        this.loops = extensions() && Loops.in(root);
        this.unrolled = loops ? unrolledByDefaults() : Optional.of(root);
        unrolled.ifPresent(whole -> Structure.check(whole, extensions()));
    }

    /**
     * Reads a template and checks everything that can be checked without parameters.
     *
     * @throws TemplateError in CloudFormation's words
     */
    public static Template parse(String body) {
        return new Template(body);
    }

    /** The text as it was given: what GetTemplate calls Original. */
    public String body() {
        return body;
    }

    /** The whole template as JSON, functions in their long form. */
    public ObjectNode root() {
        return root.deepCopy();
    }

    public Optional<String> description() {
        return Optional.ofNullable(root.path("Description").textValue());
    }

    /** The section Metadata; a missing node when there is none. */
    public JsonNode metadata() {
        return root.path("Metadata");
    }

    /** In the order in which they are declared. */
    public List<ParameterDeclaration> parameters() {
        return parameters;
    }

    public Set<String> transforms() {
        return Outline.transforms(root);
    }

    /** The capabilities that must be acknowledged, as GetTemplateSummary reports them. */
    public List<String> capabilities() {
        List<String> capabilities = new ArrayList<>();
        boolean iam = false;
        boolean named = false;
        for (JsonNode resource : unrolled.orElse(root).path("Resources")) {
            String type = resource.path("Type").asText();
            iam |= type.startsWith("AWS::IAM::");
            named |= NAMED_IAM.contains(type) && resource.path("Properties").has(IAM_NAMES.get(type));
        }
        if (iam) {
            capabilities.add(named ? "CAPABILITY_NAMED_IAM" : "CAPABILITY_IAM");
        }
        if (!transforms().isEmpty()) {
            capabilities.add("CAPABILITY_AUTO_EXPAND");
        }
        return capabilities;
    }

    /** What needs these: types of resources, and transforms. */
    public List<String> needingCapabilities() {
        List<String> needing = new ArrayList<>(new TreeSet<>(resourceTypes().values()));
        needing.removeIf(type -> !type.startsWith("AWS::IAM::"));
        needing.addAll(transforms());
        return needing;
    }

    /** Logical id to type, conditions not considered, {@code Fn::ForEach} expanded where its list is known. */
    public Map<String, String> resourceTypes() {
        return types(unrolled.orElse(root));
    }

    /** The same without what a condition may leave out, and without what a transform may make of it. */
    public Map<String, String> certainTypes() {
        Map<String, String> certain = transforms().isEmpty() ? resourceTypes() : new LinkedHashMap<>();
        certain.keySet().removeIf(id -> root.path("Resources").path(id).has("Condition"));
        return certain;
    }

    /**
     * Binds parameters and conditions, and checks everything that can be checked before anything is made.
     *
     * @param given the values given, those kept by UsePreviousValue among them
     */
    public BoundTemplate bind(Map<String, String> given, Surroundings surroundings) {
        ParameterValues bound = ParameterValues.bind(parameters, given, surroundings);
        Scope outer = scope(bound.values(), surroundings);
        ObjectNode whole = root;
        if (loops) {
            whole = Loops.unrolled(root, outer, TemplateReader.LARGEST, TemplateReader::tooLarge);
            Structure.check(whole, true);
        }
        Map<String, Boolean> conditions = Conditions.all(Structure.section(whole, "Conditions"), outer);
        Rules.check(Structure.section(whole, "Rules"), outer.with(conditions, Map.of()));
        Map<String, String> types = types(whole);
        if (extensions()) {
            Scope known = outer.with(conditions, types);
            whole = Folding.folded(whole, known, TemplateReader.LARGEST, TemplateReader::tooLarge);
            Structure.check(whole, true);
        }
        for (Map.Entry<String, JsonNode> resource : whole.path("Resources").properties()) {
            String condition = resource.getValue().path("Condition").asText("");
            if (!condition.isEmpty() && !conditions.get(condition)) {
                types.remove(resource.getKey());
            }
        }
        return new BoundTemplate(whole, bound, outer.with(conditions, types));
    }

    private Scope scope(Map<String, JsonNode> values, Surroundings surroundings) {
        return new Scope(
                values,
                Structure.section(root, "Mappings"),
                Map.of(),
                surroundings,
                Map.of(),
                ResourceValues.none(),
                true,
                extensions(),
                new Allowance());
    }

    private boolean extensions() {
        return transforms().contains(Outline.LANGUAGE_EXTENSIONS);
    }

    /** Loops whose lists come from nothing but the template; the others wait for their parameters. */
    private Optional<ObjectNode> unrolledByDefaults() {
        try {
            Scope scope = scope(ParameterValues.defaults(parameters), new Unbound());
            return Optional.of(Loops.unrolled(root, scope, TemplateReader.LARGEST, TemplateReader::tooLarge));
        } catch (TemplateError waits) {
            return Optional.empty();
        }
    }

    private static Map<String, String> types(ObjectNode whole) {
        Map<String, String> types = new LinkedHashMap<>();
        JsonNode resources =
                whole.path("Resources").isObject() ? whole.path("Resources") : JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> resource : resources.properties()) {
            if (resource.getValue().path("Type").isTextual()) {
                types.put(resource.getKey(), resource.getValue().path("Type").textValue());
            }
        }
        return types;
    }
}
