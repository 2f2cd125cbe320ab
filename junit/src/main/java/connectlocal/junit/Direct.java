package connectlocal.junit;

import java.lang.reflect.Method;
import java.net.URI;
import java.util.Comparator;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.core.client.builder.SdkAsyncClientBuilder;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpService;
import software.amazon.awssdk.http.async.SdkAsyncHttpService;

/**
 * Keeps clients of the SDK from the proxy that the environment or the JVM names: no proxy can reach this machine's
 * 127.0.0.1. Which HTTP client there is, is the test's choice, so it is found as the SDK finds it and asked by name for
 * what all of the SDK's have.
 */
final class Direct {
    /** Of several the SDK takes these, its own default ones; its older versions refuse to choose. */
    private static final Set<String> PREFERRED = Set.of(
            "software.amazon.awssdk.http.apache.ApacheSdkHttpService",
            "software.amazon.awssdk.http.nio.netty.NettySdkAsyncHttpService");

    private Direct() {}

    static void connect(AwsClientBuilder<?, ?> client, URI endpoint) throws ReflectiveOperationException {
        if (client instanceof SdkSyncClientBuilder<?, ?> sync) {
            var service = found(SdkHttpService.class, SdkSystemSetting.SYNC_HTTP_SERVICE_IMPL);
            if (service.isPresent()) {
                sync.httpClientBuilder(withoutProxy(service.get().createHttpClientBuilder(), endpoint));
            }
        } else if (client instanceof SdkAsyncClientBuilder<?, ?> async) {
            var service = found(SdkAsyncHttpService.class, SdkSystemSetting.ASYNC_HTTP_SERVICE_IMPL);
            if (service.isPresent()) {
                async.httpClientBuilder(withoutProxy(service.get().createAsyncHttpClientFactory(), endpoint));
            }
        }
    }

    /** None where there is none: the SDK says so when it builds the client. */
    private static <S> Optional<S> found(Class<S> type, SdkSystemSetting setting) {
        Optional<String> chosen = setting.getStringValue();
        return ServiceLoader.load(type).stream()
                .filter(each -> chosen.map(each.type().getName()::equals).orElse(true))
                .min(Comparator.comparing(
                        each -> !PREFERRED.contains(each.type().getName())))
                .map(ServiceLoader.Provider::get);
    }

    private static <B> B withoutProxy(B http, URI endpoint) throws ReflectiveOperationException {
        Optional<Method> setter = Stream.of(http.getClass().getInterfaces())
                .flatMap(type -> Stream.of(type.getMethods()))
                .filter(method -> method.getName().equals("proxyConfiguration"))
                .filter(method -> method.getParameterTypes()[0].getSimpleName().equals("ProxyConfiguration"))
                .findFirst();
        if (setter.isPresent()) { // else it is none of the SDK's, and whoever made it knows
            setter.get().invoke(http, none(setter.get().getParameterTypes()[0], endpoint.getHost()));
        }
        return http;
    }

    /**
     * A configuration that takes nothing from anywhere; its switches differ in name from client to client. The host is
     * named too: older versions of Netty's client take any configuration for that of a proxy, here one without a name.
     */
    private static Object none(Class<?> configuration, String host) throws ReflectiveOperationException {
        Method begin = configuration.getMethod("builder");
        Object builder = begin.invoke(null);
        for (Method each : begin.getReturnType().getMethods()) {
            Class<?>[] taken = each.getParameterTypes();
            if (each.getName().startsWith("use") && taken.length == 1 && taken[0] == Boolean.class) {
                each.invoke(builder, false);
            } else if (each.getName().equals("nonProxyHosts") && taken[0] == Set.class) {
                each.invoke(builder, Set.of(host));
            }
        }
        return begin.getReturnType().getMethod("build").invoke(builder);
    }
}
