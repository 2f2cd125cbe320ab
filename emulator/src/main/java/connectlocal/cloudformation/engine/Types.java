package connectlocal.cloudformation.engine;

import connectlocal.provider.ResourceProvider;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The resource types that templates can use, by name. */
final class Types {
    private final Map<String, ResourceProvider> byName = new LinkedHashMap<>();

    Types(List<ResourceProvider> providers) {
        providers.forEach(provider -> byName.put(provider.type().name(), provider));
    }

    Optional<ResourceProvider> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** One that the checks before the deployment have seen. */
    ResourceProvider require(String name) {
        return find(name).orElseThrow(() -> new IllegalStateException("no such type: " + name));
    }

    /** Those of a template's types, by logical id, that there are none of. */
    Set<String> unrecognized(Map<String, String> wanted) {
        var unrecognized = new TreeSet<>(wanted.values());
        unrecognized.removeAll(byName.keySet());
        return unrecognized;
    }

    /**
     * Refuses types that there are none of. All that is missing is told at once: whoever brings a large template mends
     * it once.
     *
     * @param wanted by logical id
     */
    void requireAll(Map<String, String> wanted) {
        Set<String> unrecognized = unrecognized(wanted);
        if (unrecognized.isEmpty()) {
            return;
        }
        var places = new LinkedHashMap<String, String>();
        wanted.forEach((id, type) -> {
            if (unrecognized.contains(type)) {
                NotServed.type(type).ifPresent(words -> places.putIfAbsent(words, id));
            }
        });
        var refusal = new StringBuilder("Template format error: Unrecognized resource types: " + unrecognized);
        places.forEach((words, id) ->
                refusal.append(". [/Resources/").append(id).append("/Type] ").append(words));
        throw Refusals.validation(refusal.toString());
    }

    List<String> names() {
        return List.copyOf(new TreeSet<>(byName.keySet()));
    }
}
