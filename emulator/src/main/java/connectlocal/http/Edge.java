package connectlocal.http;

import java.util.Optional;
import java.util.function.Supplier;

/** What stands between clients and services and may treat a call unkindly, as real networks and services do. */
@FunctionalInterface
public interface Edge {
    /** Lets every call through. */
    Edge NONE = (region, service, operation) -> Optional.empty();

    /**
     * What happens to this call, if anything; asked once per call.
     *
     * @param region the region that answers it, empty for a service that is the same in all of them
     */
    Optional<Strike> strike(String region, String service, String operation);

    /** This edge, and the other for calls that this one lets through. */
    default Edge then(Edge other) {
        return (region, service, operation) ->
                strike(region, service, operation).or(() -> other.strike(region, service, operation));
    }

    /** What happens to one call. */
    interface Strike {
        /** How the request log marks the call. */
        String mark();

        /**
         * The answer of a struck call.
         *
         * @param service what the service would answer, refusals included; it changes nothing unless it is called
         * @throws AwsError to refuse the call
         */
        Response answer(Supplier<Response> service);
    }
}
