package software.amazon.connect.user.faults;

import java.net.SocketException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.thirdparty.jackson.core.JsonParseException;
import software.amazon.awssdk.thirdparty.jackson.core.JsonToken;
import software.amazon.awssdk.thirdparty.jackson.core.io.JsonEOFException;
import software.amazon.connect.slice.ConnectClient;
import software.amazon.connect.user.support.Fault;

/**
 * One thing that goes wrong with a call of Connect, or with the process that makes it.
 *
 * @param kind its column in the table
 * @param detail which error it is, where a kind has several
 * @param point where it strikes
 * @param thrown what the caller gets instead of an answer, made anew for each strike; null for other points
 */
record Blow(String kind, String detail, Point point, Supplier<RuntimeException> thrown) {
    /** Where a blow strikes. */
    enum Point {
        /** Instead of carrying the call out. */
        BEFORE,
        /** When the call was carried out. */
        AFTER,
        /** The call is carried out, and its answer comes when nobody waits any more. */
        TOO_LATE,
        /** The process ends before the call. */
        DEATH_BEFORE,
        /** The process ends when the call was carried out. */
        DEATH_AFTER,
        /** The process ends when the handler has answered, and the answer is lost. */
        DEATH_OF_ANSWER
    }

    static final Blow ANSWER_LOST_WITH_PROCESS = new Blow("kill answer", "", Point.DEATH_OF_ANSWER, null);

    /** Every kind, in the order of the table's columns. */
    static final List<String> KINDS = List.of(
            "throttle",
            "500",
            "503",
            "500 after",
            "declared",
            "denied",
            "late",
            "reset",
            "lost answer",
            "garbage",
            "truncated",
            "kill before",
            "kill after",
            "kill answer");

    /** Of the errors that the API model declares, with their status; a new one is to be added. */
    private static final Map<String, Integer> STATUS = Map.of(
            "InvalidRequestException", 400,
            "InvalidParameterException", 400,
            "ResourceNotFoundException", 404,
            "DuplicateResourceException", 409,
            "ConditionalOperationFailedException", 409,
            "ResourceConflictException", 409,
            "LimitExceededException", 429,
            "ThrottlingException", 429,
            "AccessDeniedException", 403,
            "InternalServiceException", 500);

    /** What can go wrong with a call of an operation of the API. */
    static List<Blow> of(String operation) {
        List<Blow> blows = new ArrayList<>(List.of(
                refused("throttle", "ThrottlingException", 429, Point.BEFORE),
                refused("500", "InternalServiceException", 500, Point.BEFORE),
                refused("503", "ServiceUnavailable", 503, Point.BEFORE),
                refused("500 after", "InternalServiceException", 500, Point.AFTER),
                refused("denied", "AccessDeniedException", 403, Point.BEFORE),
                new Blow("late", "", Point.TOO_LATE, null),
                new Blow("reset", "", Point.BEFORE, Blow::reset),
                new Blow("lost answer", "", Point.AFTER, Blow::reset),
                new Blow("garbage", "", Point.AFTER, Blow::garbage),
                new Blow("truncated", "", Point.AFTER, Blow::truncated),
                new Blow("kill before", "", Point.DEATH_BEFORE, null),
                new Blow("kill after", "", Point.DEATH_AFTER, null)));
        List<String> known = blows.stream().map(Blow::detail).toList();
        declared(operation)
                .filter(error -> !known.contains(error))
                .map(error -> refused("declared", error, status(error), Point.BEFORE))
                .forEach(blows::add);
        return blows;
    }

    /** The errors that the API model declares for an operation: a client's method names them in its throws clause. */
    private static Stream<String> declared(String operation) {
        String method = Character.toLowerCase(operation.charAt(0)) + operation.substring(1);
        Class<?> slice = ConnectClient.class;
        Class<?> stock = software.amazon.awssdk.services.connect.ConnectClient.class;
        return Stream.of(slice, stock)
                .flatMap(client -> Arrays.stream(client.getMethods()))
                .filter(candidate -> candidate.getName().equals(method))
                .flatMap(candidate -> Arrays.stream(candidate.getExceptionTypes()))
                .filter(type -> type.getPackageName().endsWith(".model"))
                .map(Class::getSimpleName)
                .filter(name -> !name.equals("ConnectException") && !name.equals("ConnectSliceException"))
                .distinct()
                .sorted();
    }

    private static int status(String error) {
        return Objects.requireNonNull(STATUS.get(error), () -> "Blow.STATUS has no status of " + error);
    }

    private static Blow refused(String kind, String error, int status, Point point) {
        return new Blow(kind, error, point, () -> Fault.error(error, status, "Struck on purpose"));
    }

    private static SdkClientException reset() {
        SocketException cause = new SocketException("Connection reset");
        return SdkClientException.create("Unable to execute HTTP request: " + cause.getMessage(), cause);
    }

    private static SdkClientException garbage() {
        JsonParseException cause = new JsonParseException(null, "Unrecognized token 'garbage'");
        return SdkClientException.create("Unable to unmarshall response (" + cause.getMessage() + ")", cause);
    }

    private static SdkClientException truncated() {
        JsonEOFException cause = new JsonEOFException(null, JsonToken.START_OBJECT, "Unexpected end-of-input");
        return SdkClientException.create("Unable to unmarshall response (" + cause.getMessage() + ")", cause);
    }

    boolean isDeath() {
        return point.name().startsWith("DEATH");
    }

    @Override
    public String toString() {
        return detail.isEmpty() || !kind.equals("declared") ? kind : detail;
    }
}
