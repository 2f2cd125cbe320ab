package connectlocal.auth;

import connectlocal.http.Api;
import connectlocal.http.AwsError;

/** Why a request is refused for its signature, and how each protocol says so. */
enum Refusal {
    /** Not signed. */
    MISSING("MissingAuthenticationToken", "MissingAuthenticationTokenException", "AccessDenied", 403),
    /** Signed, but not so that it can be understood. */
    INCOMPLETE("IncompleteSignature", "IncompleteSignatureException", "AuthorizationHeaderMalformed", 400),
    /** Signed in the header and in the query. */
    TWICE("IncompleteSignature", "IncompleteSignatureException", "InvalidArgument", 400),
    /** Signed with a key, or a session token, that is not known. */
    UNKNOWN_KEY("InvalidClientTokenId", "UnrecognizedClientException", "InvalidAccessKeyId", 403),
    /** Signed by a session that is over. */
    EXPIRED_TOKEN("ExpiredToken", "ExpiredTokenException", "ExpiredToken", 403),
    /** Signed too long ago, or not yet. */
    WRONG_TIME("SignatureDoesNotMatch", "InvalidSignatureException", "RequestTimeTooSkewed", 403),
    /** Presigned for a time that is over. */
    EXPIRED_URL("SignatureDoesNotMatch", "InvalidSignatureException", "AccessDenied", 403),
    /** The body is another than the one that was signed. */
    WRONG_BODY("SignatureDoesNotMatch", "InvalidSignatureException", "XAmzContentSHA256Mismatch", 403),
    /** Signed with another secret, or changed on the way. */
    MISMATCH("SignatureDoesNotMatch", "InvalidSignatureException", "SignatureDoesNotMatch", 403);

    private final String inQuery;
    private final String inJson;
    private final String inS3;
    private final int status;

    Refusal(String inQuery, String inJson, String inS3, int status) {
        this.inQuery = inQuery;
        this.inJson = inJson;
        this.inS3 = inS3;
        this.status = status;
    }

    /** The refusal as this service says it; services of AWS JSON answer 400 whatever it is. */
    AwsError in(Api api, String message) {
        return switch (api.service()) {
            case "s3" -> new AwsError(inS3, this == WRONG_BODY || this == EXPIRED_TOKEN ? 400 : status, message);
            case "sts", "cloudformation" -> new AwsError(inQuery, status, message);
            default -> new AwsError(inJson, api.targetPrefix().isPresent() ? 400 : status, message);
        };
    }
}
