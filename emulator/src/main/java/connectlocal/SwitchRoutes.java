package connectlocal;

import com.fasterxml.jackson.databind.JsonNode;
import connectlocal.connect.Behaviours;
import connectlocal.http.AwsError;
import connectlocal.http.Json;
import connectlocal.http.Request;
import connectlocal.http.Response;
import connectlocal.http.RestJson;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The emulator's own routes by which the switches of the Connect service are seen, turned and turned back. */
final class SwitchRoutes {
    private static final String PATH = "/_emulator/switches";

    private final Behaviours behaviours;

    SwitchRoutes(Behaviours behaviours) {
        this.behaviours = behaviours;
    }

    /** Answers by method and path. */
    Map<String, Function<Request, Response>> byRoute() {
        return Map.of(
                "GET " + PATH, request -> RestJson.answer(200, behaviours.view()),
                "POST " + PATH, request -> turned(() -> behaviours.turn(settings(request))),
                "DELETE " + PATH, request -> turned(() -> back(request.query().getOrDefault("name", List.of()))));
    }

    private void back(List<String> names) {
        if (names.isEmpty()) {
            behaviours.reset();
        }
        names.forEach(behaviours::turnBack);
    }

    private Response turned(Runnable work) {
        try {
            work.run();
        } catch (IllegalArgumentException e) {
            throw refused(e.getMessage());
        }
        return RestJson.answer(200, behaviours.view());
    }

    private static Map<String, String> settings(Request request) {
        Map<String, String> settings = new LinkedHashMap<>();
        try {
            JsonNode body = Json.MAPPER.readTree(request.body());
            if (!body.isObject()) {
                throw shape();
            }
            body.properties().forEach(member -> {
                if (!member.getValue().isTextual() && !member.getValue().isIntegralNumber()) {
                    throw shape();
                }
                settings.put(member.getKey(), member.getValue().asText());
            });
        } catch (IOException e) {
            throw shape();
        }
        return settings;
    }

    private static AwsError shape() {
        return refused("the body must be an object of values by the names of switches, e.g. {\"stale-reads\": 2}");
    }

    private static AwsError refused(String message) {
        return new AwsError("ValidationException", 400, message);
    }
}
