package connectlocal.cloudformation.engine;

import connectlocal.provider.ResourceProvider;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    List<String> names() {
        return List.copyOf(new TreeSet<>(byName.keySet()));
    }
}
