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
 * Lets the service that a request is for answer, and writes the request log. Nothing is thrown out of here: whatever
 * goes wrong becomes an answer in the shape of the service that was meant.
 */
public final class FrontDoor implements Answerer {
    private final Directory directory;
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
        this(apis, admin, log, failures, edge, gate, WaitingRoom.MOST);
    }

    /** The same with this many calls that may wait at one service. */
    FrontDoor(List<Api> apis, Admin admin, RequestLog log, PrintStream failures, Edge edge, Gate gate, int waiting) {
        this.directory = new Directory(apis);
        this.admin = admin;
        this.log = log;
        this.failures = failures;
        this.edge = edge;
        this.gate = gate;
        this.rooms = apis.stream()
                .filter(Api::mayWait)
                .collect(Collectors.toMap(Api::service, api -> new WaitingRoom(api.service(), waiting)));
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
        Optional<Api> api = directory.find(request);
        WaitingRoom room = api.map(found -> rooms.get(found.service())).orElse(null);
        if (room == null) {
            then.accept(answer(request, api));
            return;
        }
        if (!room.enter(() -> then.accept(answer(request, api)))) {
            AwsError crowded = api.get().crowded(room.complaint());
            log.add(RefusedCall.of(request, api, crowded));
            then.accept(api.get().render(crowded));
        }
    }

    /** Strangers send as much as they like; none of it is kept. */
    @Override
    public Optional<Response> turnAway(Request head) {
        try {
            gate.check(head);
            return Optional.empty();
        } catch (AwsError stranger) {
            return Optional.of(RestJson.error(stranger));
        }
    }

    @Override
    public Response refuse(Request request, AwsError error) {
        Optional<Api> api = directory.find(request);
        String text = error.getMessage();
        AwsError named = api.map(found -> error.status() == 413
                        ? found.tooLarge(text)
                        : error.code().equals("MalformedQueryString") ? found.malformed(text) : error)
                .orElse(error);
        if (!Admin.ownsPath(request.rawPath())) {
            log.add(RefusedCall.of(request, api, named));
        }
        return render(api, request, named);
    }

    private Response answer(Request request, Optional<Api> api) {
        long start = System.nanoTime();
        Instant time = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        String operation = Directory.methodAndPath(request);
        Response response;
        String errorType = null;
        String fault = null;
        Map<String, Object> parameters = Map.of();
        var made = new AtomicReference<String>();
        try {
            Api service = api.orElseThrow(() -> directory.notRecognised(request));
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
        } catch (RuntimeException | Error e) {
            // Nobody stands above a waiting room: what is not caught here leaves the caller without an answer.
            failures.println(Report.of(operation, e));
            var failure = new AwsError("InternalFailure", 500, "The emulator failed; its standard error says where.");
            response = render(api, request, failure);
            errorType = failure.code();
        }
        double millis = Math.round((System.nanoTime() - start) / 10_000.0) / 100.0;
        log.add(new RequestLog.Entry(
                RefusedCall.service(api),
                operation,
                response.status(),
                errorType,
                millis,
                RequestLog.time(time),
                fault,
                parameters,
                Scope.invocation(request).orElse(null),
                made.get(),
                RefusedCall.region(request, api)));
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

    private static Response render(Optional<Api> api, Request request, AwsError error) {
        if (api.isPresent()) {
            return api.get().render(error);
        }
        if (request.header("X-Amz-Target").isPresent()) {
            return AwsJson.error(error);
        }
        return AwsQuery.action(request).isPresent() ? AwsQuery.error(error, "") : RestJson.error(error);
    }
}
