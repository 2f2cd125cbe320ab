package connectlocal.cloudformation.engine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.cloudformation.template.PropertyTypes;
import connectlocal.cloudformation.template.model.ResourceDeclaration;
import connectlocal.cloudformation.template.model.TemplateError;
import connectlocal.provider.Action;
import connectlocal.provider.ResourceType;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Takes living resources into a stack: each is read, and then updated to what the template says. */
final class Import {
    private final Tools tools;
    private final Stack stack;
    private final Operation operation;
    private final Map<String, ObjectNode> targets;
    private final Ending ending;
    private final ResourceWork work;

    /** @param targets logical id to identifier */
    Import(Tools tools, Ending ending, Stack stack, Operation operation, Map<String, ObjectNode> targets) {
        this.tools = tools;
        this.ending = ending;
        this.stack = stack;
        this.operation = operation;
        this.targets = targets;
        this.work = tools.work(stack, operation, stack.deployment, stack.deployment.untagged(), false);
    }

    /** The stack is in IMPORT_IN_PROGRESS already. */
    void run() throws InterruptedException {
        var failed = new LinkedHashSet<String>();
        var needs = new LinkedHashMap<String, Set<String>>();
        stack.deployment.bound().dependencies().forEach((id, others) -> {
            if (targets.containsKey(id)) {
                needs.put(id, others);
            }
        });
        var graph = new GraphRun(needs, operation.inbox);
        graph.run((id, done) -> take(id, well -> {
            if (!well) {
                failed.add(id);
                graph.stop();
            }
            done.end(well);
        }));
        if (failed.isEmpty()) {
            ending.settle(stack);
            ending.status(stack, operation, StackStatus.IMPORT_COMPLETE, null);
            return;
        }
        ending.status(stack, operation, StackStatus.IMPORT_ROLLBACK_IN_PROGRESS, Operation.failures("import", failed));
        synchronized (stack) {
            targets.keySet().forEach(stack.resources::remove);
            stack.deployment = stack.stable == null ? stack.deployment : stack.stable;
        }
        ending.settle(stack);
        ending.status(stack, operation, StackStatus.IMPORT_ROLLBACK_COMPLETE, null);
    }

    private void take(String id, GraphRun.Done done) {
        ResourceDeclaration declaration = stack.deployment.bound().resources().get(id);
        ResourceType type = tools.types().require(declaration.type()).type();
        var resource = new StackResource(id);
        resource.touched = true;
        resource.now = new Deployed(
                type,
                type.identifiers().of(targets.get(id)).orElse(null),
                JsonNodeFactory.instance.objectNode(),
                JsonNodeFactory.instance.objectNode(),
                declaration.deletionPolicy(),
                declaration.updateReplacePolicy(),
                declaration.metadata(),
                stack.deployment.bound().dependencies().getOrDefault(id, Set.of()));
        synchronized (stack) {
            stack.resources.put(id, resource);
        }
        event(resource, "IMPORT_IN_PROGRESS", "Resource import started.");
        work.read(id, resource.now, targets.get(id), end -> {
            if (!end.well()) {
                event(resource, "IMPORT_FAILED", end.failure().get());
                done.end(false);
                return;
            }
            taken(resource, declaration, end.model().orElseThrow(), done);
        });
    }

    private void taken(StackResource resource, ResourceDeclaration declaration, ObjectNode model, GraphRun.Done done) {
        try {
            ObjectNode properties = PropertyTypes.coerced(
                    stack.deployment.bound().properties(resource.logicalId, StackValues.of(stack)),
                    resource.now.type().definition());
            set(
                    resource,
                    new Deployed(
                                    resource.now.type(),
                                    null,
                                    properties,
                                    model,
                                    declaration.deletionPolicy(),
                                    declaration.updateReplacePolicy(),
                                    declaration.metadata(),
                                    resource.now.needs())
                            .reported(model));
        } catch (TemplateError e) {
            event(resource, "IMPORT_FAILED", e.getMessage());
            done.end(false);
            return;
        }
        event(resource, "IMPORT_COMPLETE", "Resource import completed.");
        if (!resource.now.type().hasHandler(Action.UPDATE)) {
            done.end(true);
            return;
        }
        event(resource, "UPDATE_IN_PROGRESS", "Apply stack-level tags to imported resource if applicable.");
        Deployed wanted = resource.now;
        work.update(resource.logicalId, wanted, wanted, stack.deployment, stack.deployment, end -> {
            end.model().ifPresent(now -> set(resource, resource.now.reported(now)));
            event(
                    resource,
                    end.well() ? "UPDATE_COMPLETE" : "UPDATE_FAILED",
                    end.failure().orElse(null));
            done.end(end.well());
        });
    }

    private void set(StackResource resource, Deployed now) {
        synchronized (stack) {
            resource.now = now;
        }
    }

    private void event(StackResource resource, String status, String reason) {
        tools.journal().resource(stack, operation, resource, status, reason);
    }
}
