package connectlocal.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.http.Json;
import connectlocal.lambda.Invocation;
import connectlocal.lambda.Invoker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;

/**
 * A resource type that is part of the emulator. Its handlers are asked in the envelope of packaged ones, so that
 * everything above treats both alike.
 */
public final class NativeProvider implements ResourceProvider {
    /** Nothing is remote: what fails twice within a second fails. */
    private static final Patience PATIENCE = new Patience(2, 0, Duration.ofMillis(200), Duration.ofMillis(500));

    private final ResourceType type;
    private final NativeHandler handler;
    private final String accountId;
    private final String region;

    /**
     * @param schema the resource type's schema
     * @param handler what carries it out
     */
    public NativeProvider(JsonNode schema, NativeHandler handler, String accountId, String region) {
        this.type = ResourceType.of(schema);
        this.handler = handler;
        this.accountId = accountId;
        this.region = region;
    }

    @Override
    public ResourceType type() {
        return type;
    }

    @Override
    public String accountId() {
        return accountId;
    }

    @Override
    public String region() {
        return region;
    }

    @Override
    public Patience patience() {
        return PATIENCE;
    }

    @Override
    public boolean isWaitedFor() {
        return true;
    }

    @Override
    public Invoker invoker() {
        return this::invoke;
    }

    Invocation invoke(byte[] event, Duration limit) {
        ObjectNode answer;
        try {
            answer = answer(Json.MAPPER.readTree(event));
        } catch (NativeFailure failure) {
            answer = event("FAILED").put("errorCode", failure.error().name()).put("message", failure.getMessage());
            if (failure.model().isPresent()) {
                answer.set("resourceModel", failure.model().get());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the emulator wrote an event that it can not read", e);
        }
        return new Invocation(Json.bytes(answer), null, "");
    }

    private ObjectNode answer(JsonNode event) {
        Action action = Action.valueOf(event.path("action").asText());
        NativeRequest request = NativeRequest.of(event);
        if (action == Action.CREATE || action == Action.UPDATE) {
            requireValid(request.desired());
        }
        return switch (action) {
            case CREATE ->
                created(handler.create(request, event.path("callbackContext").isObject()));
            case READ -> success(handler.read(request));
            case UPDATE -> {
                requireUpdatable(request);
                yield success(handler.update(request));
            }
            case DELETE -> {
                handler.delete(request);
                yield event("SUCCESS");
            }
            case LIST -> listed(handler.list(request));
        };
    }

    private void requireValid(ObjectNode model) {
        List<String> violations = type.violations(model);
        if (!violations.isEmpty()) {
            throw new NativeFailure(
                    HandlerError.InvalidRequest, "Model validation failed (" + String.join(", ", violations) + ")");
        }
    }

    /** Not every published schema says of the instance that it cannot change, but it cannot. */
    private static void requireUpdatable(NativeRequest request) {
        JsonNode before = request.previous().path("InstanceArn");
        if (!before.isMissingNode() && !before.equals(request.desired().path("InstanceArn"))) {
            throw new NativeFailure(HandlerError.NotUpdatable, "InstanceArn cannot be updated");
        }
    }

    private static ObjectNode created(NativeHandler.Made made) {
        if (made.finished()) {
            return success(made.model());
        }
        ObjectNode answer = event("IN_PROGRESS").put("callbackDelaySeconds", 1);
        answer.putObject("callbackContext").put("made", true);
        return answer.set("resourceModel", made.model());
    }

    private static ObjectNode listed(NativeHandler.Page page) {
        ObjectNode answer = event("SUCCESS");
        answer.putArray("resourceModels").addAll(page.models());
        page.nextToken().ifPresent(token -> answer.put("nextToken", token));
        return answer;
    }

    private static ObjectNode success(ObjectNode model) {
        return event("SUCCESS").set("resourceModel", model);
    }

    private static ObjectNode event(String status) {
        return JsonNodeFactory.instance.objectNode().put("status", status);
    }
}
