package connectlocal.cloudcontrol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.provider.Action;
import connectlocal.provider.HandlerError;
import connectlocal.provider.HandlerRequest;
import connectlocal.provider.Outcome;
import connectlocal.provider.ResourceProvider;
import java.util.Optional;
import java.util.UUID;

/**
 * What a handler answered to somebody on the line.
 *
 * @param token the request's, by which a refusal and the handler's own log belong together
 */
record Asked(ResourceProvider provider, String token, Outcome outcome) {
    /** @throws connectlocal.http.AwsError ThrottlingException, at once, when too many wait already */
    static Asked toRead(ResourceProvider provider, ObjectNode meant) {
        String token = UUID.randomUUID().toString();
        return new Asked(
                provider, token, provider.await(provider.beginOnTheLine(HandlerRequest.of(Action.READ, token, meant))));
    }

    /** @throws connectlocal.http.AwsError as {@link #toRead} */
    static Asked toList(ResourceProvider provider, ObjectNode selection, Optional<String> nextToken) {
        String token = UUID.randomUUID().toString();
        var request = new HandlerRequest(Action.LIST, token, selection, Optional.empty(), nextToken);
        return new Asked(provider, token, provider.await(provider.beginOnTheLine(request)));
    }

    boolean foundNothing() {
        return outcome.failedWith(HandlerError.NotFound);
    }

    /**
     * The resource that was read.
     *
     * @param identifier what the client called it
     * @throws connectlocal.http.AwsError why it could not be read, in AWS's words
     */
    ObjectNode model(String identifier) {
        if (foundNothing()) {
            String text = "Resource of type '%s' with identifier '%s' was not found.";
            throw refusal(text.formatted(provider.type().name(), identifier));
        }
        return succeeded().model().orElseThrow();
    }

    /** @throws connectlocal.http.AwsError why it failed, in AWS's words; never with what was selected */
    Outcome succeeded() {
        if (!outcome.succeeded()) {
            throw refusal(outcome.message());
        }
        return outcome;
    }

    private RuntimeException refusal(String text) {
        return Errors.ofHandler(outcome.error().orElseThrow(), provider.type().name(), text, token);
    }
}
