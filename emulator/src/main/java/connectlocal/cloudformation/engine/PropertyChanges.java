package connectlocal.cloudformation.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.provider.Action;
import connectlocal.provider.ByValue;
import connectlocal.provider.PropertyPath;
import connectlocal.provider.ResourceType;
import java.util.List;
import java.util.TreeSet;

/** What differs between two sets of properties, and whether the difference can be applied to a living resource. */
final class PropertyChanges {
    private PropertyChanges() {}

    /** The properties of the top level that differ, in order of their names. */
    static List<String> between(ObjectNode before, ObjectNode after) {
        var names = new TreeSet<String>();
        before.fieldNames().forEachRemaining(names::add);
        after.fieldNames().forEachRemaining(names::add);
        return names.stream()
                .filter(name -> !before.path(name).equals(ByValue.SAME, after.path(name)))
                .toList();
    }

    /** Whether a type needs a new resource for this change. */
    static boolean replaces(ResourceType type, ObjectNode before, ObjectNode after) {
        if (!type.hasHandler(Action.UPDATE)) {
            return !between(before, after).isEmpty();
        }
        return differs(type.createOnly(), before, after);
    }

    /** Whether the handler may say that a change needs a new resource. */
    static boolean mayReplace(ResourceType type, ObjectNode before, ObjectNode after) {
        return differs(type.conditionalCreateOnly(), before, after);
    }

    private static boolean differs(List<PropertyPath> paths, ObjectNode before, ObjectNode after) {
        return paths.stream().filter(path -> !path.isInCollection()).anyMatch(path -> !path.valueIn(before)
                .equals(ByValue.SAME, path.valueIn(after)));
    }
}
