package connectlocal.provider;

import java.util.Optional;

/**
 * The codes by which handlers and those who drive them say what went wrong. The names are AWS's own spelling, as they
 * travel in events.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-test-contract-errors.html">
 *     Handler error codes</a>
 */
public enum HandlerError {
    NotUpdatable,
    InvalidRequest,
    AccessDenied,
    UnauthorizedTaggingOperation,
    InvalidCredentials,
    AlreadyExists,
    NotFound,
    ResourceConflict(true),
    Throttling(true),
    ServiceLimitExceeded,
    NotStabilized,
    GeneralServiceException,
    ServiceInternalError(true),
    ServiceTimeout,
    NetworkFailure(true),
    InternalFailure;

    private final boolean retriable;

    HandlerError() {
        this(false);
    }

    HandlerError(boolean retriable) {
        this.retriable = retriable;
    }

    /** Whether the handler is asked again. */
    public boolean isRetriable() {
        return retriable;
    }

    /** The code of this name; those that only handlers know are said in a code that callers know too. */
    static Optional<HandlerError> named(String name) {
        for (HandlerError error : values()) {
            if (error.name().equals(name)) {
                return Optional.of(error);
            }
        }
        return switch (name) {
            case "HandlerInternalFailure" -> Optional.of(InternalFailure);
            case "InvalidTypeConfiguration" -> Optional.of(InvalidRequest);
            case "NonCompliant", "UnsupportedTarget", "Unknown" -> Optional.of(GeneralServiceException);
            default -> Optional.empty();
        };
    }
}
