package software.amazon.connect.user.model;

import java.util.EnumSet;
import java.util.Set;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/**
 * A refusal or a failure on the way to Connect, already in the contract's terms: the one exception that handlers know.
 */
public final class ConnectFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final Set<HandlerErrorCode> RETRIABLE = EnumSet.of(
            HandlerErrorCode.Throttling,
            HandlerErrorCode.ServiceInternalError,
            HandlerErrorCode.NetworkFailure,
            HandlerErrorCode.ResourceConflict);

    private final HandlerErrorCode code;
    private final boolean mayHaveTakenEffect;

    /**
     * @param code the contract's code
     * @param message for the person who wrote the template
     * @param mayHaveTakenEffect whether the call may have been carried out although it failed: a lost answer, a 5xx
     */
    public ConnectFailure(HandlerErrorCode code, String message, boolean mayHaveTakenEffect, Throwable cause) {
        super(message, cause);
        this.code = code;
        this.mayHaveTakenEffect = mayHaveTakenEffect;
    }

    public static ConnectFailure invalidRequest(String message) {
        return new ConnectFailure(HandlerErrorCode.InvalidRequest, message, false, null);
    }

    public static ConnectFailure notFound(String message) {
        return new ConnectFailure(HandlerErrorCode.NotFound, message, false, null);
    }

    /** A success that does not say what it must. */
    public static ConnectFailure badAnswer(String message, boolean mayHaveTakenEffect) {
        return new ConnectFailure(HandlerErrorCode.ServiceInternalError, message, mayHaveTakenEffect, null);
    }

    public static ConnectFailure notUpdatable(String message) {
        return new ConnectFailure(HandlerErrorCode.NotUpdatable, message, false, null);
    }

    public HandlerErrorCode code() {
        return code;
    }

    public boolean is(HandlerErrorCode other) {
        return code == other;
    }

    /** Whether the same call may succeed later without anyone changing anything. */
    public boolean isRetriable() {
        return RETRIABLE.contains(code);
    }

    public boolean mayHaveTakenEffect() {
        return mayHaveTakenEffect;
    }

    /** The same failure under another code, with words that say more. */
    public ConnectFailure as(HandlerErrorCode otherCode, String message) {
        return new ConnectFailure(otherCode, message, mayHaveTakenEffect, this);
    }
}
