package connectlocal.lambda;

import connectlocal.http.AwsError;
import java.time.Duration;

/** One function up to the next reset. The pool itself refuses what comes later, so there is no moment in between. */
final class UntilReset {
    private final FunctionPool pool;
    private final long begun;

    UntilReset(FunctionPool pool) {
        this.pool = pool;
        this.begun = pool.resets();
    }

    /** What was killed by a reset has ended by it, and not by itself. */
    Invocation invoke(byte[] payload, Duration timeout) {
        Invocation answer;
        try {
            answer = pool.invoke(payload, timeout, begun);
        } catch (AwsError refused) {
            requireNone();
            throw refused;
        }
        requireNone();
        return answer;
    }

    private void requireNone() {
        if (pool.resets() != begun) {
            throw new WasReset();
        }
    }
}
