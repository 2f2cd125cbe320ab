package connectlocal.cloudformation.engine;

import connectlocal.cloudformation.template.PropertyTypes;
import connectlocal.cloudformation.template.SecureReferences;
import connectlocal.cloudformation.template.Template;
import connectlocal.cloudformation.template.model.ParameterDeclaration;
import connectlocal.cloudformation.template.model.ResourceDeclaration;
import connectlocal.cloudformation.template.model.TemplateError;
import connectlocal.provider.ResourceType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes a deployment of what a caller asks for, and refuses what can be known to be wrong before anything is made. */
final class Planner {
    private final Types types;
    private final Exports exports;
    private final StackSurroundings.Place place;

    Planner(Types types, Exports exports, StackSurroundings.Place place) {
        this.types = types;
        this.exports = exports;
        this.place = place;
    }

    /** @throws connectlocal.http.AwsError ValidationError or InsufficientCapabilitiesException */
    Deployment plan(Stack stack, StackRequest request) {
        try {
            Template template = request.templateBody().map(Template::parse).orElseGet(() -> previousTemplate(stack));
            requireCapabilities(template, request.capabilities());
            Map<String, String> given = given(template, stack, request);
            List<String> arns = request.notificationArns()
                    .orElseGet(() -> stack.deployment == null ? List.of() : stack.deployment.notificationArns());
            var surroundings = new StackSurroundings(place, exports, stack.name, stack.id, arns);
            var bound = template.bind(given, surroundings);
            types.requireAll(bound.types());
            requireAllowed(bound.resources().values(), request.resourceTypes());
            Map<String, String> tags =
                    request.tags().orElseGet(() -> stack.deployment == null ? Map.of() : stack.deployment.tags());
            return new Deployment(
                    template,
                    bound,
                    given,
                    tags,
                    request.capabilities(),
                    arns,
                    request.roleArn().orElse(null),
                    request.rollback()
                            .after(stack.deployment == null ? RollbackConfiguration.NONE : stack.deployment.rollback()),
                    surroundings);
        } catch (TemplateError e) {
            throw Refusals.of(e);
        }
    }

    /** What the schemas have against a template's properties, by logical id. */
    Map<String, List<String>> violations(Deployment deployment) {
        var found = new LinkedHashMap<String, List<String>>();
        deployment.bound().resources().forEach((id, declaration) -> {
            ResourceType type = types.require(declaration.type()).type();
            List<String> texts = PropertyTypes.violations(id, declaration.rawProperties(), type.definition());
            if (!texts.isEmpty()) {
                found.put(id, texts);
            }
        });
        return found;
    }

    /** Refuses a template whose properties break the schemas, or refer to what they cannot have. */
    void requireValid(Deployment deployment) {
        SecureReferences.refusal(deployment.bound()).ifPresent(words -> {
            throw Refusals.validation(words);
        });
        var texts = new ArrayList<String>();
        violations(deployment).values().forEach(texts::addAll);
        if (!texts.isEmpty()) {
            throw Refusals.validation(String.join("\n", texts));
        }
    }

    private static Template previousTemplate(Stack stack) {
        if (stack.deployment == null) {
            throw Refusals.validation("Either Template URL or Template Body must be specified.");
        }
        return stack.deployment.template();
    }

    private static void requireCapabilities(Template template, List<String> given) {
        var missing = new ArrayList<>(template.capabilities());
        missing.removeAll(given);
        if (given.contains("CAPABILITY_NAMED_IAM")) {
            missing.remove("CAPABILITY_IAM");
        }
        if (!missing.isEmpty()) {
            throw Refusals.capabilities(missing);
        }
    }

    private static Map<String, String> given(Template template, Stack stack, StackRequest request) {
        var values = new LinkedHashMap<String, String>();
        request.parameters().forEach((name, value) -> {
            if (value.isPresent()) {
                values.put(name, value.get());
            } else if (stack.deployment != null && stack.deployment.given().containsKey(name)) {
                values.put(name, stack.deployment.given().get(name));
            } else if (stack.deployment == null
                    || template.parameters().stream()
                            .map(ParameterDeclaration::name)
                            .noneMatch(name::equals)) {
                throw Refusals.validation("Invalid input for parameter key " + name
                        + ". Cannot specify usePreviousValue as true for a parameter key not in the previous template");
            }
        });
        return values;
    }

    private static void requireAllowed(Iterable<ResourceDeclaration> declarations, List<String> patterns) {
        for (ResourceDeclaration declaration : declarations) {
            boolean allowed = patterns.stream()
                    .anyMatch(p -> p.endsWith("::*")
                            ? declaration.type().startsWith(p.substring(0, p.length() - 1))
                            : p.equals(declaration.type()));
            if (!allowed && !patterns.isEmpty()) {
                throw Refusals.validation("Resource type " + declaration.type()
                        + " is not allowed by parameter ResourceTypes " + patterns);
            }
        }
    }
}
