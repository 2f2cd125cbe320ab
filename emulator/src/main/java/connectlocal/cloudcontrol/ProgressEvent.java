package connectlocal.cloudcontrol;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.http.Json;
import connectlocal.provider.HandlerError;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Where a request stands, as clients see it.
 *
 * @param identifier null as long as it is not known
 * @param time when it came to stand there
 * @param model the resource without write-only properties; null when nothing is known of it
 * @param message null when there is nothing to say
 * @param error null unless it failed
 * @param retryAfter when it is worth asking again; null when it is over or may be over at any time
 * @see <a
 *     href="https://docs.aws.amazon.com/cloudcontrolapi/latest/APIReference/API_ProgressEvent.html">ProgressEvent</a>
 */
record ProgressEvent(
        String typeName,
        String identifier,
        String requestToken,
        Change operation,
        Status status,
        Instant time,
        ObjectNode model,
        String message,
        HandlerError error,
        Instant retryAfter) {

    /** Times are JSON numbers, seconds with milliseconds; what is not known is absent. */
    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("TypeName", typeName);
        if (identifier != null) {
            json.put("Identifier", identifier);
        }
        json.put("RequestToken", requestToken);
        json.put("Operation", operation.name());
        json.put("OperationStatus", status.name());
        json.put("EventTime", seconds(time));
        if (model != null) {
            json.put("ResourceModel", model.toString());
        }
        if (message != null && !message.isEmpty()) {
            json.put("StatusMessage", Errors.clipped(message));
        }
        if (error != null) {
            json.put("ErrorCode", error.name());
        }
        if (retryAfter != null) {
            json.put("RetryAfter", seconds(retryAfter));
        }
        return json;
    }

    /** Whether its type, identifier, token, operation or status has this in it, which is in lower case. */
    boolean mentions(String part) {
        return Stream.of(typeName, identifier == null ? "" : identifier, requestToken, operation.name(), status.name())
                .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(part));
    }

    boolean differsInTimesAlone(ProgressEvent other) {
        return at(status, other.time, other.retryAfter).equals(other);
    }

    /** The same of another status. */
    ProgressEvent at(Status next, Instant when, Instant retry) {
        return new ProgressEvent(
                typeName, identifier, requestToken, operation, next, when, model, message, error, retry);
    }

    /** The same of another resource, or another state of it. */
    ProgressEvent of(String otherIdentifier, ObjectNode otherModel) {
        return new ProgressEvent(
                typeName,
                otherIdentifier,
                requestToken,
                operation,
                status,
                time,
                otherModel,
                message,
                error,
                retryAfter);
    }

    /** The same with what is said of its end. */
    ProgressEvent saying(String what, HandlerError code) {
        return new ProgressEvent(
                typeName, identifier, requestToken, operation, status, time, model, what, code, retryAfter);
    }

    /** About how many bytes of memory it takes. */
    long weight() {
        return 500 + (model == null ? 0 : Json.weight(model));
    }

    private static double seconds(Instant time) {
        return time.toEpochMilli() / 1000.0;
    }
}
