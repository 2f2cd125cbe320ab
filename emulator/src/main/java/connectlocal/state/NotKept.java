package connectlocal.state;

import connectlocal.http.EmulatorFailure;

/** A change could not be written down, so it was not made: everything is as it was before. */
public final class NotKept extends EmulatorFailure {
    private static final long serialVersionUID = 1L;

    /** @param where the state that it was to be written to */
    public NotKept(Object where, Exception cause) {
        super(
                "The change was not made, because it cannot be written to the state in " + where + ": "
                        + cause.getMessage() + ". Make room there, or make it writable, and send the request again",
                cause);
    }
}
