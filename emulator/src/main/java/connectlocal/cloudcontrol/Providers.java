package connectlocal.cloudcontrol;

import connectlocal.provider.Action;
import connectlocal.provider.ResourceProvider;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The resource types that this emulator has, by name. */
final class Providers {
    private final Map<String, ResourceProvider> byType = new LinkedHashMap<>();

    Providers(List<ResourceProvider> providers) {
        providers.forEach(provider -> byType.put(provider.type().name(), provider));
    }

    /**
     * The provider of a type.
     *
     * @throws connectlocal.http.AwsError TypeNotFoundException, or UnsupportedActionException when it has no handler
     *     for this
     */
    ResourceProvider require(String typeName, Action action) {
        ResourceProvider provider = byType.get(typeName);
        if (provider == null) {
            throw Errors.typeNotFound(typeName);
        }
        if (!provider.type().hasHandler(action)) {
            throw Errors.unsupportedAction(typeName, action);
        }
        return provider;
    }
}
