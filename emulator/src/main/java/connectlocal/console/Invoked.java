package connectlocal.console;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One invocation of a function. Of what it was given and answered it has what names something or says how it ended.
 *
 * @param number place in the order of beginning
 * @param id the access key that it was given, by which its calls are known; null for events that have none
 * @param action what the handler was asked to do, e.g. CREATE; Invoke for other events
 * @param token what the invocations of one operation have in common
 * @param stack the id of the stack whose resource it is about, null outside of stacks
 * @param resource the logical id of a stack's resource, null outside of stacks
 * @param durationMs null while it is under way
 * @param status what the handler answered, e.g. IN_PROGRESS; null when it answered nothing
 * @param delaySeconds after how many seconds the handler wants to be asked again
 * @param error an error of the handler or of the function, null for none
 */
record Invoked(
        long number,
        String id,
        String function,
        String action,
        String type,
        String token,
        String stack,
        String resource,
        String region,
        String time,
        Double durationMs,
        String status,
        int delaySeconds,
        String error) {
    private static final int LONGEST = 200;

    static Invoked begins(String function, JsonNode event, String time) {
        JsonNode data = event.path("requestData");
        String action = text(event.path("action"));
        return new Invoked(
                0,
                text(data.path("callerCredentials").path("accessKeyId")),
                function,
                action == null ? "Invoke" : action,
                text(event.path("resourceType")),
                text(event.path("bearerToken")),
                text(event.path("stackId")),
                text(data.path("logicalResourceId")),
                text(event.path("region")),
                time,
                null,
                null,
                0,
                null);
    }

    Invoked numbered(long place) {
        return new Invoked(
                place,
                id,
                function,
                action,
                type,
                token,
                stack,
                resource,
                region,
                time,
                durationMs,
                status,
                delaySeconds,
                error);
    }

    Invoked ended(double millis, String functionError, JsonNode answer) {
        String failure = functionError == null ? text(answer.path("errorCode")) : text(answer.path("errorType"));
        return new Invoked(
                number,
                id,
                function,
                action,
                type,
                token,
                stack,
                resource,
                region,
                time,
                millis,
                text(answer.path("status")),
                answer.path("callbackDelaySeconds").asInt(0),
                failure == null ? functionError : failure);
    }

    boolean mentions(String part) {
        return java.util.stream.Stream.of(function, action, type, token, resource, status, error, region)
                .anyMatch(text ->
                        text != null && text.toLowerCase(java.util.Locale.ROOT).contains(part));
    }

    private static String text(JsonNode node) {
        String text = node.textValue();
        return text == null || text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
