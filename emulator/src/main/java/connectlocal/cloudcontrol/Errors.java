package connectlocal.cloudcontrol;

import connectlocal.http.AwsError;
import connectlocal.provider.HandlerError;
import java.util.List;

/**
 * The refusals of Cloud Control, by the types of its API model. AWS JSON answers 400 for what the caller can mend and
 * 500 for the faults of the model.
 */
final class Errors {
    private static final int MESSAGE_LIMIT = 2048;

    private Errors() {}

    static AwsError typeNotFound(String typeName) {
        return refusal("TypeNotFoundException", "The type '" + typeName + "' cannot be found.");
    }

    static AwsError unsupportedAction(String typeName, Object action) {
        return refusal(
                "UnsupportedActionException", "Resource type " + typeName + " does not support " + action + " action");
    }

    static AwsError validation(String message) {
        return refusal("ValidationException", message);
    }

    /** A model that breaks the schema, in the words that AWS uses for it. */
    static AwsError modelViolations(List<String> violations) {
        return validation("Model validation failed (" + String.join("\n", violations) + ")");
    }

    /** A list handler needs to know more, in the words by which clients find out what. */
    static AwsError listViolations(String typeName, List<String> violations) {
        return invalidRequest("Missing or invalid ResourceModel property in " + typeName
                + " list handler request input.Required property: (" + String.join("\n", violations) + ")");
    }

    static AwsError invalidRequest(String message) {
        return refusal("InvalidRequestException", message);
    }

    static AwsError notUpdatable(String message) {
        return refusal("NotUpdatableException", message);
    }

    static AwsError concurrentOperation(String identifier, String requestToken) {
        return refusal(
                "ConcurrentOperationException",
                "Another operation on resource %s is in progress, request token %s; only one at a time is possible"
                        .formatted(identifier, requestToken));
    }

    static AwsError clientTokenConflict() {
        return refusal(
                "ClientTokenConflictException",
                "The client token was used within the last 36 hours for another request");
    }

    static AwsError requestTokenNotFound(String token) {
        return refusal("RequestTokenNotFoundException", "Request with token " + token + " was not found");
    }

    /** The model calls this one a fault; 400 keeps clients from repeating what cannot succeed. */
    static AwsError notCancellable(String status) {
        return refusal(
                "ConcurrentModificationException",
                "Only requests with status PENDING or IN_PROGRESS can be cancelled; this one is " + status);
    }

    /** 400 keeps clients from sending to what is there now what they meant for what there was. */
    static AwsError reset() {
        return refusal("GeneralServiceException", "The emulator was reset while this was under way");
    }

    static AwsError throttled(String message) {
        return refusal("ThrottlingException", message);
    }

    /** What the caller of GetResource, ListResources or UpdateResource hears when the handler fails, in AWS's frame. */
    static AwsError ofHandler(HandlerError error, String typeName, String message, String requestToken) {
        String head = typeName + " Handler returned status FAILED: ";
        String tail = " (HandlerErrorCode: " + error + ", RequestToken: " + requestToken + ")";
        String text = head + clipped(message, MESSAGE_LIMIT - head.length() - tail.length()) + tail;
        return switch (error) {
            case NotFound -> refusal("ResourceNotFoundException", text);
            case UnauthorizedTaggingOperation -> refusal("AccessDeniedException", text);
            case GeneralServiceException -> refusal("GeneralServiceException", text);
            case InternalFailure -> fault("HandlerInternalFailureException", text);
            case ServiceTimeout -> fault("HandlerFailureException", text);
            case NetworkFailure, ServiceInternalError -> fault(error + "Exception", text);
            default -> refusal(error + "Exception", text);
        };
    }

    private static AwsError refusal(String type, String message) {
        return new AwsError(type, 400, clipped(message));
    }

    private static AwsError fault(String type, String message) {
        return new AwsError(type, 500, clipped(message));
    }

    /** Messages are 1 to 2048 characters long in the model. */
    static String clipped(String message) {
        return clipped(message, MESSAGE_LIMIT);
    }

    private static String clipped(String message, int most) {
        String text = message == null || message.isEmpty() ? "no message" : message;
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }
}
