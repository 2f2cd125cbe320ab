package connectlocal.cloudformation.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.cloudformation.template.BoundTemplate;
import connectlocal.cloudformation.template.model.TemplateError;
import connectlocal.provider.ByValue;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What callers can see of the resources of stacks, in the shapes of the API. */
public final class ResourceViews {
    private final Engine engine;

    ResourceViews(Engine engine) {
        this.engine = engine;
    }

    /** The resources of a stack, in full or as ListStackResources shows them. */
    public List<ObjectNode> resources(String name, boolean summaries) {
        Stack stack = engine.stacks.find(name).orElseThrow(() -> Refusals.stackWithIdMissing(name));
        synchronized (stack) {
            return stack.listed().stream()
                    .filter(resource -> resource.status != null)
                    .map(resource -> resource(stack, resource, summaries))
                    .toList();
        }
    }

    /** One resource, with its metadata. */
    public ObjectNode resource(String name, String logicalId) {
        Stack stack =
                engine.stacks.find(name).orElseThrow(() -> Refusals.validation("Stack '" + name + "' does not exist"));
        synchronized (stack) {
            StackResource resource = stack.resource(logicalId)
                    .filter(r -> r.status != null)
                    .orElseThrow(() ->
                            Refusals.validation("Resource " + logicalId + " does not exist for stack " + stack.name));
            ObjectNode detail = resource(stack, resource, true);
            detail.put("StackId", stack.id);
            detail.put("StackName", stack.name);
            JsonNode metadata = metadata(stack, resource);
            if (!metadata.isMissingNode()) {
                detail.put("Metadata", metadata.toString());
            }
            return detail;
        }
    }

    /** With what it asks of other resources; a missing node also as long as one of these is not there. */
    private static JsonNode metadata(Stack stack, StackResource resource) {
        JsonNode bound = resource.now.metadata();
        if (!bound.toString().contains(BoundTemplate.KNOWN_AFTER_APPLY)) {
            return bound;
        }
        var last = Optional.ofNullable(stack.deployment);
        var stable = Optional.ofNullable(stack.stable);
        boolean unreached = resource.now == resource.before; // an attempt under way, or one that failed, is not its own
        return (unreached ? Stream.of(stable, last) : Stream.of(last, stable))
                .flatMap(Optional::stream)
                .filter(made -> Optional.ofNullable(made.bound().resources().get(resource.logicalId))
                        .filter(declared -> declared.metadata().equals(ByValue.SAME, bound))
                        .isPresent())
                .findFirst()
                .map(made -> evaluated(made, stack, resource))
                .orElse(MissingNode.getInstance());
    }

    private static JsonNode evaluated(Deployment made, Stack stack, StackResource resource) {
        try {
            return made.bound()
                    .metadata(
                            resource.logicalId,
                            StackValues.of(stack),
                            made.surroundings().aside());
        } catch (TemplateError notThere) {
            return MissingNode.getInstance();
        }
    }

    /** Whether a stack has something with this physical id, be it only what it goes back to or removes. */
    public boolean isManaged(String physicalId) {
        return engine.stacks.live().stream()
                .anyMatch(stack -> stack.copies().stream().anyMatch(copy -> physicalId.equals(copy.physicalId())));
    }

    /** The stack in which something has this physical id. */
    public String stackOf(String physicalId) {
        return engine.stacks.live().stream()
                .filter(stack ->
                        stack.listed().stream().anyMatch(r -> r.now != null && physicalId.equals(r.now.physicalId())))
                .map(stack -> stack.id)
                .findFirst()
                .orElseThrow(() -> Refusals.validation("Stack for " + physicalId + " does not exist"));
    }

    private static ObjectNode resource(Stack stack, StackResource resource, boolean summary) {
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        if (!summary) {
            shown.put("StackName", stack.name).put("StackId", stack.id);
        }
        shown.put("LogicalResourceId", resource.logicalId);
        if (resource.now.exists()) {
            shown.put("PhysicalResourceId", resource.now.physicalId());
        }
        shown.put("ResourceType", resource.now.type().name());
        shown.put(summary ? "LastUpdatedTimestamp" : "Timestamp", Times.text(resource.time));
        shown.put("ResourceStatus", resource.status);
        if (resource.reason != null) {
            shown.put("ResourceStatusReason", resource.reason);
        }
        ObjectNode drift = shown.putObject("DriftInformation");
        drift.put(
                "StackResourceDriftStatus",
                resource.drift == null
                        ? "NOT_CHECKED"
                        : resource.drift.path("StackResourceDriftStatus").asText());
        return shown;
    }
}
