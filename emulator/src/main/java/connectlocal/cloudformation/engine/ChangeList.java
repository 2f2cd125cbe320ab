package connectlocal.cloudformation.engine;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.cloudformation.template.model.ResourceDeclaration;
import connectlocal.provider.ResourceType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a deployment would change, resource by resource and property by property, in the shape of the API. */
final class ChangeList {
    private static final String WARNING = "[WARN] --include-property-values option can return incomplete ChangeSet data"
            + " because: ChangeSet creation failed for resource [%s] because: %s";
    private final Types types;
    private final Stack stack;
    private final Deployment target;
    private final Map<String, ObjectNode> imported;
    private final Map<String, LiveState> live;
    private final boolean withValues;
    private final ChangeContext context;
    private final Upstream upstream = new Upstream();
    private String warning;

    /** @param withValues whether the values themselves are shown */
    ChangeList(Types types, Stack stack, ChangeSet changeSet, boolean withValues) {
        this.types = types;
        this.stack = stack;
        this.target = changeSet.deployment;
        this.imported = changeSet.targets;
        this.live = changeSet.live;
        this.withValues = withValues;
        this.context = new ChangeContext(stack, target);
    }

    /** What made the values incomplete; null when nothing did. */
    String warning() {
        return warning;
    }

    ArrayNode changes() {
        ArrayNode changes = JsonNodeFactory.instance.arrayNode();
        for (ResourceDeclaration declaration : ordered()) {
            ObjectNode change = change(declaration);
            if (change != null) {
                ObjectNode entry = changes.addObject().put("Type", "Resource");
                entry.set("ResourceChange", change);
            }
        }
        for (StackResource resource : stack.listed()) {
            if (resource.now != null && !target.bound().resources().containsKey(resource.logicalId)) {
                ObjectNode entry = changes.addObject().put("Type", "Resource");
                entry.set("ResourceChange", removal(resource));
            }
        }
        return changes;
    }

    /** What others need comes first, so that what is not known of it is not known of them. */
    private List<ResourceDeclaration> ordered() {
        var done = new LinkedHashSet<String>();
        var all = target.bound().resources();
        while (done.size() < all.size()) {
            int before = done.size();
            all.keySet().stream()
                    .filter(id -> !done.contains(id)
                            && target.bound().dependencies().getOrDefault(id, Set.of()).stream()
                                    .allMatch(other -> done.contains(other) || !all.containsKey(other)))
                    .toList()
                    .forEach(done::add);
            if (done.size() == before) {
                break;
            }
        }
        return done.stream().map(all::get).toList();
    }

    private StackValues values() {
        return new StackValues(id -> upstream.unknown.contains(id)
                ? java.util.Optional.empty()
                : stack.resource(id).map(r -> r.now));
    }

    private ObjectNode change(ResourceDeclaration declaration) {
        String id = declaration.logicalId();
        StackResource resource = stack.resources.get(id);
        ResourceType type = types.require(declaration.type()).type();
        ObjectNode after = Differences.known(stack, target, declaration, values());
        target.bound()
                .missingExport(id, values())
                .map(name -> "No export named " + name)
                .or(() -> target.bound().unknownJoin(id, values()))
                .ifPresent(why -> warning = WARNING.formatted(id, why));
        if (resource == null || resource.now == null || !resource.now.exists()) {
            upstream.unknown.add(id);
            return addition(declaration, type, after);
        }
        LiveState state = live.get(id);
        if (state != null && state.isGone()) {
            upstream.unknown.add(id);
            ObjectNode change = addition(declaration, type, after).put("ResourceDriftStatus", state.status());
            change.put("PreviousDeploymentContext", context.of(resource.now));
            return change;
        }
        var modification = new Modification(stack, target, context, withValues, upstream);
        return modification.of(declaration, resource.now, after, state);
    }

    private ObjectNode addition(ResourceDeclaration declaration, ResourceType type, ObjectNode after) {
        ObjectNode change = JsonNodeFactory.instance.objectNode();
        String id = declaration.logicalId();
        boolean importing = imported.containsKey(id);
        change.put("Action", importing ? "Import" : "Add").put("LogicalResourceId", id);
        if (importing) {
            type.identifiers().of(imported.get(id)).ifPresent(p -> change.put("PhysicalResourceId", p));
        }
        change.put("ResourceType", declaration.type());
        change.putArray("Scope");
        change.putArray("Details");
        if (withValues) {
            if (!importing) {
                change.put("Replacement", "True");
            }
            change.put("AfterContext", context.of(after, declaration.metadata(), type));
        }
        return change;
    }

    /** What is removed is evaluated once more, and then nothing is known of others' attributes. */
    private ObjectNode before(StackResource resource) {
        var names = new StackValues(id -> stack.resource(id).map(r -> r.now).map(Deployed::unseen));
        return stack.deployment.bound().resources().containsKey(resource.logicalId)
                ? Differences.known(
                        stack,
                        stack.deployment,
                        stack.deployment.bound().resources().get(resource.logicalId),
                        names)
                : resource.now.properties();
    }

    private ObjectNode removal(StackResource resource) {
        ObjectNode change = JsonNodeFactory.instance.objectNode();
        change.put("PolicyAction", resource.now.isRetained() ? "Retain" : "Delete");
        change.put("Action", "Remove").put("LogicalResourceId", resource.logicalId);
        if (resource.now.exists()) {
            change.put("PhysicalResourceId", resource.now.physicalId());
        }
        change.put("ResourceType", resource.now.type().name());
        change.putArray("Scope");
        change.putArray("Details");
        LiveState state = live.get(resource.logicalId);
        if (state != null) {
            change.put("ResourceDriftStatus", state.status());
        }
        if (withValues) {
            change.put("BeforeContext", context.of(resource.now.with(before(resource))));
        }
        return change;
    }
}
