package connectlocal.cloudformation.engine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

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
            if (!resource.now.metadata().isMissingNode()) {
                detail.put("Metadata", resource.now.metadata().toString());
            }
            return detail;
        }
    }

    /** Whether a stack has something with this physical id. */
    public boolean isManaged(String physicalId) {
        return engine.stacks.live().stream().anyMatch(stack -> stack.listed().stream()
                .anyMatch(r -> r.now != null && physicalId.equals(r.now.physicalId())));
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
