package software.amazon.connect.user.entry;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.cloudformation.Action;
import software.amazon.cloudformation.injection.CredentialsProvider;

/**
 * How one invocation calls CloudWatch: with the provider's credentials of that moment, and until it must be answered.
 * Logs and metrics are sent before the answer is, so a CloudWatch that says nothing would hold the answer back, and
 * with it the ARN of a new user: it gets no more time than is left.
 *
 * @see <a href="https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-test-contract.html">the
 *     contract's time-outs</a>
 */
record CloudWatchCalls(InstantSource clock, Instant due, CredentialsProvider credentials) {
    /** Of the 30 s for read and list, and the 60 s for the others; the rest is for the answer. */
    private static final Duration SHORT = Duration.ofSeconds(28);

    private static final Duration LONG = Duration.ofSeconds(58);

    /** Starts the clock of one invocation. */
    static CloudWatchCalls of(InstantSource clock, Action action, CredentialsProvider credentials) {
        boolean isShort = action == Action.READ || action == Action.LIST;
        return new CloudWatchCalls(clock, clock.instant().plus(isShort ? SHORT : LONG), credentials);
    }

    /**
     * Signs a call, and gives it the time that is left, repeats included.
     *
     * @throws IllegalStateException when none is left
     */
    AwsRequestOverrideConfiguration.Builder prepare(AwsRequestOverrideConfiguration.Builder call) {
        Duration left = Duration.between(clock.instant(), due);
        if (left.isNegative() || left.isZero()) {
            throw new IllegalStateException("The answer is due: there is no time left for CloudWatch");
        }
        return call.apiCallTimeout(left).credentialsProvider(StaticCredentialsProvider.create(credentials.get()));
    }
}
