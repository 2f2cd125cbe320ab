package connectlocal.http;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What the request log says of a call that was refused before any operation could answer it: its body was too large,
 * its query no query, or too many calls waited already. Whoever looks for what a client was refused looks there.
 */
final class RefusedCall {
    private RefusedCall() {}

    static RequestLog.Entry of(Request request, Optional<Api> api, String operation, AwsError error) {
        return new RequestLog.Entry(
                service(api),
                operation,
                error.status(),
                error.code(),
                0,
                RequestLog.time(Instant.now()),
                null,
                Map.of(),
                Scope.invocation(request).orElse(null),
                null,
                region(request, api));
    }

    /** The operation that a call would have been; method and path where the service would have refused that too. */
    static String meant(Request request, Api api) {
        try {
            return api.route(request).name();
        } catch (AwsError | EmulatorFailure unknown) {
            return Directory.methodAndPath(request);
        }
    }

    static String service(Optional<Api> api) {
        return api.map(Api::service).orElse("unknown");
    }

    /** Null for a service that is the same in all regions. */
    static String region(Request request, Optional<Api> api) {
        return api.map(service -> service.region(request))
                .filter(region -> !region.isEmpty())
                .orElse(null);
    }
}
