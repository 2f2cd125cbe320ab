package connectlocal.http;

import java.io.PrintStream;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The emulator's own routes under {@code /_emulator}: what it was asked, what it holds, and back to the beginning. */
public final class Admin {
    static final String PREFIX = "/_emulator";
    private static final List<String> FILTERS = List.of("service", "operation", "userId", "struck", "since", "region");
    private static final List<String> ROUTES = List.of(
            "GET /_emulator/health",
            "GET /_emulator/requests?service=&operation=&userId=&struck=&since=&region=",
            "GET /_emulator/requests/count",
            "DELETE /_emulator/requests",
            "GET /_emulator/state",
            "POST /_emulator/reset");

    private final RequestLog log;
    private final Supplier<?> health;
    private final Supplier<?> state;
    private final Runnable reset;
    private final Map<String, Function<Request, Response>> more;

    /**
     * @param log what {@code requests} shows
     * @param health what {@code health} shows
     * @param state what {@code state} shows, secrets redacted
     * @param reset puts every service back to the seed
     */
    public Admin(RequestLog log, Supplier<?> health, Supplier<?> state, Runnable reset) {
        this(log, health, state, reset, Map.of());
    }

    /**
     * The same with more routes.
     *
     * @param more answers by method and path, e.g. {@code GET /_emulator/faults}
     */
    public Admin(
            RequestLog log,
            Supplier<?> health,
            Supplier<?> state,
            Runnable reset,
            Map<String, Function<Request, Response>> more) {
        this.log = log;
        this.health = health;
        this.state = state;
        this.reset = reset;
        this.more = new TreeMap<>(more);
    }

    static boolean ownsPath(String rawPath) {
        return rawPath.equals(PREFIX) || rawPath.startsWith(PREFIX + "/");
    }

    /**
     * Whether a browser asks for the page at the root. AWS's clients ask there too, but they sign, say an action or a
     * target, or do not want HTML.
     */
    static boolean isFrontPage(Request request) {
        return List.of("GET", "HEAD").contains(request.method())
                && request.rawPath().equals("/")
                && request.query().isEmpty()
                && request.header("Authorization").isEmpty()
                && request.header("X-Amz-Target").isEmpty()
                && request.header("Accept").orElse("").contains("text/html");
    }

    /** @param failures what is told where the emulator itself fails */
    Response answer(Request request, PrintStream failures) {
        try {
            // The server leaves the body of an answer to HEAD away.
            String method = request.method().equals("HEAD") ? "GET" : request.method();
            String route = method + " " + request.rawPath();
            var other = more.get(route);
            if (other != null) {
                return other.apply(request);
            }
            return switch (route) {
                case "GET /_emulator/health" -> RestJson.answer(200, health.get());
                case "GET /_emulator/requests" -> RestJson.answer(200, requests(request));
                case "GET /_emulator/requests/count" -> RestJson.answer(200, count(request));
                case "GET /_emulator/state" -> RestJson.answer(200, state.get());
                case "DELETE /_emulator/requests" -> forgotten(request);
                case "POST /_emulator/reset" -> {
                    reset.run();
                    yield cleared();
                }
                default -> throw unknown(request);
            };
        } catch (AwsError e) {
            return RestJson.error(e);
        } catch (EmulatorFailure e) {
            return RestJson.error(e.asAnswer());
        } catch (RuntimeException | Error e) {
            failures.println(Report.of(request.method() + " " + request.rawPath(), e));
            return RestJson.error(
                    new AwsError("InternalFailure", 500, "The emulator failed; its standard error says where."));
        }
    }

    /** Whoever gives a filter wants the others to stay. */
    private Response forgotten(Request request) {
        if (!request.query().isEmpty()) {
            throw invalid("DELETE forgets all requests and takes no filter, not "
                    + String.join(", ", request.query().keySet()));
        }
        return cleared();
    }

    private Response cleared() {
        log.clear();
        return RestJson.answer(200, Map.of("status", "ok"));
    }

    /** A filter that is not understood would let everything pass, and whoever counts would count that. */
    private List<RequestLog.Entry> requests(Request request) {
        for (String name : request.query().keySet()) {
            if (!FILTERS.contains(name)) {
                throw invalid(name + " is no filter; filters are " + String.join(", ", FILTERS));
            }
        }
        return log.entries(new RequestLog.Query(
                first(request, "service"),
                first(request, "operation"),
                first(request, "userId"),
                first(request, "struck").map(Admin::flag),
                first(request, "since").map(Admin::time),
                first(request, "region")));
    }

    private Map<String, Object> count(Request request) {
        var found = requests(request);
        return Map.of(
                "count",
                found.size(),
                "dropped",
                log.dropped(),
                "operations",
                found.stream()
                        .collect(Collectors.groupingBy(
                                e -> e.service() + " " + e.operation(), TreeMap::new, Collectors.counting())));
    }

    private static Optional<String> first(Request request, String name) {
        return Optional.ofNullable(request.query().get(name))
                .map(values -> values.get(0))
                .filter(v -> !v.isEmpty());
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw invalid("since must be a time like 2026-01-31T12:00:00Z, not \"" + text + "\"");
        }
    }

    private static boolean flag(String text) {
        if (!List.of("true", "false").contains(text)) {
            throw invalid("struck must be true or false, not \"" + text + "\"");
        }
        return Boolean.parseBoolean(text);
    }

    private static AwsError invalid(String message) {
        return new AwsError("ValidationException", 400, message);
    }

    private AwsError unknown(Request request) {
        return new AwsError(
                "UnknownOperationException",
                404,
                "No route " + request.method() + " " + request.rawPath() + ". Routes: " + String.join(", ", ROUTES)
                        + more.keySet().stream().map(", "::concat).collect(Collectors.joining()));
    }
}
