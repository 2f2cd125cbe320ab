package connectlocal.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.http.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a handler answered to one invocation; read with suspicion, for anybody may have written the handler.
 *
 * @param delaySeconds when to come back, for IN_PROGRESS
 * @param context what to bring along then; may be null
 * @param models what LIST found; null when the answer has no such list
 */
record HandlerEvent(
        Status status,
        Optional<HandlerError> error,
        String message,
        int delaySeconds,
        JsonNode context,
        Optional<ObjectNode> model,
        List<ObjectNode> models,
        Optional<String> nextToken) {

    /** The longest model that Cloud Control shows; a context is held to the same, for it is kept as long. */
    private static final int LONGEST_MODEL = 262_144;
    /** The longest message that Cloud Control shows. */
    private static final int LONGEST_MESSAGE = 2_048;

    enum Status {
        IN_PROGRESS,
        SUCCESS,
        FAILED
    }

    /** The answer is not what a handler may answer; the message says why, and quotes nothing of it. */
    static final class Garbage extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Optional<ObjectNode> model;
        private final boolean success;

        Garbage(String message) {
            this(message, Optional.empty(), false);
        }

        private Garbage(String message, Optional<ObjectNode> model, boolean success) {
            super(message, null, false, false);
            this.model = model;
            this.success = success;
        }

        /** What the answer calls a model, of any size: what it names may exist all the same. */
        Optional<ObjectNode> model() {
            return model;
        }

        /** Whether the answer says SUCCESS of that model. */
        boolean isSuccess() {
            return success;
        }
    }

    static HandlerEvent parse(byte[] payload) throws Garbage {
        JsonNode answer = json(payload);
        if (!answer.isObject()) {
            throw new Garbage("the handler's answer is not a JSON object");
        }
        try {
            return event(answer);
        } catch (Garbage e) {
            throw new Garbage(
                    e.getMessage(),
                    Optional.of(answer.path("resourceModel"))
                            .filter(JsonNode::isObject)
                            .filter(model -> !isAnothers(answer))
                            .map(ObjectNode.class::cast),
                    answer.path("status").asText().equals(Status.SUCCESS.name()));
        }
    }

    /** What is there already was not made by this operation, however its refusal is spelled. */
    private static boolean isAnothers(JsonNode answer) {
        return answer.path("errorCode").asText().startsWith("AlreadyExists");
    }

    private static HandlerEvent event(JsonNode answer) throws Garbage {
        Status status = status(answer.path("status").asText(""));
        Optional<HandlerError> error = error(answer.path("errorCode"));
        if (status == Status.FAILED && error.isEmpty()) {
            throw new Garbage("the handler failed with an errorCode that is unknown or missing");
        }
        return new HandlerEvent(
                status,
                status == Status.FAILED ? error : Optional.empty(),
                clipped(
                        answer.path("message").isTextual()
                                ? answer.path("message").asText()
                                : ""),
                Math.max(0, (int) answer.path("callbackDelaySeconds").asDouble(0)), // which saturates
                context(answer.path("callbackContext")),
                model(answer.path("resourceModel")),
                models(answer.path("resourceModels")),
                Optional.ofNullable(answer.path("nextToken").textValue()).filter(token -> !token.isEmpty()));
    }

    private static JsonNode json(byte[] payload) throws Garbage {
        try {
            return Json.MAPPER.readTree(payload);
        } catch (JsonProcessingException e) {
            throw new Garbage("the handler's answer is not JSON");
        } catch (IOException e) {
            throw new Garbage("the handler's answer is not text");
        }
    }

    private static Status status(String name) throws Garbage {
        for (Status status : Status.values()) {
            if (status.name().equals(name)) {
                return status;
            }
        }
        throw new Garbage("the handler's answer has no status IN_PROGRESS, SUCCESS or FAILED");
    }

    private static Optional<HandlerError> error(JsonNode code) {
        return code.isTextual() ? HandlerError.named(code.asText()) : Optional.empty();
    }

    private static String clipped(String message) {
        return message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE - 1) + "…";
    }

    private static JsonNode context(JsonNode node) throws Garbage {
        return node.isObject() ? within(node, "callbackContext") : null;
    }

    private static <T extends JsonNode> T within(T node, String what) throws Garbage {
        int length = node.toString().length();
        if (length > LONGEST_MODEL) {
            throw new Garbage(
                    "the handler's " + what + " has " + length + " characters, and " + LONGEST_MODEL + " are allowed");
        }
        return node;
    }

    private static Optional<ObjectNode> model(JsonNode node) throws Garbage {
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        if (node instanceof ObjectNode object) {
            return Optional.of(within(object, "resourceModel"));
        }
        throw new Garbage("the handler's resourceModel is not a JSON object");
    }

    private static List<ObjectNode> models(JsonNode node) throws Garbage {
        if (!(node instanceof ArrayNode array)) {
            return null;
        }
        var models = new ArrayList<ObjectNode>(array.size());
        for (JsonNode item : array) {
            models.add(model(item)
                    .orElseThrow(() -> new Garbage("the handler's resourceModels hold something else than models")));
        }
        return models;
    }
}
