package connectlocal.http;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What the request log says of a call that was refused before any operation could answer it: its body was too large,
 * its query no query, or too many calls waited already. Whoever looks for what a client was refused looks there. Which
 * operation it would have been is not asked: that takes the service, which may verify, read and open a region for it.
 */
final class RefusedCall {
    private RefusedCall() {}

    static RequestLog.Entry of(Request request, Optional<Api> api, AwsError error) {
        return new RequestLog.Entry(
                service(api),
                Directory.methodAndPath(request),
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
