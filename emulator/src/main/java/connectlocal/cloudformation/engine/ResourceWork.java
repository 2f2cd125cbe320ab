package connectlocal.cloudformation.engine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.cloudformation.template.PropertyTypes;
import connectlocal.cloudformation.template.model.TemplateError;
import connectlocal.provider.Action;
import connectlocal.provider.HandlerError;
import connectlocal.provider.HandlerRequest;
import connectlocal.provider.StackContext;
import connectlocal.provider.Workers;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** Asks handlers to create, update and delete resources of one stack; answers arrive by the operation's inbox. */
final class ResourceWork {
    private final Workers workers;
    private final Types types;
    final Journal journal;
    final Stack stack;
    final Operation operation;
    private final boolean rollback;

    ResourceWork(Workers workers, Types types, Journal journal, Stack stack, Operation operation, boolean rollback) {
        this.workers = workers;
        this.types = types;
        this.journal = journal;
        this.stack = stack;
        this.operation = operation;
        this.rollback = rollback;
    }

    /** Makes a resource. */
    void create(
            String logicalId,
            Deployed wanted,
            Deployment deployment,
            Consumer<String> named,
            Consumer<HandlerCall.End> end) {
        start(logicalId, Action.CREATE, wanted, wanted, end, named, () -> new Models(secret(deployment, wanted), null));
    }

    /** Changes a resource; what both sides keep secret is resolved alike, so that it is no difference. */
    void update(
            String logicalId,
            Deployed wanted,
            Deployed previous,
            Deployment to,
            Deployment from,
            Consumer<HandlerCall.End> end) {
        start(logicalId, Action.UPDATE, wanted, previous, end, id -> {}, () -> {
            ObjectNode identity = previous.type().identifiers().primaryModel(previous.physicalId());
            ObjectNode desired = secret(to, wanted);
            ObjectNode before = secret(from, previous);
            desired.setAll(merged(desired, identity));
            before.setAll(merged(before, identity));
            return new Models(desired, before);
        });
    }

    /** Removes a resource; one that is gone already is removed too. */
    void delete(String logicalId, Deployed resource, Consumer<HandlerCall.End> end) {
        Consumer<HandlerCall.End> gone = e -> end.accept(
                e.error().filter(error -> error == HandlerError.NotFound).isPresent()
                        ? new HandlerCall.End(Optional.empty(), Optional.empty(), Optional.empty())
                        : e);
        start(logicalId, Action.DELETE, resource, resource, gone, id -> {}, () -> {
            ObjectNode model = resource.attributes().deepCopy();
            model.setAll(resource.type().identifiers().primaryModel(resource.physicalId()));
            return new Models(model, null);
        });
    }

    /** Looks at a resource. */
    void read(String logicalId, Deployed resource, ObjectNode identity, Consumer<HandlerCall.End> end) {
        start(logicalId, Action.READ, resource, resource, end, id -> {}, () -> new Models(identity, null));
    }

    private record Models(ObjectNode desired, ObjectNode previous) {}

    private void start(
            String logicalId,
            Action action,
            Deployed resource,
            Deployed previous,
            Consumer<HandlerCall.End> end,
            Consumer<String> named,
            java.util.function.Supplier<Models> models) {
        Models both;
        try {
            both = models.get();
        } catch (TemplateError e) {
            end.accept(new HandlerCall.End(Optional.of(e.getMessage()), Optional.empty(), Optional.empty()));
            return;
        }
        if (action == Action.CREATE || action == Action.UPDATE) {
            var violations = resource.type().violations(withoutReadOnly(both.desired(), resource));
            if (!violations.isEmpty()) {
                String text = "Properties validation failed for resource " + logicalId + " with message:\n"
                        + String.join("\n", violations);
                end.accept(new HandlerCall.End(
                        Optional.of(text), Optional.of(HandlerError.InvalidRequest), Optional.empty()));
                return;
            }
        }
        var context = new StackContext(
                stack.id,
                stack.name,
                logicalId,
                resource.stackTags(),
                previous.stackTags(),
                rollback,
                action == Action.READ);
        var request = new HandlerRequest(
                action,
                UUID.randomUUID().toString(),
                both.desired(),
                Optional.ofNullable(both.previous()),
                Optional.empty(),
                Optional.of(context));
        var asked = new HandlerCall(stack, operation, logicalId, resource.type(), request, named, end);
        var running = workers.start(types.require(resource.type().name()), request, asked);
        operation.cancels.put(logicalId, running::cancel);
    }

    private static ObjectNode withoutReadOnly(ObjectNode desired, Deployed resource) {
        ObjectNode copy = desired.deepCopy();
        resource.type().readOnly().forEach(path -> copy.remove(path.name()));
        return copy;
    }

    /** The properties with what dynamic references stand for, which are texts until the schema says otherwise. */
    private static ObjectNode secret(Deployment deployment, Deployed resource) {
        ObjectNode resolved =
                deployment.bound().withSecrets(resource.properties().deepCopy());
        return PropertyTypes.coerced(resolved, resource.type().definition());
    }

    /** The identity, where the template does not name it. */
    private static ObjectNode merged(ObjectNode model, ObjectNode identity) {
        ObjectNode missing = JsonNodeFactory.instance.objectNode();
        identity.properties().stream()
                .filter(entry -> !model.has(entry.getKey()))
                .forEach(entry -> missing.set(entry.getKey(), entry.getValue()));
        return missing;
    }
}
