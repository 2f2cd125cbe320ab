package connectlocal.http;

import java.util.Map;
import java.util.Optional;

/** One AWS service on the wire: finds the operation that a request means, and renders refusals in its protocol. */
public interface Api {

    /** The service's name as it stands in SigV4 credential scopes and in the request log, e.g. {@code connect}. */
    String service();

    /**
     * The operation that a request means.
     *
     * @throws AwsError in the service's own terms when there is no such operation
     */
    Operation route(Request request);

    /** Renders a refusal in the service's protocol. */
    Response render(AwsError error);

    /** The region that answers a request, empty where it makes no difference. */
    default String region(Request request) {
        return "";
    }

    /**
     * What stands before the dot of {@code X-Amz-Target} when a client of this service speaks AWS JSON, e.g.
     * {@code CloudApiService}; empty for services of another protocol.
     */
    default Optional<String> targetPrefix() {
        return Optional.empty();
    }

    /** Whether the path alone, still percent-encoded, says that a request is for this service, signed or not. */
    default boolean ownsPath(String rawPath) {
        return false;
    }

    /**
     * Whether users choose the names in this service's paths, so that a request signed for it is for it, whatever its
     * path looks like.
     */
    default boolean ownsEveryPath() {
        return false;
    }

    /** Whether this service of the Query protocol has an action of this name, signed or not. */
    default boolean hasAction(String action) {
        return false;
    }

    /** Whether operations may wait for something else than this service's own state, such as a function. */
    default boolean mayWait() {
        return false;
    }

    /** The refusal of a request whose query cannot be read, in the service's own terms. */
    default AwsError malformed(String what) {
        return new AwsError("MalformedQueryString", 400, what);
    }

    /** The refusal of a request whose body is too large, in the service's own terms. */
    default AwsError tooLarge(String what) {
        return new AwsError("RequestEntityTooLargeException", 413, what);
    }

    /** The refusal of a call because too many wait already, in the service's own terms. */
    default AwsError crowded(String what) {
        return new AwsError("ThrottlingException", 400, what);
    }

    /** One operation, bound to nothing: the same object answers many requests, from many threads. */
    interface Operation {
        /** The operation's name in the API, e.g. {@code CreateUser}. */
        String name();

        /** What the request log tells of a request's parameters, secrets redacted. */
        default Map<String, Object> parameters(Request request) {
            return Parameters.of(request);
        }

        /** The id of the user that this operation has made, by its answer; empty for every other operation. */
        default Optional<String> made(Response answer) {
            return Optional.empty();
        }

        /**
         * Answers one request.
         *
         * @throws AwsError when the service refuses it; nothing has changed then
         */
        Response answer(Request request);
    }
}
