package connectlocal.cloudformation.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.cloudformation.template.model.OutputDeclaration;
import connectlocal.cloudformation.template.model.ResourceDeclaration;
import connectlocal.http.AwsError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What a change set of type IMPORT brings under a stack, and that it does nothing else. */
final class ImportTargets {
    private final Engine engine;
    private final Stack stack;
    private final Deployment deployment;

    ImportTargets(Engine engine, Stack stack, Deployment deployment) {
        this.engine = engine;
        this.stack = stack;
        this.deployment = deployment;
    }

    /**
     * The identifiers of what is to be imported, by logical id.
     *
     * @throws AwsError ValidationError when one cannot be imported, or when the template changes anything else
     */
    Map<String, ObjectNode> of(Map<String, ChangeSets.Target> named) {
        var targets = new LinkedHashMap<String, ObjectNode>();
        var without = new ArrayList<String>();
        named.forEach((id, target) -> {
            ResourceDeclaration declaration = deployment.bound().resources().get(id);
            if (declaration == null || !declaration.type().equals(target.type())) {
                throw Refusals.validation(
                        "Template does not contain a resource " + id + " of type " + target.type() + " to import");
            }
            if (stack.resources.containsKey(id)) {
                throw Refusals.validation("Resource " + id + " already exists in stack " + stack.name);
            }
            if (declaration.deletionPolicy() == null) {
                without.add(id);
            }
            ObjectNode identity = identified(declaration.type(), id, target.identifier());
            targets.forEach((other, known) -> requireAnother(id, identity, other, known));
            targets.put(id, identity);
        });
        if (!without.isEmpty()) {
            throw Refusals.validation("The following resources to import " + without
                    + " must have DeletionPolicy attribute specified in the template.");
        }
        requireOnlyImports(targets.keySet());
        return targets;
    }

    private void requireAnother(String logicalId, ObjectNode identity, String other, ObjectNode known) {
        String type = deployment.bound().resources().get(logicalId).type();
        var identifiers = engine.types.require(type).type().identifiers();
        boolean alike = deployment.bound().resources().get(other).type().equals(type) && known.equals(identity);
        if (alike) {
            throw Refusals.validation("Invalid identifier of resource " + logicalId + " to import: resource " + other
                    + " has the same"
                    + identifiers.of(identity).map(id -> ", " + id).orElse("")
                    + ". Name each resource once");
        }
    }

    private ObjectNode identified(String type, String logicalId, ObjectNode identifier) {
        ObjectNode model;
        try {
            model = engine.types.require(type).type().identifiers().parse(identifier.toString());
        } catch (IllegalArgumentException e) {
            throw Refusals.validation("Invalid identifier of resource " + logicalId + " to import: " + e.getMessage());
        }
        engine.types.require(type).type().identifiers().of(model).ifPresent(id -> engine.owner(type, id)
                .ifPresent(owner -> {
                    throw Refusals.validation("Resource " + id + " already exists in stack " + owner.id);
                }));
        return model;
    }

    private void requireOnlyImports(Set<String> targets) {
        var others = new ArrayList<String>();
        deployment.bound().resources().keySet().stream()
                .filter(id -> !targets.contains(id) && !stack.resources.containsKey(id))
                .forEach(others::add);
        stack.resources.keySet().stream()
                .filter(id -> !deployment.bound().resources().containsKey(id))
                .forEach(others::add);
        deployment.bound().resources().values().stream()
                .filter(d -> stack.resources.containsKey(d.logicalId()))
                .filter(d -> !PropertyChanges.between(
                                stack.resources.get(d.logicalId()).now.properties(),
                                Differences.known(stack, deployment, d, StackValues.of(stack)))
                        .isEmpty())
                .forEach(d -> others.add(d.logicalId()));
        if (!others.isEmpty()) {
            throw Refusals.validation("You have modified resources " + others
                    + " in your template that are not being imported. Update, create or delete operations cannot be"
                    + " executed during import operations.");
        }
        Map<String, OutputDeclaration> outputs =
                stack.deployment == null ? Map.of() : stack.deployment.bound().outputs();
        if (!outputs.equals(deployment.bound().outputs())) {
            throw Refusals.validation("As part of the import operation, you cannot modify or add [Outputs]");
        }
    }
}
