package connectlocal.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** The one exception by which a native handler fails. */
public final class NativeFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final HandlerError error;
    private final transient Optional<ObjectNode> model;

    /** A failure that left nothing behind. */
    public NativeFailure(HandlerError error, String message) {
        this(error, message, Optional.empty());
    }

    private NativeFailure(HandlerError error, String message, Optional<ObjectNode> model) {
        super(message, null, false, false);
        this.error = error;
        this.model = model;
    }

    /** The same failure of a resource that exists, so that callers can clean up. */
    public NativeFailure of(ObjectNode existing) {
        return new NativeFailure(error, getMessage(), Optional.of(existing));
    }

    HandlerError error() {
        return error;
    }

    Optional<ObjectNode> model() {
        return model;
    }
}
