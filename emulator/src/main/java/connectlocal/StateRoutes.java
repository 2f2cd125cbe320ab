package connectlocal;

import connectlocal.http.AwsError;
import connectlocal.http.Request;
import connectlocal.http.Response;
import connectlocal.http.RestJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** The emulator's own route by which what Connect holds is shown, as JSON or as a seed file. */
final class StateRoutes {
    private static final String ROUTE = "GET /_emulator/state";

    private final Supplier<?> state;
    private final Function<Optional<String>, Optional<String>> seed;

    /** @param seed a region's state as a seed file; of the region at home unless one is named */
    StateRoutes(Supplier<?> state, Function<Optional<String>, Optional<String>> seed) {
        this.state = state;
        this.seed = seed;
    }

    Map<String, Function<Request, Response>> byRoute() {
        return Map.of(ROUTE, this::show);
    }

    private Response show(Request request) {
        String form = first(request, "as").orElse("json");
        return switch (form) {
            case "json" -> RestJson.answer(200, state.get());
            case "seed" -> {
                String text = seed.apply(first(request, "region"))
                        .orElseThrow(
                                () -> refused("region must be one that is in use; GET /_emulator/health names them"));
                yield new Response(
                        200, Map.of("Content-Type", "application/yaml"), text.getBytes(StandardCharsets.UTF_8));
            }
            default -> throw refused("as must be json or seed");
        };
    }

    private static Optional<String> first(Request request, String name) {
        return request.query().getOrDefault(name, List.of()).stream().findFirst();
    }

    private static AwsError refused(String message) {
        return new AwsError("ValidationException", 400, message);
    }
}
