package connectlocal.cloudformation.engine;

import connectlocal.cloudformation.template.SecureReferences;
import connectlocal.cloudformation.template.SnapshotPolicies;
import connectlocal.cloudformation.template.Template;
import connectlocal.cloudformation.template.model.ResourceDeclaration;
import connectlocal.cloudformation.template.model.TemplateError;
import connectlocal.cloudformation.template.schema.Violation;
import connectlocal.cloudformation.template.schema.Violations;
import connectlocal.http.FirstViolations;
import connectlocal.provider.ResourceType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

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

    /**
     * @param reviewed whether the caller sees in a change set what transforms make of the template
     * @throws connectlocal.http.AwsError ValidationError or InsufficientCapabilitiesException
     */
    Deployment plan(Stack stack, StackRequest request, boolean reviewed) {
        try {
            Template template = request.templateBody().map(Template::parse).orElseGet(() -> previousTemplate(stack));
            requireCapabilities(template, request.capabilities(), reviewed);
            Optional<Deployment> before = Optional.ofNullable(stack.deployment);
            Map<String, String> given = given(before, request);
            List<String> arns = request.notificationArns()
                    .or(() -> before.map(Deployment::notificationArns))
                    .orElse(List.of());
            var surroundings = new StackSurroundings(place, exports, stack.name, stack.id, arns);
            var bound = template.bind(given, surroundings);
            SnapshotPolicies.requireSupported(bound.resources().values());
            types.requireAll(bound.types());
            requireAllowed(bound.resources().values(), request.resourceTypes());
            Map<String, String> tags =
                    request.tags().or(() -> before.map(Deployment::tags)).orElse(Map.of());
            return new Deployment(
                    template,
                    bound,
                    given,
                    tags,
                    request.capabilities(),
                    arns,
                    request.roleArn().or(() -> before.map(Deployment::roleArn)).orElse(null),
                    request.rollback().after(before.map(Deployment::rollback).orElse(RollbackConfiguration.NONE)),
                    surroundings);
        } catch (TemplateError e) {
            throw Refusals.of(e);
        }
    }

    /** What the schemas have against a template's properties, as much as somebody may read. */
    List<Violation> violations(Deployment deployment) {
        var found = new FirstViolations<Violation>();
        String last = "";
        for (ResourceDeclaration declaration : deployment.bound().resources().values()) {
            if (found.enough()) {
                break;
            }
            last = declaration.logicalId();
            ResourceType type = types.require(declaration.type()).type();
            Violations.collect(last, declaration.rawProperties(), type.definition(), found);
        }
        return found.told(Violation.more(last));
    }

    /** Refuses a template whose properties break the schemas, or refer to what they cannot have. */
    void requireValid(Deployment deployment) {
        SecureReferences.refusal(deployment.bound()).ifPresent(words -> {
            throw Refusals.validation(words);
        });
        List<Violation> violations = violations(deployment);
        if (!violations.isEmpty()) {
            throw Refusals.validation(violations.stream().map(Violation::inFull).collect(Collectors.joining("\n")));
        }
    }

    /** Refuses a template that gives a resource another type. */
    static void requireSameTypes(Stack stack, Deployment deployment) {
        List<String> changed = deployment.bound().resources().values().stream()
                .filter(d -> stack.resource(d.logicalId())
                        .filter(r -> r.now != null && !r.now.type().name().equals(d.type()))
                        .isPresent())
                .map(ResourceDeclaration::logicalId)
                .sorted(Comparator.naturalOrder())
                .toList();
        if (!changed.isEmpty()) {
            throw Refusals.validation(
                    "Update of resource type is not permitted. The new template modifies resource type"
                            + " of the following resources: " + changed);
        }
    }

    private static Template previousTemplate(Stack stack) {
        if (stack.deployment == null) {
            throw Refusals.validation("Either Template URL or Template Body must be specified.");
        }
        return stack.deployment.template();
    }

    private static void requireCapabilities(Template template, List<String> given, boolean reviewed) {
        var missing = new ArrayList<>(template.capabilities());
        missing.removeAll(given);
        if (given.contains("CAPABILITY_NAMED_IAM")) {
            missing.remove("CAPABILITY_IAM");
        }
        if (reviewed) {
            missing.remove("CAPABILITY_AUTO_EXPAND");
        }
        if (!missing.isEmpty()) {
            throw Refusals.capabilities(missing);
        }
    }

    /** A value that was a default before is a previous value like any other. */
    private static Map<String, String> given(Optional<Deployment> before, StackRequest request) {
        Map<String, String> previous =
                before.map(deployment -> deployment.bound().parameterValues()).orElse(Map.of());
        var values = new LinkedHashMap<String, String>();
        request.parameters().forEach((name, value) -> {
            if (value.isEmpty() && !previous.containsKey(name)) {
                throw Refusals.validation("Invalid input for parameter key " + name
                        + ". Cannot specify usePreviousValue as true for a parameter key not in the previous template");
            }
            values.put(name, value.orElseGet(() -> previous.get(name)));
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
