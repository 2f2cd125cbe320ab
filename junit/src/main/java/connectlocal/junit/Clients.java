package connectlocal.junit;

import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.regions.Region;

/** Clients of the AWS SDK for one endpoint, one of each kind. */
final class Clients implements AutoCloseable {
    private final URI endpoint;
    private final String region;
    private final Map<Class<?>, SdkClient> clients = new ConcurrentHashMap<>();

    Clients(URI endpoint, String region) {
        this.endpoint = endpoint;
        this.region = region;
    }

    static boolean isClient(Class<?> type) {
        return SdkClient.class.isAssignableFrom(type) && type.isInterface() && type != SdkClient.class;
    }

    <T> T of(Class<T> type) {
        if (!isClient(type)) {
            throw new IllegalArgumentException(
                    type.getName() + " is no client of the AWS SDK for Java 2; ask for one such as ConnectClient");
        }
        return type.cast(clients.computeIfAbsent(type, this::built));
    }

    private SdkClient built(Class<?> type) {
        try {
            var builder = (AwsClientBuilder<?, ?>) type.getMethod("builder").invoke(null);
            builder.endpointOverride(endpoint);
            builder.region(Region.of(region));
            builder.credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")));
            Direct.connect(builder, endpoint);
            return (SdkClient) builder.build();
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(type.getName() + " cannot be built", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(type.getName() + " has no builder", e);
        }
    }

    @Override
    public void close() {
        clients.values().forEach(SdkClient::close);
    }
}
