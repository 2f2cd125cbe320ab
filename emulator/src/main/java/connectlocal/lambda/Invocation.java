package connectlocal.lambda;

/**
 * What one invocation of a function came to.
 *
 * @param payload what the handler wrote; when it failed, a JSON object with {@code errorType} and {@code errorMessage}
 * @param functionError null when the handler answered, else {@code Unhandled}
 * @param logTail the end of what the function printed, with Lambda's START, END and REPORT lines
 */
public record Invocation(byte[] payload, String functionError, String logTail) {}
