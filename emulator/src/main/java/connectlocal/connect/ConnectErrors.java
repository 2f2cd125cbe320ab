package connectlocal.connect;

import connectlocal.http.AwsError;

/** The refusals of Amazon Connect with the HTTP status that AWS gives each, in one place. */
final class ConnectErrors {
    private ConnectErrors() {}

    static AwsError invalidParameter(String message) {
        return new AwsError("InvalidParameterException", 400, message);
    }

    static AwsError invalidRequest(String message) {
        return new AwsError("InvalidRequestException", 400, message);
    }

    static AwsError notFound(String message) {
        return new AwsError("ResourceNotFoundException", 404, message);
    }

    static AwsError duplicate(String message) {
        return new AwsError("DuplicateResourceException", 409, message);
    }

    /** 429 as the model has it, though SDKs take every 429 for a throttle. */
    static AwsError limitExceeded(String message) {
        return new AwsError("LimitExceededException", 429, message);
    }

    /** What others refer to can not be deleted. */
    static AwsError inUse(String message) {
        return new AwsError("ResourceInUseException", 409, message);
    }

    /** As the model has it for instances; everything in an instance has {@link #limitExceeded}. */
    static AwsError quotaExceeded(String message) {
        return new AwsError("ServiceQuotaExceededException", 402, message);
    }

    static AwsError accessDenied(String message) {
        return new AwsError("AccessDeniedException", 403, message);
    }

    /** A page token that is expired, of another query, or none of ours. */
    static AwsError invalidToken(String message) {
        return new AwsError("InvalidToken", 400, message);
    }

    static AwsError unknownOperation(String message) {
        return new AwsError("UnknownOperationException", 404, message);
    }
}
