package connectlocal.cloudformation.engine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.cloudformation.template.PropertyTypes;
import connectlocal.cloudformation.template.model.ResourceDeclaration;
import connectlocal.cloudformation.template.model.TemplateError;
import connectlocal.provider.Action;
import connectlocal.provider.ResourceType;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Takes one living resource into a stack: it is read, and then updated to what the template says. */
final class Adoption {
    private final Tools tools;
    private final Stack stack;
    private final Operation operation;
    private final ResourceWork work;
    private final Predicate<StackResource> cancelled;

    /** @param cancelled of which resources nothing more is to be done */
    Adoption(Tools tools, Stack stack, Operation operation, Predicate<StackResource> cancelled) {
        this.tools = tools;
        this.stack = stack;
        this.operation = operation;
        this.cancelled = cancelled;
        this.work = tools.work(stack, operation, false);
    }

    /** @param identity which resource is meant, by any of its type's identifiers */
    void take(StackResource resource, ObjectNode identity, GraphRun.Done done) {
        resource.touched = true;
        ResourceDeclaration declaration = stack.deployment.bound().resources().get(resource.logicalId);
        ResourceType type = tools.types().require(declaration.type()).type();
        Deployed nameless = Deployed.wanted(stack.deployment, declaration, type, JsonNodeFactory.instance.objectNode());
        set(resource, nameless.reported(identity));
        event(resource, "IMPORT_IN_PROGRESS", "Resource import started.");
        work.read(resource.logicalId, resource.now, identity, end -> {
            if (!end.well() || cancelled.test(resource)) { // a handler that was at work may have ended well
                fail(resource, end.failure().orElse(HandlerCall.IMPORT_CANCELLED), done);
                return;
            }
            taken(resource, declaration, end.model().orElseThrow(), done);
        });
    }

    private void taken(StackResource resource, ResourceDeclaration declaration, ObjectNode model, GraphRun.Done done) {
        ResourceType type = resource.now.type();
        try {
            ObjectNode properties = PropertyTypes.coerced(
                    stack.deployment.bound().properties(resource.logicalId, StackValues.of(stack)), type.definition());
            Deployed wanted = Deployed.wanted(stack.deployment, declaration, type, properties)
                    .reported(model);
            Optional<Stack> owner = tools.stacks().take(type.name(), wanted.physicalId(), () -> {
                set(resource, wanted);
                resource.adopted = wanted.physicalId();
                event(resource, "IMPORT_COMPLETE", "Resource import completed.");
            });
            if (owner.isPresent()) {
                String id = wanted.physicalId();
                fail(resource, "Resource " + id + " already exists in stack " + owner.get().id, done);
                return;
            }
        } catch (TemplateError e) {
            fail(resource, e.getMessage(), done);
            return;
        }
        if (!type.hasHandler(Action.UPDATE)) {
            done.end(true);
            return;
        }
        resource.uncertain = true;
        event(resource, "UPDATE_IN_PROGRESS", "Apply stack-level tags to imported resource if applicable.");
        Deployed wanted = resource.now;
        Deployed untagged = wanted.tagged(Map.of()); // it comes from a place without a stack
        work.update(resource.logicalId, wanted, untagged, stack.deployment, stack.deployment, end -> {
            end.model().ifPresent(now -> set(resource, resource.now.reported(now)));
            resource.uncertain = !end.well();
            event(
                    resource,
                    end.well() ? "UPDATE_COMPLETE" : "UPDATE_FAILED",
                    end.failure().orElse(null));
            done.end(end.well());
        });
    }

    /** What could not be taken is not the stack's, so its name is in the event alone. */
    private void fail(StackResource resource, String reason, GraphRun.Done done) {
        Deployed meant = resource.now;
        set(resource, meant.nameless());
        tools.journal().resource(stack, operation, resource, meant, "IMPORT_FAILED", reason);
        done.end(false);
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
