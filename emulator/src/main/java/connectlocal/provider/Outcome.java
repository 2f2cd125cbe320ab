package connectlocal.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * How an operation ended.
 *
 * @param error empty when it succeeded
 * @param message the handler's words, or ours when it had none; never a model
 * @param model the resource as the handler last showed it, without write-only properties
 * @param models what LIST found
 * @param nextToken where LIST goes on
 */
public record Outcome(
        Optional<HandlerError> error,
        String message,
        Optional<ObjectNode> model,
        List<ObjectNode> models,
        Optional<String> nextToken) {

    static Outcome failed(HandlerError error, String message, Optional<ObjectNode> model) {
        return new Outcome(Optional.of(error), message, model, List.of(), Optional.empty());
    }

    static Outcome succeeded(String message, Optional<ObjectNode> model) {
        return new Outcome(Optional.empty(), message, model, List.of(), Optional.empty());
    }

    /** Whether it came to the end that was asked for. */
    public boolean succeeded() {
        return error.isEmpty();
    }

    /** Whether it failed with this code. */
    public boolean failedWith(HandlerError code) {
        return error.filter(e -> e == code).isPresent();
    }
}
