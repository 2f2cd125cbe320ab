package software.amazon.connect.user;

import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.connect.ConnectClient;
import software.amazon.awssdk.services.connectuser.ConnectUserClient;
import software.amazon.cloudformation.LambdaWrapper;

/** Builds the clients, once per JVM: building them is the largest single part of a cold start after class loading. */
final class ClientBuilder {
    private static Clients shared;

    private ClientBuilder() {}

    /** The clients of this JVM, on the HTTP client that the framework has built anyway. */
    static synchronized Clients shared() {
        if (shared == null) {
            shared = build(LambdaWrapper.HTTP_CLIENT);
        }
        return shared;
    }

    /**
     * Clients that never retry by themselves: whether a call may be sent again depends on what it does and on the time
     * the invocation has left, which only {@link Connect} knows.
     */
    static Clients build(SdkHttpClient http) {
        ClientOverrideConfiguration noRetries = ClientOverrideConfiguration.builder()
                .retryStrategy(AwsRetryStrategy.doNotRetry())
                .build();
        ConnectClient connect = ConnectClient.builder()
                .httpClient(http)
                .overrideConfiguration(noRetries)
                .build();
        var users = ConnectUserClient.builder().httpClient(http).overrideConfiguration(noRetries);
        // The generated client would look for an endpoint under a name of its own; what holds for Connect holds for it.
        connect.serviceClientConfiguration().endpointOverride().ifPresent(users::endpointOverride);
        return new Clients(connect, users.build());
    }

    /**
     * The two clients of one API.
     *
     * @param connect the SDK's own
     * @param users generated from the model in {@code src/main/codegen}: whatever carries a user's settings or
     *     proficiencies
     */
    record Clients(ConnectClient connect, ConnectUserClient users) {}
}
