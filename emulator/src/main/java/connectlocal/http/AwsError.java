package connectlocal.http;

/**
 * The one exception by which a service refuses a request. Services throw it, the edge renders it in the protocol of the
 * API: services know codes and statuses, never wire formats.
 */
public final class AwsError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final int status;

    /**
     * @param code the error's type as AWS names it, e.g. {@code ResourceNotFoundException}
     * @param status the HTTP status that AWS answers with this type
     * @param message what was wrong, where, and what was expected; never a secret
     */
    public AwsError(String code, int status, String message) {
        super(message, null, false, false);
        this.code = code;
        this.status = status;
    }

    /** The error's type as AWS names it. */
    public String code() {
        return code;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }
}
