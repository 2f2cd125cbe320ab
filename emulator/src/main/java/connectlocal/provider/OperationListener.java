package connectlocal.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;

/** Who hears of an operation; called by a worker's thread or by the clock's, so it must be quick. */
public interface OperationListener {
    /** Whether anybody still waits for it; asked once, before it begins. */
    default boolean isWanted() {
        return true;
    }

    /** A worker is free, and the handler is about to be asked. */
    default void begins() {}

    /** The handler is not done: it wants to be asked again, and has shown this so far. */
    void waits(Optional<ObjectNode> reported, Duration wait);

    /** The operation is over. */
    void ended(Outcome outcome);

    /** The operation was cancelled while the handler was not at work; this is what it has shown. */
    void cancelled(Optional<ObjectNode> reported);
}
