package connectlocal.cloudformation.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import connectlocal.cloudformation.template.check.Cycles;
import connectlocal.cloudformation.template.check.References;
import connectlocal.cloudformation.template.eval.Evaluator;
import connectlocal.cloudformation.template.eval.MissingExports;
import connectlocal.cloudformation.template.eval.Scope;
import connectlocal.cloudformation.template.eval.UnknownJoins;
import connectlocal.cloudformation.template.model.Cause;
import connectlocal.cloudformation.template.model.OutputDeclaration;
import connectlocal.cloudformation.template.model.ResourceDeclaration;
import connectlocal.cloudformation.template.model.ResourceValues;
import connectlocal.cloudformation.template.model.Surroundings;
import connectlocal.cloudformation.template.model.TemplateError;
import connectlocal.cloudformation.template.parameters.ParameterValues;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A template with its parameters: which resources there are, what they need of each other, and their properties. */
public final class BoundTemplate {
    /** What change sets show instead of a value that exists only later. */
    public static final String KNOWN_AFTER_APPLY = Scope.LATER;

    private final ObjectNode root;
    private final ParameterValues parameters;
    private final Scope scope;
    private final Map<String, ResourceDeclaration> resources;
    private final Map<String, Set<String>> dependencies;
    private final Map<String, OutputDeclaration> outputs;

    /**
     * Binds what is left.
     *
     * @param root without loops and, if the template has them, without language extensions
     * @param scope with conditions and the types of the resources whose condition holds
     */
    BoundTemplate(ObjectNode root, ParameterValues parameters, Scope scope) {
        this.root = root;
        this.parameters = parameters;
        this.scope = scope;
        Declarations declarations = new Declarations(root, scope);
        this.resources = Collections.unmodifiableMap(declarations.resources());
        this.dependencies = Collections.unmodifiableMap(declarations.dependencies());
        this.outputs = Collections.unmodifiableMap(declarations.outputs());
        Cycles.refuse(dependencies);
        resources.keySet().forEach(id -> knownProperties(id, ResourceValues.none()));
        outputs.keySet().forEach(name -> outputValue(name, scope.with(ResourceValues.none(), true)));
    }

    /** Only those whose condition holds, in the order of their declaration. */
    public Map<String, ResourceDeclaration> resources() {
        return resources;
    }

    /** Their types, by logical id. */
    public Map<String, String> types() {
        return Collections.unmodifiableMap(scope.resourceTypes());
    }

    /** The values as they were given or defaulted, unmasked: never to be shown. */
    public Map<String, String> parameterValues() {
        return parameters.given();
    }

    /** The same, NoEcho masked. */
    public Map<String, String> parametersShown() {
        return parameters.shown();
    }

    /** What the parameters of SSM types stand for: DescribeStacks' ResolvedValue. */
    public Map<String, String> resolvedValues() {
        return parameters.resolved();
    }

    /** Which resources each resource needs: by Ref, Fn::GetAtt, Fn::Sub and DependsOn. Without cycles. */
    public Map<String, Set<String>> dependencies() {
        return dependencies;
    }

    /** The properties evaluated; dynamic references stay as text. */
    public ObjectNode properties(String logicalId, ResourceValues values) {
        return evaluated(logicalId, scope.with(values, false));
    }

    /**
     * What stands beside the properties, evaluated for somebody's look alone; a missing node when there is none.
     *
     * @param surroundings which may remember what they are asked
     */
    public JsonNode metadata(String logicalId, ResourceValues values, Surroundings surroundings) {
        String place = "/Resources/" + logicalId + "/Metadata";
        JsonNode raw = root.path("Resources").path(logicalId).path("Metadata");
        return Evaluator.aside(scope.with(values, false).in(surroundings)).evaluate(raw, place);
    }

    /** Dynamic references resolved: for the handler alone, never to be stored or shown. */
    public ObjectNode withSecrets(ObjectNode properties) {
        return (ObjectNode) new DynamicReferences(scope.surroundings()).resolved(properties);
    }

    /** For change sets: as {@link #properties}, with {@link #KNOWN_AFTER_APPLY} for what is not known yet. */
    public ObjectNode knownProperties(String logicalId, ResourceValues values) {
        return evaluated(logicalId, scope.with(values, true));
    }

    /** The name of an export that a resource asks for and that nobody has. */
    public Optional<String> missingExport(String logicalId, ResourceValues values) {
        return MissingExports.in(declared(logicalId).rawProperties(), scope.with(values, true));
    }

    private ObjectNode evaluated(String logicalId, Scope with) {
        String place = "/Resources/" + logicalId + "/Properties";
        JsonNode value =
                Evaluator.anew(with, place).evaluate(declared(logicalId).rawProperties(), place);
        return value instanceof ObjectNode properties ? properties : JsonNodeFactory.instance.objectNode();
    }

    private ResourceDeclaration declared(String logicalId) {
        return Optional.ofNullable(resources.get(logicalId))
                .orElseThrow(() -> new IllegalArgumentException("no resource " + logicalId + " in this template"));
    }

    /** What a list of strings that is not known yet makes AWS say of a resource's values. */
    public Optional<String> unknownJoin(String logicalId, ResourceValues values) {
        return UnknownJoins.in(declared(logicalId).rawProperties(), scope.with(values, true));
    }

    /** The parameters and resources that a property's value comes from. */
    public Set<Cause> causes(String logicalId, String property) {
        return causes(declared(logicalId).rawProperties().path(property));
    }

    /** The same of an attribute beside the properties, as Metadata is one. */
    public Set<Cause> causesOfAttribute(String logicalId, String attribute) {
        return causes(root.path("Resources").path(logicalId).path(attribute));
    }

    private Set<Cause> causes(JsonNode value) {
        Set<Cause> causes = new LinkedHashSet<>();
        References.in(value, Optional.of(scope.conditions()), scope.extensions())
                .forEach(reference -> {
                    boolean parameter =
                            reference.attribute() == null && scope.parameters().containsKey(reference.name());
                    if (parameter || scope.resourceTypes().containsKey(reference.name())) {
                        causes.add(reference.cause(parameter));
                    }
                });
        return causes;
    }

    /** Only those whose condition holds. */
    public Map<String, OutputDeclaration> outputs() {
        return outputs;
    }

    /** An output's value, a text. */
    public JsonNode outputValue(String name, ResourceValues values) {
        return outputValue(name, scope.with(values, false));
    }

    private JsonNode outputValue(String name, Scope with) {
        OutputDeclaration output = Optional.ofNullable(outputs.get(name))
                .orElseThrow(() -> new IllegalArgumentException("no output " + name + " in this template"));
        String place = "/Outputs/" + name + "/Value";
        JsonNode value = Evaluator.anew(with, place).evaluate(output.rawValue(), place);
        if (!value.isValueNode()) {
            throw new TemplateError(
                    "Template format error: The Value field of every Outputs member must evaluate to a" + " String.");
        }
        return TextNode.valueOf(value.asText());
    }

    /** What GetTemplate calls Processed: loops unrolled, language extensions resolved, functions in their long form. */
    public ObjectNode processed() {
        ObjectNode processed = root.deepCopy();
        processed.remove("Transform");
        return processed;
    }
}
