package connectlocal.cloudformation.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.provider.ByValue;
import connectlocal.provider.ResourceType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What a resource of a stack is really like, in the terms of templates.
 *
 * @param status IN_SYNC, MODIFIED, DELETED, UNKNOWN or UNSUPPORTED
 * @param model as the read handler shows it; empty when there is nothing to see
 * @param seen when somebody looked
 */
record LiveState(String status, Optional<ObjectNode> model, Instant seen) {

    /** Whether somebody has deleted it behind the stack's back. */
    boolean isGone() {
        return status.equals("DELETED");
    }

    /**
     * The properties as they are: where a template would change nothing they are the template's, where it would they
     * are what was seen, and what nobody can see is what was deployed last.
     */
    ObjectNode actual(Deployed last, ObjectNode wanted) {
        if (model.isEmpty()) {
            return last.properties();
        }
        ObjectNode visible = DriftComparison.comparable(last.type(), wanted);
        ObjectNode visibleBefore = DriftComparison.comparable(last.type(), last.properties());
        ObjectNode actual = JsonNodeFactory.instance.objectNode();
        for (String name : names(last.properties(), wanted)) {
            boolean secret =
                    last.properties().has(name) && !visibleBefore.has(name) || wanted.has(name) && !visible.has(name);
            JsonNode found = secret ? last.properties().path(name) : found(last, name, visible, visibleBefore, wanted);
            if (!found.isMissingNode() && !found.isNull()) {
                actual.set(name, found);
            }
        }
        return actual;
    }

    private JsonNode found(
            Deployed last, String name, ObjectNode visible, ObjectNode visibleBefore, ObjectNode wanted) {
        JsonNode set = visible.has(name) ? visible.path(name) : visibleBefore.path(name);
        JsonNode there = DriftComparison.actual(last.type(), name, set, model.orElseThrow(), last.stackTags());
        if (!visible.has(name) || DriftComparison.differ(visible.path(name), there)) {
            return there;
        }
        // Equal as far as can be seen; what is only written within it counts as it was deployed.
        boolean alike = visible.path(name).equals(ByValue.SAME, visibleBefore.path(name));
        return alike ? last.properties().path(name) : wanted.path(name);
    }

    /** The properties that somebody has changed since the last deployment. */
    List<String> drifted(Deployed last) {
        return model.isEmpty()
                ? List.of()
                : PropertyChanges.between(actual(last, last.properties()), last.properties());
    }

    /** The properties that nobody can see, and why. */
    static Map<String, String> ignored(ResourceType type, ObjectNode properties) {
        var ignored = new java.util.TreeMap<String, String>();
        ObjectNode shown = type.shown(properties);
        properties.properties().forEach(entry -> {
            if (entry.getValue().toString().contains("{{resolve:")) {
                ignored.put(entry.getKey(), "SENSITIVE_PROPERTY");
            } else if (!shown.has(entry.getKey())) {
                ignored.put(entry.getKey(), "WRITE_ONLY_PROPERTY");
            }
        });
        return ignored;
    }

    private static TreeSet<String> names(ObjectNode before, ObjectNode after) {
        var names = new TreeSet<String>();
        before.fieldNames().forEachRemaining(names::add);
        after.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
