package software.amazon.connect.user.api;

import static java.util.Map.entry;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;
import org.apache.http.conn.ConnectTimeoutException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.connect.user.model.ConnectFailure;

/**
 * Which error of Connect, of its front or of the way there is which code of the contract. The error's own name decides:
 * LimitExceededException and ThrottlingException share status 429, and the two clients have exception classes of their
 * own.
 *
 * @see <a href="https://docs.aws.amazon.com/connect/latest/APIReference/CommonErrors.html">Common errors</a>
 */
public final class ConnectErrors {

    public static final Map<String, HandlerErrorCode> BY_NAME = Map.ofEntries(
            entry("DuplicateResourceException", HandlerErrorCode.AlreadyExists),
            entry("RequestTimeout", HandlerErrorCode.NetworkFailure),
            entry("RequestTimeoutException", HandlerErrorCode.NetworkFailure),
            entry("RequestAbortedException", HandlerErrorCode.NetworkFailure),
            entry("ResourceNotFoundException", HandlerErrorCode.NotFound),
            entry("UserNotFoundException", HandlerErrorCode.NotFound),
            entry("InvalidParameterException", HandlerErrorCode.InvalidRequest),
            entry("InvalidRequestException", HandlerErrorCode.InvalidRequest),
            entry("PropertyValidationException", HandlerErrorCode.InvalidRequest),
            entry("ValidationException", HandlerErrorCode.InvalidRequest),
            entry("SerializationException", HandlerErrorCode.InvalidRequest),
            entry("LimitExceededException", HandlerErrorCode.ServiceLimitExceeded),
            entry("ServiceQuotaExceededException", HandlerErrorCode.ServiceLimitExceeded),
            entry("ThrottlingException", HandlerErrorCode.Throttling),
            entry("TooManyRequestsException", HandlerErrorCode.Throttling),
            entry("Throttling", HandlerErrorCode.Throttling),
            entry("RequestLimitExceeded", HandlerErrorCode.Throttling),
            entry("InternalServiceException", HandlerErrorCode.ServiceInternalError),
            entry("InternalServerException", HandlerErrorCode.ServiceInternalError),
            entry("InternalFailure", HandlerErrorCode.ServiceInternalError),
            entry("ServiceUnavailable", HandlerErrorCode.ServiceInternalError),
            entry("ServiceUnavailableException", HandlerErrorCode.ServiceInternalError),
            entry("ConditionalOperationFailedException", HandlerErrorCode.ResourceConflict),
            entry("ResourceConflictException", HandlerErrorCode.ResourceConflict),
            entry("ConflictException", HandlerErrorCode.ResourceConflict),
            entry("ResourceInUseException", HandlerErrorCode.ResourceConflict),
            entry("AccessDeniedException", HandlerErrorCode.AccessDenied),
            entry("AccessDenied", HandlerErrorCode.AccessDenied),
            entry("NotAuthorized", HandlerErrorCode.AccessDenied),
            entry("OptInRequired", HandlerErrorCode.AccessDenied),
            entry("UnrecognizedClientException", HandlerErrorCode.InvalidCredentials),
            entry("InvalidClientTokenId", HandlerErrorCode.InvalidCredentials),
            entry("InvalidSignatureException", HandlerErrorCode.InvalidCredentials),
            entry("SignatureDoesNotMatch", HandlerErrorCode.InvalidCredentials),
            entry("IncompleteSignature", HandlerErrorCode.InvalidCredentials),
            entry("MissingAuthenticationToken", HandlerErrorCode.InvalidCredentials),
            entry("ExpiredTokenException", HandlerErrorCode.InvalidCredentials),
            entry("ExpiredToken", HandlerErrorCode.InvalidCredentials),
            entry("RequestExpired", HandlerErrorCode.InvalidCredentials));

    private ConnectErrors() {}

    /** What an exception of an SDK client means to the contract. */
    public static ConnectFailure translate(SdkException error) {
        if (error instanceof AwsServiceException refused) {
            HandlerErrorCode code = codeOf(refused);
            boolean mayHaveTakenEffect = refused.statusCode() >= 500 || code == HandlerErrorCode.NetworkFailure;
            return new ConnectFailure(code, refused.getMessage(), mayHaveTakenEffect, refused);
        }
        boolean neverSent = caused(error, ConnectException.class)
                || caused(error, UnknownHostException.class)
                || caused(error, NoRouteToHostException.class)
                || caused(error, ConnectTimeoutException.class)
                || caused(error, SSLHandshakeException.class);
        boolean onTheWay = neverSent
                || caused(error, IOException.class)
                || error instanceof ApiCallAttemptTimeoutException
                || error instanceof ApiCallTimeoutException
                || error instanceof AbortedException;
        return onTheWay
                ? new ConnectFailure(
                        HandlerErrorCode.NetworkFailure,
                        "Amazon Connect gave no answer: " + error.getMessage(),
                        !neverSent,
                        error)
                : new ConnectFailure(HandlerErrorCode.InternalFailure, error.getMessage(), false, error);
    }

    private static HandlerErrorCode codeOf(AwsServiceException error) {
        String name =
                error.awsErrorDetails() == null ? null : error.awsErrorDetails().errorCode();
        HandlerErrorCode named = name == null ? null : BY_NAME.get(name);
        return named != null ? named : byStatus(error.statusCode(), name);
    }

    /** A 404 that does not say what was not found is no word on a user: an operation may be unknown, or a host. */
    private static HandlerErrorCode byStatus(int status, String name) {
        return switch (status) {
            case 400, 413, 422 -> HandlerErrorCode.InvalidRequest;
            case 401, 403, 511 -> HandlerErrorCode.AccessDenied;
            case 402 -> HandlerErrorCode.ServiceLimitExceeded;
            case 404, 410 ->
                name != null && name.contains("NotFound")
                        ? HandlerErrorCode.NotFound
                        : HandlerErrorCode.GeneralServiceException;
            case 408 -> HandlerErrorCode.NetworkFailure;
            case 409 -> HandlerErrorCode.ResourceConflict;
            case 429 -> HandlerErrorCode.Throttling;
            default -> status >= 500 ? HandlerErrorCode.ServiceInternalError : HandlerErrorCode.GeneralServiceException;
        };
    }

    private static boolean caused(Throwable error, Class<? extends Throwable> type) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
