package connectlocal.cloudformation.engine;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.cloudformation.template.BoundTemplate;
import connectlocal.cloudformation.template.model.ResourceDeclaration;
import connectlocal.provider.ByValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What a deployment would change of one resource that exists, in the shape of the API. */
final class Modification {
    private final Stack stack;
    private final Deployment target;
    private final ChangeContext context;
    private final boolean withValues;
    private final Upstream upstream;

    /** @param upstream what is known of other resources; this one is added */
    Modification(Stack stack, Deployment target, ChangeContext context, boolean withValues, Upstream upstream) {
        this.stack = stack;
        this.target = target;
        this.context = context;
        this.withValues = withValues;
        this.upstream = upstream;
    }

    /**
     * One change; null when there is none.
     *
     * @param live what the resource is really like; null when nobody has looked
     */
    ObjectNode of(ResourceDeclaration declaration, Deployed last, ObjectNode after, LiveState live) {
        Deployed really = live == null ? last : last.with(live.actual(last, after));
        List<String> differing = PropertyChanges.between(really.properties(), after);
        var synced = new ArrayList<>(live == null ? List.of() : PropertyChanges.between(last.properties(), after));
        synced.removeAll(differing);
        List<String> attributes = attributes(declaration, last);
        var ripples = new Ripples(target, upstream, declaration.logicalId(), last);
        List<String> perhaps = withValues || live != null ? List.of() : ripples.names(after, differing);
        if (differing.isEmpty() && attributes.isEmpty() && synced.isEmpty() && perhaps.isEmpty()) {
            return null;
        }
        ObjectNode change = JsonNodeFactory.instance.objectNode();
        boolean touched = !differing.isEmpty() || !attributes.isEmpty() || !perhaps.isEmpty();
        String replacement = replacement(really, after);
        if (replacement.equals("False") && perhaps.stream().anyMatch(ripples::isFixed)) {
            replacement = "Conditional";
        } else if (!replacement.equals("False")) {
            upstream.unknown.add(declaration.logicalId());
        } else if (!differing.isEmpty() || !perhaps.isEmpty()) {
            upstream.modified.add(declaration.logicalId());
        }
        if (replacement.equals("Conditional")) {
            upstream.uncertain.add(declaration.logicalId());
        }
        if (replacement.equals("True")) {
            boolean stays = "Retain".equals(declaration.updateReplacePolicy());
            change.put("PolicyAction", stays ? "ReplaceAndRetain" : "ReplaceAndDelete");
        }
        change.put("Action", touched ? "Modify" : "SyncWithActual").put("LogicalResourceId", declaration.logicalId());
        change.put("PhysicalResourceId", last.physicalId()).put("ResourceType", declaration.type());
        change.put("Replacement", replacement);
        ArrayNode scopes = change.putArray("Scope");
        boolean properties = !differing.isEmpty() || !synced.isEmpty() || !perhaps.isEmpty();
        Stream.concat(attributes.stream(), properties ? Stream.of("Properties") : Stream.empty())
                .sorted()
                .forEach(scopes::add);
        ArrayNode details = change.putArray("Details");
        var each = new ChangeDetails(stack, target, context, withValues, upstream, last, really, live);
        differing.forEach(name -> each.property(details, declaration.logicalId(), after, name));
        perhaps.forEach(name -> ripples.details(details, name));
        synced.forEach(name -> each.synced(details, after, name));
        attributes.forEach(attribute -> each.attribute(details, declaration.logicalId(), attribute));
        if (live != null) {
            drift(change, last, live);
        }
        if (withValues) {
            change.put("BeforeContext", context.of(really));
            change.put("AfterContext", context.of(after, declaration.metadata(), last.type()));
        }
        return change;
    }

    private void drift(ObjectNode change, Deployed last, LiveState live) {
        change.put("ResourceDriftStatus", live.status());
        ArrayNode ignored = change.putArray("ResourceDriftIgnoredAttributes");
        LiveState.ignored(last.type(), last.properties())
                .forEach((name, why) ->
                        ignored.addObject().put("Path", "/Properties/" + name).put("Reason", why));
        change.put("PreviousDeploymentContext", context.of(last));
    }

    /** What changes beside the properties. */
    private List<String> attributes(ResourceDeclaration declaration, Deployed last) {
        var changed = new ArrayList<String>();
        if (!Objects.equals(last.metadata(), declaration.metadata())) {
            changed.add("Metadata");
        }
        if (!Objects.equals(last.deletionPolicy(), declaration.deletionPolicy())) {
            changed.add("DeletionPolicy");
        }
        if (!Objects.equals(last.updateReplacePolicy(), declaration.updateReplacePolicy())) {
            changed.add("UpdateReplacePolicy");
        }
        if (last.isRetaggedBy(target)) {
            changed.add("Tags");
        }
        return changed;
    }

    private static String replacement(Deployed now, ObjectNode after) {
        if (PropertyChanges.replaces(now.type(), now.properties(), after)) {
            boolean sure = now.type().createOnly().stream()
                    .filter(p -> !p.valueIn(now.properties()).equals(ByValue.SAME, p.valueIn(after)))
                    .anyMatch(p -> !p.valueIn(after).toString().contains(BoundTemplate.KNOWN_AFTER_APPLY));
            return sure || now.type().createOnly().isEmpty() ? "True" : "Conditional";
        }
        return PropertyChanges.mayReplace(now.type(), now.properties(), after) ? "Conditional" : "False";
    }
}
