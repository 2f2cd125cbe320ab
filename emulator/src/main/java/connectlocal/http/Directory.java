package connectlocal.http;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The services of this emulator, and which of them a request is for. */
final class Directory {
    private static final int LOGGED_PATH = 120;

    private final List<Api> apis;

    /** Services in the order in which they are asked. */
    Directory(List<Api> apis) {
        this.apis = List.copyOf(apis);
    }

    /**
     * The service that a request is for: by its target, else by who signed it for what, by its path, by its action;
     * empty when it is none of ours.
     */
    Optional<Api> find(Request request) {
        String prefix = AwsJson.prefix(request);
        if (!prefix.isEmpty()) {
            var byTarget = apis.stream()
                    .filter(a -> a.targetPrefix().map(prefix::equals).orElse(false))
                    .findFirst();
            if (byTarget.isPresent()) {
                return byTarget;
            }
        }
        Optional<String> scope = Scope.of(request).map(Scope::service);
        var byKey = apis.stream()
                .filter(a ->
                        a.ownsEveryPath() && scope.filter(a.service()::equals).isPresent())
                .findFirst();
        if (byKey.isPresent()) {
            return byKey;
        }
        var byPath = apis.stream().filter(a -> a.ownsPath(request.rawPath())).findFirst();
        if (byPath.isPresent()) {
            return byPath;
        }
        if (scope.isPresent()) {
            return apis.stream().filter(a -> a.service().equals(scope.get())).findFirst();
        }
        return AwsQuery.action(request)
                .flatMap(name -> apis.stream().filter(a -> a.hasAction(name)).findFirst());
    }

    /** What is said when there is none. */
    AwsError notRecognised(Request request) {
        String seen = Scope.of(request)
                .map(Scope::service)
                .map(s -> "the request is signed for \"" + s + "\"")
                .orElse("the request has no AWS signature that names a service");
        String here = apis.stream().map(Api::service).sorted().collect(Collectors.joining(", "));
        String message = "No service here for %s: %s. Services here: %s. The emulator's own routes are under %s."
                .formatted(methodAndPath(request), seen, here.isEmpty() ? "none" : here, Admin.PREFIX);
        return AwsQuery.action(request).isPresent()
                ? new AwsError("InvalidAction", 400, message)
                : new AwsError("UnknownOperationException", 404, message);
    }

    /** What a request is called as long as nobody knows its operation. */
    static String methodAndPath(Request request) {
        String path = request.rawPath();
        return request.method() + " " + (path.length() > LOGGED_PATH ? path.substring(0, LOGGED_PATH) + "…" : path);
    }
}
