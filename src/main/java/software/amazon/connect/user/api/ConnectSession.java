package software.amazon.connect.user.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.cloudformation.proxy.AmazonWebServicesClientProxy;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.ResourceHandlerRequest;
import software.amazon.connect.slice.model.DescribeUserRequest;
import software.amazon.connect.slice.model.DescribeUserResponse;
import software.amazon.connect.slice.model.ListUserProficienciesRequest;
import software.amazon.connect.slice.model.User;
import software.amazon.connect.user.change.ApiCall;
import software.amazon.connect.user.model.ConnectArn;
import software.amazon.connect.user.model.ConnectFailure;
import software.amazon.connect.user.model.LiveUser;

/**
 * One invocation's way to Connect: sends requests with the caller's credentials, repeats what may be repeated while
 * there is time, and turns every failure into the contract's terms.
 */
public final class ConnectSession {
    private static final int TRIES_UNLESS_THROTTLED = 3;
    private static final BiFunction<ConnectApi, DescribeUserRequest, DescribeUserResponse> DESCRIBE =
            ConnectApi::describeUser;
    private static final long SHORTEST_ANSWER_MILLIS = 500;

    private final AmazonWebServicesClientProxy proxy;
    private final ConnectApi api;
    private final Pace.Run pace;
    private final String secret;

    /** @param secret a text that no message may quote, not even one of Connect's; null when there is none */
    public ConnectSession(AmazonWebServicesClientProxy proxy, ConnectApi api, Pace.Run pace, String secret) {
        this.proxy = proxy;
        this.api = api;
        this.pace = pace;
        this.secret = secret;
    }

    public Pace.Run pace() {
        return pace;
    }

    /**
     * Sends a request once.
     *
     * @throws ConnectFailure whatever came instead of an answer
     */
    public <Q extends AwsRequest, R extends AwsResponse> R sendOnce(Q request, BiFunction<ConnectApi, Q, R> operation) {
        Duration left = pace.left();
        if (left.toMillis() < SHORTEST_ANSWER_MILLIS) {
            throw new ConnectFailure(
                    HandlerErrorCode.NetworkFailure, "This invocation's time was up before the call", false, null);
        }
        // Translated inside, because the proxy logs the message of whatever comes out.
        return proxy.injectCredentialsAndInvokeV2(request, signed -> {
            try {
                return operation.apply(api, within(left, signed));
            } catch (SdkException e) {
                throw withoutSecret(ConnectErrors.translate(e));
            }
        });
    }

    @SuppressWarnings("unchecked")
    private static <Q extends AwsRequest> Q within(Duration left, Q request) {
        AwsRequestOverrideConfiguration signed = request.overrideConfiguration()
                .map(AwsRequestOverrideConfiguration.class::cast)
                .orElseGet(() -> AwsRequestOverrideConfiguration.builder().build());
        return (Q) request.toBuilder()
                .overrideConfiguration(
                        signed.toBuilder().apiCallAttemptTimeout(left).build())
                .build();
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
    public <Q extends AwsRequest, R extends AwsResponse> R send(Q request, BiFunction<ConnectApi, Q, R> operation) {
        return repeated(() -> sendOnce(request, operation), true);
    }

    /** Sends one of the calls that an update consists of; what may be refused a second time is not repeated blindly. */
    public void send(ApiCall call) {
        repeated(
                () -> sendOnce(call.request(), (to, signed) -> to.send(call.step(), signed)),
                !call.step().isRefusedTwice());
    }

    private <R> R repeated(Supplier<R> call, boolean repeatable) {
        int others = 0;
        for (int tries = 1; ; tries++) {
            try {
                return call.get();
            } catch (ConnectFailure failure) {
                boolean throttled = failure.is(HandlerErrorCode.Throttling);
                others += throttled ? 0 : 1;
                boolean mayPass = throttled || failure.isRetriable() && others < TRIES_UNLESS_THROTTLED;
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
    public LiveUser observe(ConnectArn user) {
        return LiveUser.of(user, describe(user), proficiencies(user));
    }

    /** The same for a user that can have no proficiencies, so that they need not be asked for. */
    public LiveUser observeWithoutProficiencies(ConnectArn user) {
        return LiveUser.of(user, describe(user), List.of());
    }

    /** The same, asked only once. */
    public LiveUser glance(ConnectArn user) {
        return LiveUser.of(user, known(user, sendOnce(description(user), DESCRIBE)), List.of());
    }

    /**
     * Refuses an ARN that is not Connect's own: the call would go to whatever has that id here. What is known to be of
     * the request's own account and region need not be asked for.
     */
    public void requireKnown(ConnectArn user, ResourceHandlerRequest<?> request) {
        boolean ownAccount = request.getAwsAccountId() != null && request.getAwsPartition() != null;
        if (!ownAccount || !user.region().equals(request.getRegion())) {
            describe(user);
        }
    }

    /** Whether the user is there. */
    public boolean knows(ConnectArn user) {
        try {
            describe(user);
            return true;
        } catch (ConnectFailure failure) {
            if (failure.is(HandlerErrorCode.NotFound)) {
                return false;
            }
            throw failure;
        }
    }

    private User describe(ConnectArn user) {
        return known(user, send(description(user), DESCRIBE));
    }

    /** An ARN is more than the ids that the API takes: one that is not Connect's own names no user here. */
    private static User known(ConnectArn user, DescribeUserResponse answer) {
        String arn = answer.user().arn();
        if (arn != null && !arn.equals(user.toString())) {
            throw ConnectFailure.notFound("There is no user %s: the user of that id is %s".formatted(user, arn));
        }
        return answer.user();
    }

    private static DescribeUserRequest description(ConnectArn user) {
        return DescribeUserRequest.builder()
                .instanceId(user.instanceId())
                .userId(user.id())
                .build();
    }

    private List<software.amazon.connect.slice.model.ApiUserProficiency> proficiencies(ConnectArn user) {
        return pages(token -> {
            var page = send(
                    ListUserProficienciesRequest.builder()
                            .instanceId(user.instanceId())
                            .userId(user.id())
                            .maxResults(100)
                            .nextToken(token)
                            .build(),
                    ConnectApi::listUserProficiencies);
            return new Page<>(page.userProficiencyList(), page.nextToken());
        });
    }

    /** Everything of an operation that answers in pages. */
    public static <T> List<T> pages(Function<String, Page<T>> pageAfter) {
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
    public record Page<T>(List<T> items, String nextToken) {}
}
