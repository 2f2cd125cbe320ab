package connectlocal.cloudformation.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.provider.HandlerError;
import connectlocal.provider.HandlerRequest;
import connectlocal.provider.OperationListener;
import connectlocal.provider.Outcome;
import connectlocal.provider.ResourceType;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** One question to a handler on behalf of a stack; what is heard of it is said by way of the operation's inbox. */
final class HandlerCall implements OperationListener {
    static final String IMPORT_CANCELLED = "Resource import cancelled";
    private final Stack stack;
    private final Operation operation;
    private final String logicalId;
    private final ResourceType type;
    private final HandlerRequest request;
    private final Consumer<String> named;
    private final Consumer<End> end;
    private boolean identified;

    HandlerCall(
            Stack stack,
            Operation operation,
            String logicalId,
            ResourceType type,
            HandlerRequest request,
            Consumer<String> named,
            Consumer<End> end) {
        this.stack = stack;
        this.operation = operation;
        this.logicalId = logicalId;
        this.type = type;
        this.request = request;
        this.named = named;
        this.end = end;
    }

    @Override
    public boolean isWanted() {
        return !stack.forgotten;
    }

    @Override
    public void waits(Optional<ObjectNode> reported, Duration wait) {
        Optional<String> id = reported.flatMap(type.identifiers()::of);
        if (id.isPresent() && !identified) {
            identified = true;
            operation.inbox.add(() -> named.accept(id.get()));
        }
    }

    @Override
    public void ended(Outcome outcome) {
        over(ended(request, outcome));
    }

    @Override
    public void cancelled(Optional<ObjectNode> reported) {
        over(new End(Optional.of(IMPORT_CANCELLED), Optional.of(HandlerError.InternalFailure), reported));
    }

    private void over(End how) {
        operation.inbox.add(() -> {
            operation.cancels.remove(logicalId);
            end.accept(how);
        });
    }

    /** How one ended: what the handler showed last, and the reason when it failed. */
    record End(Optional<String> failure, Optional<HandlerError> error, Optional<ObjectNode> model) {
        boolean well() {
            return failure.isEmpty();
        }
    }

    private static End ended(HandlerRequest request, Outcome outcome) {
        if (outcome.succeeded()) {
            return new End(Optional.empty(), Optional.empty(), outcome.model());
        }
        HandlerError error = outcome.error().orElseThrow();
        String text = "Resource handler returned message: \"%s\" (RequestToken: %s, HandlerErrorCode: %s)"
                .formatted(outcome.message(), request.token(), error);
        // What exists already is somebody else's.
        var model = error == HandlerError.AlreadyExists ? Optional.<ObjectNode>empty() : outcome.model();
        return new End(Optional.of(text), Optional.of(error), model);
    }
}
