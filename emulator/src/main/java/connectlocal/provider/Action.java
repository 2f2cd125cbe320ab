package connectlocal.provider;

import java.time.Duration;
import java.util.Locale;

/**
 * What a handler can be asked for.
 *
 * @see <a href="https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-test-contract.html">
 *     Resource type handler contract</a>
 */
public enum Action {
    /** Makes a resource. */
    CREATE(60),
    /** Shows one resource. */
    READ(30),
    /** Changes a resource. */
    UPDATE(60),
    /** Removes a resource. */
    DELETE(60),
    /** Names the resources that there are, a page at a time. */
    LIST(30);

    private final Duration invocationLimit;

    Action(int seconds) {
        this.invocationLimit = Duration.ofSeconds(seconds);
    }

    /** How long one invocation of the handler may take, by the contract. */
    Duration invocationLimit() {
        return invocationLimit;
    }

    /** Whether the handler must answer in one invocation. */
    boolean isImmediate() {
        return this == READ || this == LIST;
    }

    /** The handler's name in a schema, e.g. {@code create}. */
    String handler() {
        return name().toLowerCase(Locale.ROOT);
    }
}
