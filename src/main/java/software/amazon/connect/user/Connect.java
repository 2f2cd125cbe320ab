package software.amazon.connect.user;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.connectuser.model.DescribeUserRequest;
import software.amazon.awssdk.services.connectuser.model.ListUserProficienciesRequest;
import software.amazon.awssdk.services.connectuser.model.User;
import software.amazon.cloudformation.proxy.AmazonWebServicesClientProxy;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.connect.user.ClientBuilder.Clients;

/**
 * One invocation's way to Connect: sends requests with the caller's credentials, repeats what may be repeated while
 * there is time, and turns every failure into the contract's terms.
 */
final class Connect {
    private static final int TRIES_UNLESS_THROTTLED = 3;

    private final AmazonWebServicesClientProxy proxy;
    private final Clients clients;
    private final Pace.Run pace;
    private final String secret;

    /** @param secret a text that no message may quote, not even one of Connect's; null when there is none */
    Connect(AmazonWebServicesClientProxy proxy, Clients clients, Pace.Run pace, String secret) {
        this.proxy = proxy;
        this.clients = clients;
        this.pace = pace;
        this.secret = secret;
    }

    Pace.Run pace() {
        return pace;
    }

    /**
     * Sends a request once.
     *
     * @throws ConnectFailure whatever came instead of an answer
     */
    <Q extends AwsRequest, R extends AwsResponse> R sendOnce(Q request, BiFunction<Clients, Q, R> operation) {
        // Translated inside, because the proxy logs the message of whatever comes out.
        return proxy.injectCredentialsAndInvokeV2(request, signed -> {
            try {
                return operation.apply(clients, signed);
            } catch (SdkException e) {
                throw withoutSecret(ConnectErrors.translate(e));
            }
        });
    }

    private ConnectFailure withoutSecret(ConnectFailure failure) {
        String message = failure.getMessage();
        return secret == null || message == null || !message.contains(secret)
                ? failure
                : new ConnectFailure(
                        failure.code(), message.replace(secret, "********"), failure.mayHaveTakenEffect(), null);
    }

    /**
     * Sends a request that may be carried out twice without harm, again and again after a throttle, a few times after
     * another failure that may pass.
     *
     * @throws ConnectFailure the last failure
     */
    <Q extends AwsRequest, R extends AwsResponse> R send(Q request, BiFunction<Clients, Q, R> operation) {
        return send(request, operation, true);
    }

    /** Sends one of the calls that an update consists of. */
    <Q extends AwsRequest, R extends AwsResponse> void send(ApiCall<Q, R> call) {
        send(call.request(), call.operation(), call.isRepeatable());
    }

    private <Q extends AwsRequest, R extends AwsResponse> R send(
            Q request, BiFunction<Clients, Q, R> operation, boolean repeatable) {
        for (int tries = 1; ; tries++) {
            try {
                return sendOnce(request, operation);
            } catch (ConnectFailure failure) {
                boolean mayPass = failure.is(HandlerErrorCode.Throttling)
                        || failure.isRetriable() && tries < TRIES_UNLESS_THROTTLED;
                boolean harmless = repeatable || !failure.mayHaveTakenEffect();
                if (!mayPass || !harmless || !pace.waitAfter(tries)) {
                    throw failure;
                }
            }
        }
    }

    /**
     * The user as Connect shows it, proficiencies included.
     *
     * @throws ConnectFailure NotFound when there is no such user
     */
    LiveUser observe(ConnectArn user) {
        return ModelTranslator.liveUser(user, describe(user), proficiencies(user));
    }

    /** The same for a user that can have no proficiencies, so that they need not be asked for. */
    LiveUser observeWithoutProficiencies(ConnectArn user) {
        return ModelTranslator.liveUser(user, describe(user), List.of());
    }

    private User describe(ConnectArn user) {
        DescribeUserRequest request = DescribeUserRequest.builder()
                .instanceId(user.instanceId())
                .userId(user.id())
                .build();
        return send(request, (all, signed) -> all.users().describeUser(signed)).user();
    }

    private List<software.amazon.awssdk.services.connectuser.model.UserProficiency> proficiencies(ConnectArn user) {
        return pages(token -> {
            var page = send(
                    ListUserProficienciesRequest.builder()
                            .instanceId(user.instanceId())
                            .userId(user.id())
                            .maxResults(100)
                            .nextToken(token)
                            .build(),
                    (all, signed) -> all.users().listUserProficiencies(signed));
            return new Page<>(page.userProficiencyList(), page.nextToken());
        });
    }

    /** Everything of an operation that answers in pages. */
    static <T> List<T> pages(Function<String, Page<T>> pageAfter) {
        List<T> items = new ArrayList<>();
        String token = null;
        do {
            Page<T> page = pageAfter.apply(token);
            items.addAll(page.items());
            token = page.nextToken();
        } while (token != null && !token.isEmpty());
        return items;
    }

    /** One page, and the token of the next; null or empty at the end. */
    record Page<T>(List<T> items, String nextToken) {}
}
