package connectlocal.shared;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands tests what takes seconds to start: one of each kind for all test classes of a JVM, started when the first asks,
 * as new for each, and closed when the JVM's last test is over.
 */
public final class Shared implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(Shared.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return Renewable.class.isAssignableFrom(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        // Not the root's store: a fork that is given classes one by one has a root for each.
        var store = context.getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE);
        var shared = (Renewable) store.getOrComputeIfAbsent(type, Shared::started);
        try {
            shared.renew();
        } catch (Exception e) {
            throw new ParameterResolutionException(type.getSimpleName() + " cannot be made as new", e);
        }
        return shared;
    }

    private static Object started(Class<?> type) {
        try {
            return type.getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new ParameterResolutionException(type.getSimpleName() + " does not start", e);
        }
    }
}
