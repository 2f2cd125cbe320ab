package connectlocal.natives;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.connect.ConnectApi;
import connectlocal.http.AwsError;
import connectlocal.http.EmulatorFailure;
import connectlocal.provider.HandlerError;
import connectlocal.provider.NativeFailure;

/** Calls of Amazon Connect's API whose refusals become the codes of the handler contract. */
final class ConnectCalls {
    private final ConnectApi api;

    ConnectCalls(ConnectApi api) {
        this.api = api;
    }

    JsonNode call(String operation, ObjectNode input) {
        try {
            return api.call(operation, input);
        } catch (AwsError refusal) {
            throw new NativeFailure(code(refusal.code()), refusal.getMessage());
        } catch (EmulatorFailure failure) {
            throw new NativeFailure(HandlerError.ServiceInternalError, failure.getMessage());
        }
    }

    private static HandlerError code(String type) {
        return switch (type) {
            case "DuplicateResourceException" -> HandlerError.AlreadyExists;
            case "ResourceNotFoundException" -> HandlerError.NotFound;
            case "ResourceInUseException" -> HandlerError.ResourceConflict;
            case "LimitExceededException", "ServiceQuotaExceededException" -> HandlerError.ServiceLimitExceeded;
            case "ThrottlingException" -> HandlerError.Throttling;
            case "AccessDeniedException" -> HandlerError.AccessDenied;
            case "InternalServiceException" -> HandlerError.ServiceInternalError;
            default -> HandlerError.InvalidRequest;
        };
    }
}
