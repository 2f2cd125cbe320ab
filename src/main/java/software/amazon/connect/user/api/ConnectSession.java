package software.amazon.connect.user.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.cloudformation.proxy.AmazonWebServicesClientProxy;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.connect.user.change.ApiCall;
import software.amazon.connect.user.model.ConnectFailure;

/**
 * One invocation's way to Connect: sends requests with the caller's credentials, repeats what may be repeated while
 * there is time, and turns every failure into the contract's terms.
 */
public final class ConnectSession {
    private static final int TRIES_UNLESS_THROTTLED = 3;
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

    /** Asks two things that do not depend on each other, at once where that can be. */
    public <A, B, R> R both(Supplier<A> first, Supplier<B> second, BiFunction<A, B, R> result) {
        return api.both(first, second, result);
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
     * Asks again, after a pause, for what is not found: it may have been made just before, or the answer come from a
     * place that is behind, and whoever is told of it forgets what it is about.
     *
     * @throws ConnectFailure NotFound when two answers agree on it, or whatever else went wrong
     */
    public <R> R surely(Supplier<R> question) {
        try {
            return question.get();
        } catch (ConnectFailure failure) {
            if (!failure.is(HandlerErrorCode.NotFound)) {
                throw failure;
            }
            pace.waitAfter(1);
            return question.get();
        }
    }

    /** The answer; empty when what it is about is not found. */
    public static <R> Optional<R> ifFound(Supplier<R> question) {
        try {
            return Optional.of(question.get());
        } catch (ConnectFailure failure) {
            if (failure.is(HandlerErrorCode.NotFound)) {
                return Optional.empty();
            }
            throw failure;
        }
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
