package connectlocal.lambda;

/** Whoever began before a reset may not go on after it: names and ids are those of other things by then. */
public final class WasReset extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public WasReset() {
        super(null, null, false, false);
    }
}
