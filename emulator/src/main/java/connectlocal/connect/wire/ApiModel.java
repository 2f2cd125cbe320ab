package connectlocal.connect.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The API model of Amazon Connect's user operations ({@code api-model.json}, as AWS publishes it with its SDKs):
 * routes, where each member travels, and what a value must satisfy. The wire layer is driven by it, so that no route,
 * type or limit is written a second time in code.
 */
public final class ApiModel {
    private final Map<String, OperationModel> operations = new LinkedHashMap<>();
    private final Map<String, Shape> shapes = new LinkedHashMap<>();

    private ApiModel(JsonNode json) {
        json.get("shapes").properties().forEach(e -> shapes.put(e.getKey(), shape(e.getKey(), e.getValue())));
        json.get("operations").properties().forEach(e -> operations.put(e.getKey(), operation(e.getValue())));
    }

    /** The model that comes with the emulator, read once. */
    public static ApiModel load() {
        return Own.MODEL;
    }

    private static ApiModel read() {
        try (InputStream in = ApiModel.class.getResourceAsStream("/connectlocal/connect/api-model.json")) {
            return new ApiModel(new ObjectMapper().readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException("The API model of Amazon Connect is missing from this build", e);
        }
    }

    private static final class Own {
        static final ApiModel MODEL = read();
    }

    /** Every operation, in the model's order. */
    public Collection<OperationModel> operations() {
        return operations.values();
    }

    /** One operation by its name in the API. */
    public OperationModel operation(String name) {
        return require(operations.get(name), name);
    }

    /** One shape by its name. */
    public Shape shape(String name) {
        return require(shapes.get(name), name);
    }

    private static <T> T require(T found, String name) {
        if (found == null) {
            throw new IllegalArgumentException("The API model has no " + name);
        }
        return found;
    }

    private static OperationModel operation(JsonNode json) {
        List<String> errors = new ArrayList<>();
        json.path("errors").forEach(error -> errors.add(error.get("shape").asText()));
        return new OperationModel(
                json.get("name").asText(),
                json.get("http").get("method").asText(),
                new PathTemplate(json.get("http").get("requestUri").asText()),
                json.get("input").get("shape").asText(),
                json.path("output").path("shape").asText(null),
                List.copyOf(errors));
    }

    private static Shape shape(String name, JsonNode json) {
        Map<String, Shape.Member> members = new LinkedHashMap<>();
        json.path("members").properties().forEach(e -> members.put(e.getKey(), member(e.getKey(), e.getValue())));
        Set<String> required = new LinkedHashSet<>();
        json.path("required").forEach(member -> required.add(member.asText()));
        List<String> values = new ArrayList<>();
        json.path("enum").forEach(value -> values.add(value.asText()));
        return new Shape(
                name,
                json.get("type").asText(),
                members,
                required,
                json.path("type").asText().equals("map")
                        ? json.path("value").path("shape").asText()
                        : json.path("member").path("shape").asText(null),
                json.path("key").path("shape").asText(null),
                number(json.get("min")),
                number(json.get("max")),
                json.has("pattern") ? Patterns.compile(json.get("pattern").asText()) : null,
                List.copyOf(values),
                json.path("sensitive").asBoolean());
    }

    private static Shape.Member member(String name, JsonNode json) {
        return new Shape.Member(
                json.get("shape").asText(),
                json.path("location").asText("body"),
                json.path("locationName").asText(name));
    }

    private static BigDecimal number(JsonNode json) {
        return json == null ? null : json.decimalValue();
    }
}
