package connectlocal.http;

import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Finds the service that a request is for, lets it answer, and writes the request log. Nothing is thrown out of here:
 * whatever goes wrong becomes an answer in the shape of the service that was meant.
 */
public final class FrontDoor implements Answerer {
    private static final int LOGGED_PATH = 120;

    private final List<Api> apis;
    private final Admin admin;
    private final RequestLog log;
    private final PrintStream failures;
    private final Edge edge;
    private final Gate gate;
    private final Map<String, WaitingRoom> rooms;

    /** Services in the order in which they are asked; faults of the emulator go to standard error. */
    public FrontDoor(List<Api> apis, Admin admin, RequestLog log) {
        this(apis, admin, log, System.err);
    }

    FrontDoor(List<Api> apis, Admin admin, RequestLog log, PrintStream failures) {
        this(apis, admin, log, failures, Edge.NONE, new Gate(List.of()));
    }

    /** The same behind a gate and an edge that may strike calls. */
    public FrontDoor(List<Api> apis, Admin admin, RequestLog log, Edge edge, Gate gate) {
        this(apis, admin, log, System.err, edge, gate);
    }

    FrontDoor(List<Api> apis, Admin admin, RequestLog log, PrintStream failures, Edge edge, Gate gate) {
        this.apis = List.copyOf(apis);
        this.admin = admin;
        this.log = log;
        this.failures = failures;
        this.edge = edge;
        this.gate = gate;
        this.rooms = this.apis.stream()
                .filter(Api::mayWait)
                .collect(Collectors.toMap(Api::service, api -> new WaitingRoom(api.service())));
    }

    /** Calls that may wait do so in their service's own room, all others are answered at once. */
    @Override
    public void answer(Request request, Consumer<Response> then) {
        try {
            gate.check(request);
        } catch (AwsError stranger) {
            then.accept(RestJson.error(stranger));
            return;
        }
        if (Admin.ownsPath(request.rawPath()) || Admin.isFrontPage(request)) {
            then.accept(admin.answer(request, failures));
            return;
        }
        Optional<Api> api = serviceOf(request);
        WaitingRoom room = api.map(found -> rooms.get(found.service())).orElse(null);
        if (room == null) {
            then.accept(answer(request, api));
            return;
        }
        if (!room.enter(() -> then.accept(answer(request, api)))) {
            then.accept(api.get().render(api.get().crowded(room.complaint())));
        }
    }

    @Override
    public Response refuse(Request request, AwsError error) {
        try {
            gate.check(request);
        } catch (AwsError stranger) {
            return RestJson.error(stranger);
        }
        Optional<Api> api = serviceOf(request);
        String text = error.getMessage();
        AwsError named = api.map(found -> error.status() == 413
                        ? found.tooLarge(text)
                        : error.code().equals("MalformedQueryString") ? found.malformed(text) : error)
                .orElse(error);
        return render(api, request, named);
    }

    private Response answer(Request request, Optional<Api> api) {
        long start = System.nanoTime();
        Instant time = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        String operation = methodAndPath(request);
        Response response;
        String errorType = null;
        String fault = null;
        Map<String, Object> parameters = Map.of();
        var made = new AtomicReference<String>();
        try {
            Api service = api.orElseThrow(() -> notRecognised(request));
            Api.Operation found = service.route(request);
            operation = found.name();
            parameters = told(found, request);
            Optional<Edge.Strike> strike = edge.strike(service.region(request), service.service(), operation);
            fault = strike.map(Edge.Strike::mark).orElse(null);
            response = strike.isPresent()
                    ? strike.get().answer(() -> answered(service, found, request, made))
                    : answered(found, request, made);
            errorType = response.headers()
                    .getOrDefault("X-Amz-Function-Error", response.headers().get("x-amzn-errortype"));
        } catch (AwsError e) {
            response = render(api, request, e);
            errorType = e.code();
        } catch (EmulatorFailure e) {
            response = render(api, request, e.asAnswer());
            errorType = e.asAnswer().code();
        } catch (RuntimeException | StackOverflowError e) {
            failures.println(Report.of(operation, e));
            var failure = new AwsError("InternalFailure", 500, "The emulator failed; its standard error says where.");
            response = render(api, request, failure);
            errorType = failure.code();
        }
        double millis = Math.round((System.nanoTime() - start) / 10_000.0) / 100.0;
        String service = api.map(Api::service).orElse("unknown");
        log.add(new RequestLog.Entry(
                service,
                operation,
                response.status(),
                errorType,
                millis,
                RequestLog.time(time),
                fault,
                parameters,
                Scope.invocation(request).orElse(null),
                made.get()));
        return response;
    }

    private static Response answered(Api.Operation operation, Request request, AtomicReference<String> made) {
        Response answer = operation.answer(request);
        operation.made(answer).ifPresent(made::set);
        return answer;
    }

    /** A struck call needs the service's refusal as an answer too. */
    private static Response answered(
            Api service, Api.Operation operation, Request request, AtomicReference<String> made) {
        try {
            return answered(operation, request, made);
        } catch (AwsError e) {
            return service.render(e);
        } catch (EmulatorFailure e) {
            return service.render(e.asAnswer());
        }
    }

    /** What cannot be read is for the service to refuse. */
    private static Map<String, Object> told(Api.Operation operation, Request request) {
        try {
            return operation.parameters(request);
        } catch (IllegalArgumentException | AwsError e) {
            return Map.of();
        }
    }

    private Optional<Api> serviceOf(Request request) {
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

    private AwsError notRecognised(Request request) {
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

    private static Response render(Optional<Api> api, Request request, AwsError error) {
        if (api.isPresent()) {
            return api.get().render(error);
        }
        if (request.header("X-Amz-Target").isPresent()) {
            return AwsJson.error(error);
        }
        return AwsQuery.action(request).isPresent() ? AwsQuery.error(error, "") : RestJson.error(error);
    }

    private static String methodAndPath(Request request) {
        String path = request.rawPath();
        return request.method() + " " + (path.length() > LOGGED_PATH ? path.substring(0, LOGGED_PATH) + "…" : path);
    }
}
