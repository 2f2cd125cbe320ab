package connectlocal.cloudformation.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.cloudformation.template.BoundTemplate;
import connectlocal.cloudformation.template.PropertyTypes;
import connectlocal.cloudformation.template.model.ResourceDeclaration;
import connectlocal.provider.Action;
import connectlocal.provider.HandlerError;
import connectlocal.provider.Outcome;
import connectlocal.provider.PropertyPath;
import connectlocal.provider.ResourceType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a deployment would make although it lives already, under a name that the template gives. Here the name may be
 * any identifier of the type that the template can set, not only the primary one.
 */
final class ExistingResources {
    private final Engine engine;
    private final Stack stack;
    private final Deployment deployment;
    private String problem;

    ExistingResources(Engine engine, Stack stack, Deployment deployment) {
        this.engine = engine;
        this.stack = stack;
        this.deployment = deployment;
    }

    /** The primary identifiers of what is there, by logical id. */
    Map<String, ObjectNode> find() throws InterruptedException {
        var questions = new LinkedHashMap<String, LiveReading.Question>();
        synchronized (stack) {
            deployment.bound().resources().forEach((id, declaration) -> {
                ResourceType type = engine.types.require(declaration.type()).type();
                boolean isNew = stack.resource(id).filter(r -> !r.isNew()).isEmpty();
                if (isNew && type.hasHandler(Action.READ)) {
                    identity(declaration, type)
                            .ifPresent(identity -> questions.put(id, new LiveReading.Question(id, type, identity)));
                }
            });
        }
        Map<String, Outcome> answers = new LiveReading(engine.tools, stack).ask(questions.values());
        var found = new LinkedHashMap<String, ObjectNode>();
        questions.forEach((id, question) -> {
            Outcome answer = answers.get(id);
            if (answer.succeeded()) {
                String primary = question.type()
                        .identifiers()
                        .of(answer.model().orElseThrow())
                        .orElseThrow();
                found.put(id, question.type().identifiers().primaryModel(primary));
            } else if (!answer.failedWith(HandlerError.NotFound)) {
                problem = "Resource " + id + " could not be looked for: " + answer.message();
            }
        });
        requireAdoptable(found, questions);
        return found;
    }

    /** Why what is there cannot be taken over; empty when it can. */
    Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    private void requireAdoptable(Map<String, ObjectNode> found, Map<String, LiveReading.Question> questions) {
        List<String> unprotected = new ArrayList<>();
        found.forEach((id, identity) -> {
            ResourceDeclaration declaration = deployment.bound().resources().get(id);
            String policy = String.valueOf(declaration.deletionPolicy());
            if (!policy.startsWith("Retain")) {
                unprotected.add(id + " (" + named(questions.get(id).identity()) + ")");
            }
            String primary = questions.get(id).type().identifiers().of(identity).orElseThrow();
            engine.owner(declaration.type(), primary)
                    .ifPresent(owner -> problem = "Resource " + primary + " already exists in stack " + owner.id);
        });
        if (!unprotected.isEmpty()) {
            problem = "CloudFormation is attempting to import some resources because they already exist in your"
                    + " account. The resources must have the DeletionPolicy attribute set to 'Retain' or"
                    + " 'RetainExceptOnCreate' in the template for successful import. The affected resources are "
                    + String.join(", ", unprotected);
        }
    }

    private static String named(ObjectNode identity) {
        var parts = new ArrayList<String>();
        identity.properties()
                .forEach(entry ->
                        parts.add(entry.getKey() + "=" + entry.getValue().asText()));
        return "{" + String.join(", ", parts) + "}";
    }

    private Optional<ObjectNode> identity(ResourceDeclaration declaration, ResourceType type) {
        ObjectNode properties = PropertyTypes.coerced(
                deployment.bound().knownProperties(declaration.logicalId(), StackValues.of(stack)), type.definition());
        return type.allIdentifiers().stream()
                .map(paths -> identity(paths, properties))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<ObjectNode> identity(List<PropertyPath> paths, ObjectNode properties) {
        ObjectNode identity = JsonNodeFactory.instance.objectNode();
        for (PropertyPath path : paths) {
            JsonNode value = path.valueIn(properties);
            String text = value.asText("");
            if (value.isContainerNode()
                    || text.isEmpty()
                    || text.contains("{{resolve:")
                    || text.contains(BoundTemplate.KNOWN_AFTER_APPLY)
                    || path.name().contains("/")) {
                return Optional.empty();
            }
            identity.set(path.name(), value);
        }
        return Optional.of(identity);
    }
}
