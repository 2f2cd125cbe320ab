package connectlocal.cloudformation.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.cloudformation.template.model.Cause;
import connectlocal.provider.Action;
import connectlocal.provider.ByValue;
import connectlocal.provider.PropertyPath;
import connectlocal.provider.ResourceType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What changes of one resource, property by property, and what causes it. */
final class ChangeDetails {
    private final Stack stack;
    private final Deployment target;
    private final ChangeContext context;
    private final boolean withValues;
    private final Upstream upstream;
    private final Deployed last;
    private final Deployed really;
    private final LiveState live;

    /**
     * @param last as it was deployed last
     * @param really what the change starts from
     * @param live what was seen; null when nobody has looked
     */
    ChangeDetails(
            Stack stack,
            Deployment target,
            ChangeContext context,
            boolean withValues,
            Upstream upstream,
            Deployed last,
            Deployed really,
            LiveState live) {
        this.stack = stack;
        this.target = target;
        this.context = context;
        this.withValues = withValues;
        this.upstream = upstream;
        this.last = last;
        this.really = really;
        this.live = live;
    }

    /** One property, with what causes the change. */
    void property(ArrayNode details, String id, ObjectNode after, String name) {
        told(details, target.bound().causes(id, name), () -> target(after, name, changeType(after, name)));
    }

    /** Something beside the properties, with what causes the change. */
    void attribute(ArrayNode details, String id, String attribute) {
        told(details, target.bound().causesOfAttribute(id, attribute), () -> JsonNodeFactory.instance
                .objectNode()
                .put("Attribute", attribute)
                .put("RequiresRecreation", "Never"));
    }

    /**
     * One detail where the text of the template changed, two where the value comes from elsewhere. Without values
     * nobody has compared them, so what comes from other resources is told by its cause alone.
     */
    private void told(ArrayNode details, Set<Cause> possible, Supplier<ObjectNode> what) {
        Set<Cause> causes =
                possible.stream().filter(this::changes).collect(Collectors.toCollection(LinkedHashSet::new));
        boolean compared = withValues
                || live != null
                || causes.isEmpty()
                || causes.stream().anyMatch(c -> c.source() == Cause.Source.PARAMETER_REFERENCE);
        if (compared) {
            ObjectNode direct = details.addObject();
            direct.set("Target", what.get());
            direct.put("Evaluation", causes.isEmpty() ? "Static" : "Dynamic");
            direct.put("ChangeSource", "DirectModification");
        }
        for (Cause cause : causes) {
            ObjectNode detail = details.addObject();
            detail.set("Target", what.get());
            detail.put("Evaluation", upstream.uncertain.contains(resource(cause)) ? "Dynamic" : "Static");
            detail.put("ChangeSource", cause.source().text()).put("CausingEntity", cause.entity());
        }
    }

    /** The resource that a cause is of. */
    static String resource(Cause cause) {
        return cause.entity().split("\\.")[0];
    }

    /** A property of which the template now says what is there already. */
    void synced(ArrayNode details, ObjectNode after, String name) {
        ObjectNode detail = details.addObject();
        detail.set("Target", target(after, name, "SyncWithActual"));
        detail.put("Evaluation", "Static").put("ChangeSource", "NoModification");
    }

    private boolean changes(Cause cause) {
        if (cause.source() == Cause.Source.PARAMETER_REFERENCE) {
            return !Objects.equals(
                    stack.deployment.bound().parameterValues().get(cause.entity()),
                    target.bound().parameterValues().get(cause.entity()));
        }
        return upstream.unknown.contains(resource(cause));
    }

    private String changeType(ObjectNode after, String name) {
        return !really.properties().has(name) ? "Add" : !after.has(name) ? "Remove" : "Modify";
    }

    private ObjectNode target(ObjectNode after, String name, String changeType) {
        ObjectNode target = JsonNodeFactory.instance
                .objectNode()
                .put("Attribute", "Properties")
                .put("Name", name);
        target.put("RequiresRecreation", recreation(last.type(), name, really.properties(), after));
        boolean unseen = live != null
                && (live.model().isEmpty()
                        || LiveState.ignored(last.type(), last.properties()).containsKey(name));
        if (withValues) {
            target.put("Path", "/Properties/" + name);
            value(target, "BeforeValue", name, really.properties().path(name));
            value(target, "AfterValue", name, after.path(name));
        }
        if (withValues || live != null) {
            target.put("AttributeChangeType", changeType);
        }
        if (live != null) {
            target.put("BeforeValueFrom", unseen ? "PREVIOUS_DEPLOYMENT_STATE" : "ACTUAL_STATE");
            target.put("AfterValueFrom", "TEMPLATE");
            drift(target, name);
        }
        return target;
    }

    private void drift(ObjectNode target, String name) {
        if (live.drifted(last).contains(name)) {
            ObjectNode drift = target.putObject("Drift");
            value(drift, "PreviousValue", name, last.properties().path(name));
            value(
                    drift,
                    "ActualValue",
                    name,
                    live.actual(last, last.properties()).path(name));
            drift.put("DriftDetectionTimestamp", Times.text(live.seen()));
        }
    }

    private void value(ObjectNode into, String field, String name, JsonNode value) {
        if (!value.isMissingNode()) {
            into.put(field, context.shown(last.type(), name, value));
        }
    }

    private static String recreation(ResourceType type, String name, ObjectNode before, ObjectNode after) {
        boolean always = !type.hasHandler(Action.UPDATE) || differs(type.createOnly(), name, before, after);
        boolean maybe = differs(type.conditionalCreateOnly(), name, before, after);
        return always ? "Always" : maybe ? "Conditionally" : "Never";
    }

    private static boolean differs(List<PropertyPath> paths, String name, ObjectNode before, ObjectNode after) {
        return paths.stream()
                .filter(path -> path.name().equals(name) || path.name().startsWith(name + "/"))
                .anyMatch(path -> !path.valueIn(before).equals(ByValue.SAME, path.valueIn(after)));
    }
}
