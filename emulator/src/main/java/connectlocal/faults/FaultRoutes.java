package connectlocal.faults;

import com.fasterxml.jackson.databind.JsonNode;
import connectlocal.http.AwsError;
import connectlocal.http.Json;
import connectlocal.http.Request;
import connectlocal.http.Response;
import connectlocal.http.RestJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The emulator's own routes by which faults are set, listed and taken away. */
public final class FaultRoutes {
    private static final String PATH = "/_emulator/faults";

    private final Faults faults;

    /** Routes to these faults. */
    public FaultRoutes(Faults faults) {
        this.faults = faults;
    }

    /** Answers by method and path. */
    public Map<String, Function<Request, Response>> byRoute() {
        return Map.of(
                "GET " + PATH, request -> RestJson.answer(200, faults.view()),
                "POST " + PATH, this::add,
                "DELETE " + PATH, this::remove);
    }

    /** One fault or a list of them; none is set when one of them is wrong. */
    private Response add(Request request) {
        List<FaultSpec> specs = new ArrayList<>();
        try {
            JsonNode body = Json.MAPPER.readTree(request.body());
            for (JsonNode one : body.isArray() ? body : List.of(body)) {
                specs.add(FaultFile.spec(one, "fault"));
            }
        } catch (IOException e) {
            throw refused("the body must be a fault, a JSON object, or a list of them");
        } catch (IllegalArgumentException e) {
            throw refused(e.getMessage());
        }
        return RestJson.answer(200, specs.stream().map(faults::add).toList());
    }

    private Response remove(Request request) {
        List<String> ids = request.query().getOrDefault("id", List.of());
        if (ids.isEmpty()) {
            faults.clear();
        }
        for (String id : ids) {
            if (!id.matches("[0-9]{1,18}") || !faults.remove(Long.parseLong(id))) {
                throw new AwsError("ResourceNotFoundException", 404, "there is no fault of this id");
            }
        }
        return RestJson.answer(200, Map.of("status", "ok"));
    }

    private static AwsError refused(String message) {
        return new AwsError("ValidationException", 400, message);
    }
}
