package software.amazon.connect.user.support;

import java.net.ConnectException;
import java.net.SocketException;
import java.time.Duration;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * What goes wrong with one call.
 *
 * @param before thrown instead of carrying the call out; null when it is carried out
 * @param after thrown although the call was carried out; null when its answer arrives
 * @param stale whether the call sees users as they were before the last change of each of them
 * @param takes how long the caller waits
 */
public record Fault(RuntimeException before, RuntimeException after, boolean stale, Duration takes) {

    public static Fault throttled() {
        return refused("ThrottlingException", 429, "Rate exceeded");
    }

    public static Fault tooManyRequests() {
        return refused("TooManyRequestsException", 429, "Too many requests");
    }

    public static Fault limitExceeded() {
        return refused("LimitExceededException", 429, "The instance has as many users as it may have");
    }

    public static Fault conflict() {
        return refused("ConditionalOperationFailedException", 409, "Another change is under way");
    }

    public static Fault accessDenied() {
        return refused("AccessDeniedException", 403, "User is not authorized to perform: connect:Something");
    }

    public static Fault serverError() {
        return refused("InternalServiceException", 500, "Something broke");
    }

    public static Fault serverErrorAfterCommit() {
        return new Fault(null, error("InternalServiceException", 500, "Something broke"), false, Duration.ZERO);
    }

    public static Fault refused(String name, int status, String message) {
        return new Fault(error(name, status, message), null, false, Duration.ZERO);
    }

    /** The call was carried out, and the connection broke before the answer came. */
    public static Fault answerLost() {
        return new Fault(null, network(new SocketException("Connection reset")), false, Duration.ZERO);
    }

    /** The call was carried out, and the answer did not come in time. */
    public static Fault answerTooLate() {
        return new Fault(null, ApiCallAttemptTimeoutException.create(6_000), false, Duration.ofSeconds(6));
    }

    /** The connection broke before the call was carried out, which the caller cannot tell from {@link #answerLost}. */
    public static Fault requestLost() {
        return new Fault(network(new SocketException("Connection reset")), null, false, Duration.ZERO);
    }

    public static Fault connectionRefused() {
        return new Fault(network(new ConnectException("Connection refused")), null, false, Duration.ZERO);
    }

    /** Nothing goes wrong, but the answer takes nearly as long as it may. */
    public static Fault slow() {
        return new Fault(null, null, false, Duration.ofMillis(5_900));
    }

    /** Nothing goes wrong this time. */
    public static Fault none() {
        return new Fault(null, null, false, Duration.ZERO);
    }

    public static Fault staleRead() {
        return new Fault(null, null, true, Duration.ZERO);
    }

    public static AwsServiceException error(String name, int status, String message) {
        return AwsServiceException.builder()
                .statusCode(status)
                .requestId("11111111-2222-3333-4444-555555555555")
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(name)
                        .errorMessage(message)
                        .serviceName("Connect")
                        .build())
                .build();
    }

    private static SdkClientException network(Exception cause) {
        return SdkClientException.create("Unable to execute HTTP request: " + cause.getMessage(), cause);
    }
}
