package connectlocal.cloudformation.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.cloudformation.template.BoundTemplate;
import connectlocal.cloudformation.template.model.Cause;
import connectlocal.cloudformation.template.model.ResourceDeclaration;
import connectlocal.provider.Action;
import connectlocal.provider.PropertyPath;
import connectlocal.provider.ResourceType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What a deployment would change, resource by resource and property by property, in the shape of the API. */
final class ChangeList {
    private final Types types;
    private final Stack stack;
    private final Deployment target;
    private final Map<String, ObjectNode> imported;
    private final boolean withValues;
    private final Set<String> unknown = new LinkedHashSet<>();

    ChangeList(Types types, Stack stack, Deployment target, Map<String, ObjectNode> imported, boolean withValues) {
        this.types = types;
        this.stack = stack;
        this.target = target;
        this.imported = imported;
        this.withValues = withValues;
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
        return new StackValues(id -> unknown.contains(id)
                ? java.util.Optional.empty()
                : stack.resource(id).map(r -> r.now));
    }

    private ObjectNode change(ResourceDeclaration declaration) {
        String id = declaration.logicalId();
        StackResource resource = stack.resources.get(id);
        ObjectNode change = JsonNodeFactory.instance.objectNode();
        ResourceType type = types.require(declaration.type()).type();
        ObjectNode after = Differences.known(stack, target, declaration, values());
        if (resource == null || resource.now == null || !resource.now.exists()) {
            boolean importing = imported.containsKey(id);
            unknown.add(id);
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
                change.put("AfterContext", context(after, declaration.metadata(), type));
            }
            return change;
        }
        return modification(change, declaration, resource.now, after);
    }

    private ObjectNode modification(
            ObjectNode change, ResourceDeclaration declaration, Deployed now, ObjectNode after) {
        List<String> differing = PropertyChanges.between(now.properties(), after);
        boolean retagged = now.type().isTaggable()
                && now.type().hasHandler(Action.UPDATE)
                && !target.tags().equals(stack.deployment.tags());
        var scope = new ArrayList<String>();
        if (!differing.isEmpty()) {
            scope.add("Properties");
        }
        if (!Objects.equals(now.metadata(), declaration.metadata())) {
            scope.add("Metadata");
        }
        if (!Objects.equals(now.deletionPolicy(), declaration.deletionPolicy())) {
            scope.add("DeletionPolicy");
        }
        if (!Objects.equals(now.updateReplacePolicy(), declaration.updateReplacePolicy())) {
            scope.add("UpdateReplacePolicy");
        }
        if (retagged) {
            scope.add("Tags");
        }
        if (scope.isEmpty()) {
            return null;
        }
        String replacement = replacement(now, after);
        if (!replacement.equals("False")) {
            unknown.add(declaration.logicalId());
        }
        if (replacement.equals("True")) {
            change.put(
                    "PolicyAction",
                    "Retain".equals(declaration.updateReplacePolicy()) ? "ReplaceAndRetain" : "ReplaceAndDelete");
        }
        change.put("Action", "Modify").put("LogicalResourceId", declaration.logicalId());
        change.put("PhysicalResourceId", now.physicalId()).put("ResourceType", declaration.type());
        change.put("Replacement", replacement);
        ArrayNode scopes = change.putArray("Scope");
        scope.forEach(scopes::add);
        ArrayNode details = change.putArray("Details");
        for (String name : differing) {
            details(details, declaration.logicalId(), now, after, name);
        }
        scope.stream().filter(s -> !s.equals("Properties")).forEach(attribute -> {
            ObjectNode detail = details.addObject();
            detail.putObject("Target").put("Attribute", attribute).put("RequiresRecreation", "Never");
            detail.put("Evaluation", "Static").put("ChangeSource", "DirectModification");
        });
        if (withValues) {
            change.put("BeforeContext", context(now.properties(), now.metadata(), now.type()));
            change.put("AfterContext", context(after, declaration.metadata(), now.type()));
        }
        return change;
    }

    /** One detail where the text of the template changed, two where the value comes from elsewhere. */
    private void details(ArrayNode details, String id, Deployed now, ObjectNode after, String name) {
        Set<Cause> causes = target.bound().causes(id, name).stream()
                .filter(this::changes)
                .collect(java.util.stream.Collectors.toCollection(LinkedHashSet::new));
        ObjectNode direct = details.addObject();
        direct.set("Target", target(now, after, name));
        direct.put("Evaluation", causes.isEmpty() ? "Static" : "Dynamic");
        direct.put("ChangeSource", "DirectModification");
        for (Cause cause : causes) {
            ObjectNode detail = details.addObject();
            detail.set("Target", target(now, after, name));
            detail.put("Evaluation", cause.source() == Cause.Source.PARAMETER_REFERENCE ? "Static" : "Dynamic");
            detail.put("ChangeSource", cause.source().text()).put("CausingEntity", cause.entity());
        }
    }

    private boolean changes(Cause cause) {
        if (cause.source() == Cause.Source.PARAMETER_REFERENCE) {
            return !Objects.equals(
                    stack.deployment.bound().parameterValues().get(cause.entity()),
                    target.bound().parameterValues().get(cause.entity()));
        }
        return unknown.contains(cause.entity().split("\\.")[0]);
    }

    private ObjectNode target(Deployed now, ObjectNode after, String name) {
        JsonNode before = now.properties().path(name);
        JsonNode later = after.path(name);
        ObjectNode target = JsonNodeFactory.instance
                .objectNode()
                .put("Attribute", "Properties")
                .put("Name", name);
        target.put("RequiresRecreation", recreation(now.type(), name, now.properties(), after));
        if (withValues) {
            target.put("Path", "/Properties/" + name);
            if (!before.isMissingNode()) {
                target.put("BeforeValue", shown(now.type(), name, before));
            }
            if (!later.isMissingNode()) {
                target.put("AfterValue", shown(now.type(), name, later));
            }
            target.put(
                    "AttributeChangeType",
                    before.isMissingNode() ? "Add" : later.isMissingNode() ? "Remove" : "Modify");
        }
        return target;
    }

    private static String shown(ResourceType type, String name, JsonNode value) {
        boolean secret = type.writeOnly().stream().anyMatch(p -> p.name().equals(name))
                && !value.asText().contains("{{");
        return secret ? "****" : value.isTextual() ? value.asText() : value.toString();
    }

    private static String recreation(ResourceType type, String name, ObjectNode before, ObjectNode after) {
        boolean always = !type.hasHandler(Action.UPDATE) || differs(type.createOnly(), name, before, after);
        boolean maybe = differs(type.conditionalCreateOnly(), name, before, after);
        return always ? "Always" : maybe ? "Conditionally" : "Never";
    }

    private static boolean differs(List<PropertyPath> paths, String name, ObjectNode before, ObjectNode after) {
        return paths.stream()
                .filter(path -> path.name().equals(name) || path.name().startsWith(name + "/"))
                .anyMatch(path -> !path.valueIn(before).equals(PropertyChanges.BY_VALUE, path.valueIn(after)));
    }

    private static String replacement(Deployed now, ObjectNode after) {
        if (PropertyChanges.replaces(now.type(), now.properties(), after)) {
            boolean sure = now.type().createOnly().stream()
                    .filter(p -> !p.valueIn(now.properties()).equals(PropertyChanges.BY_VALUE, p.valueIn(after)))
                    .anyMatch(p -> !p.valueIn(after).toString().contains(BoundTemplate.KNOWN_AFTER_APPLY));
            return sure || now.type().createOnly().isEmpty() ? "True" : "Conditional";
        }
        return PropertyChanges.mayReplace(now.type(), now.properties(), after) ? "Conditional" : "False";
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
        if (withValues) {
            change.put(
                    "BeforeContext", context(resource.now.properties(), resource.now.metadata(), resource.now.type()));
        }
        return change;
    }

    private String context(ObjectNode properties, JsonNode metadata, ResourceType type) {
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        var masked = new Deployed(type, null, properties, properties, null, null, metadata, Set.of());
        try {
            shown.set("Properties", connectlocal.http.Json.MAPPER.readTree(Journal.shown(target, masked)));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException("what was JSON is none any more", e);
        }
        if (!metadata.isMissingNode()) {
            shown.set("Metadata", metadata);
        }
        return shown.toString();
    }
}
