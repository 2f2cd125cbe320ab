package connectlocal.cloudformation.engine;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.cloudformation.template.Template;
import connectlocal.cloudformation.template.model.ParameterDeclaration;
import connectlocal.cloudformation.template.model.TemplateError;
import connectlocal.provider.PropertyPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What is known of templates and resource types without any stack. */
public final class Summaries {
    private final Engine engine;

    Summaries(Engine engine) {
        this.engine = engine;
    }

    /**
     * GetTemplateSummary: of a text, or of a stack's template.
     *
     * @param lenient whether types that there are none of are a warning instead of a refusal
     */
    public ObjectNode template(Optional<String> body, Optional<String> stackName, boolean lenient) {
        Template template = body.map(Summaries::parsed).orElseGet(() -> ofStack(stackName.orElseThrow()));
        if (body.isPresent() && !lenient) {
            engine.types.requireAll(template.certainTypes());
        }
        ObjectNode summary = JsonNodeFactory.instance.objectNode();
        parameters(template, summary.putArray("Parameters"), false);
        template.description().ifPresent(d -> summary.put("Description", d));
        capabilities(template, summary);
        var types = template.resourceTypes();
        new TreeSet<>(types.values()).forEach(summary.putArray("ResourceTypes")::add);
        if (template.root().has("AWSTemplateFormatVersion")) {
            summary.put(
                    "Version", template.root().path("AWSTemplateFormatVersion").asText());
        }
        if (!template.metadata().isMissingNode()) {
            summary.put("Metadata", template.metadata().toString());
        }
        ArrayNode transforms = summary.putArray("DeclaredTransforms");
        template.transforms().forEach(transforms::add);
        var byType = new LinkedHashMap<String, List<String>>();
        types.forEach((id, type) ->
                byType.computeIfAbsent(type, t -> new ArrayList<>()).add(id));
        ArrayNode identifiers = summary.putArray("ResourceIdentifierSummaries");
        byType.forEach((name, ids) -> engine.types.find(name).ifPresent(provider -> {
            ObjectNode entry = identifiers.addObject().put("ResourceType", name);
            ids.forEach(entry.putArray("LogicalResourceIds")::add);
            ArrayNode names = entry.putArray("ResourceIdentifiers");
            provider.type()
                    .allIdentifiers()
                    .forEach(paths ->
                            names.add(paths.stream().map(PropertyPath::name).collect(Collectors.joining(","))));
        }));
        if (lenient) {
            engine.types
                    .unrecognized(types)
                    .forEach(summary.withObject("/Warnings").withArray("UnrecognizedResourceTypes")::add);
        }
        return summary;
    }

    /** ValidateTemplate. */
    public ObjectNode validated(String body) {
        Template template = parsed(body);
        engine.types.requireAll(template.certainTypes());
        ObjectNode summary = JsonNodeFactory.instance.objectNode();
        parameters(template, summary.putArray("Parameters"), true);
        template.description().ifPresent(d -> summary.put("Description", d));
        capabilities(template, summary);
        ArrayNode transforms = summary.putArray("DeclaredTransforms");
        template.transforms().forEach(transforms::add);
        return summary;
    }

    private Template ofStack(String name) {
        Stack stack = engine.stacks.find(name).orElseThrow(() -> Refusals.stackWithIdMissing(name));
        if (stack.status == StackStatus.REVIEW_IN_PROGRESS) {
            throw Refusals.validation("GetTemplateSummary cannot be called on REVIEW_IN_PROGRESS stacks.");
        }
        if (stack.deployment == null) {
            throw Refusals.stackWithIdMissing(name); // it never came to be
        }
        return stack.deployment.template();
    }

    private static Template parsed(String body) {
        try {
            return Template.parse(body);
        } catch (TemplateError e) {
            throw Refusals.of(e);
        }
    }

    private static void capabilities(Template template, ObjectNode summary) {
        if (!template.capabilities().isEmpty()) {
            template.capabilities().forEach(summary.putArray("Capabilities")::add);
            summary.put(
                    "CapabilitiesReason",
                    "The following resource(s) require capabilities: " + template.needingCapabilities());
        }
    }

    private static void parameters(Template template, ArrayNode into, boolean brief) {
        for (ParameterDeclaration declaration : template.parameters()) {
            ObjectNode parameter = into.addObject().put("ParameterKey", declaration.name());
            declaration.defaultValue().ifPresent(d -> parameter.put("DefaultValue", d));
            if (!brief) {
                parameter.put("ParameterType", declaration.type());
            }
            parameter.put("NoEcho", declaration.noEcho());
            declaration.description().ifPresent(d -> parameter.put("Description", d));
            if (!brief) {
                ObjectNode constraints = parameter.putObject("ParameterConstraints");
                declaration.allowedValues().forEach(constraints.withArray("AllowedValues")::add);
            }
        }
    }
}
