package connectlocal.http;

/**
 * The emulator cannot do what it was asked for, through no fault of the caller's and by no rule of the service. Callers
 * get the message as an internal failure of the service, so it says what happened and what to do, and quotes nothing.
 */
public abstract class EmulatorFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    protected EmulatorFailure(String message, Throwable cause) {
        super(message, cause);
    }

    /** How a caller hears of it. */
    public AwsError asAnswer() {
        return new AwsError("InternalFailure", 500, getMessage());
    }
}
