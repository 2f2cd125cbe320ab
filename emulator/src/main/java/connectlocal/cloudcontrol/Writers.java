package connectlocal.cloudcontrol;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Who changes which resource: one request at a time, as the API promises. */
final class Writers {
    private final Map<String, String> tokens = new ConcurrentHashMap<>();

    /**
     * Makes a request the only writer of a resource.
     *
     * @throws connectlocal.http.AwsError ConcurrentOperationException when another request is
     */
    void enter(String typeName, String identifier, String requestToken) {
        String other = tokens.putIfAbsent(key(typeName, identifier), requestToken);
        if (other != null && !other.equals(requestToken)) {
            throw Errors.concurrentOperation(identifier, other);
        }
    }

    /** The same for a resource whose name has just become known; whoever came first stays. */
    void join(String typeName, String identifier, String requestToken) {
        tokens.putIfAbsent(key(typeName, identifier), requestToken);
    }

    /** The request changes nothing any more. */
    void leave(String requestToken) {
        tokens.values().removeIf(requestToken::equals);
    }

    void clear() {
        tokens.clear();
    }

    private static String key(String typeName, String identifier) {
        return typeName + " " + identifier;
    }
}
