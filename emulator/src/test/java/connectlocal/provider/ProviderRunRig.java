package connectlocal.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.http.Json;
import connectlocal.lambda.Invocation;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/** What tests of runs start from: a handler that answers what it is told to, on a clock of its own. */
abstract class ProviderRunRig {
    static final String SCHEMA = """
      {"typeName":"Test::Shelf::Book","primaryIdentifier":["/properties/Id"],"readOnlyProperties":["/properties/Id"],
       "writeOnlyProperties":["/properties/Secret"],
       "handlers":{"create":{"permissions":[],"timeoutInMinutes":2}}}\
      """;

    static final String MADE = "\"resourceModel\":{\"Id\":\"1\",\"Title\":\"t\",\"Secret\":\"s3cret\"}";

    final Deque<Supplier<Invocation>> answers = new ArrayDeque<>();

    final List<JsonNode> asked = new ArrayList<>();

    final List<Duration> limits = new ArrayList<>();

    final List<Duration> waits = new ArrayList<>();

    long now;

    /** Every invocation has keys of its own, by which its calls are told from those of others. */
    static JsonNode apartFromKeys(JsonNode request) {
        ObjectNode copy = request.deepCopy();
        ((ObjectNode) copy.get("requestData")).remove("callerCredentials");
        return copy;
    }

    Outcome run(Action action) {
        return run(HandlerRequest.of(action, "token", model("{\"Title\":\"t\",\"Secret\":\"s3cret\"}")));
    }

    Outcome run(HandlerRequest request) {
        return end(begun(request, request.action().isImmediate()));
    }

    ProviderRun begun(HandlerRequest request, boolean onTheLine) {
        var provider = new PackagedProvider(
                ResourceType.of(model(SCHEMA)),
                () -> this::invoke,
                "123456789012",
                "eu-central-1",
                Patience.standard());
        return new ProviderRun(provider, request, onTheLine, () -> now);
    }

    Outcome end(ProviderRun run) {
        do {
            run.step().ifPresent(wait -> {
                waits.add(wait);
                now += wait.toNanos();
            });
        } while (run.outcome() == null);
        return run.outcome();
    }

    Invocation invoke(byte[] event, Duration limit) {
        asked.add(model(new String(event, UTF_8)));
        limits.add(limit);
        return answers.remove().get();
    }

    void handlerAnswers(String... texts) {
        List.of(texts).forEach(text -> answers.add(() -> new Invocation(text.getBytes(UTF_8), null, "")));
    }

    void crash(String type) {
        crash(type, Duration.ZERO);
    }

    void crash(String type, Duration after) {
        answers.add(() -> {
            now += after.toNanos();
            return crashed(type);
        });
    }

    static Invocation crashed(String type) {
        return new Invocation(("{\"errorType\":\"" + type + "\"}").getBytes(UTF_8), "Unhandled", "");
    }

    static ObjectNode model(String json) {
        try {
            return (ObjectNode) Json.MAPPER.readTree(json);
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }
}
