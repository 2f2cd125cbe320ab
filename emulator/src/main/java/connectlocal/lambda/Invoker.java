package connectlocal.lambda;

import connectlocal.http.AwsError;
import java.time.Duration;

/** What invokes one function. */
@FunctionalInterface
public interface Invoker {
    /**
     * Invokes it once with AWS's envelope.
     *
     * @param limit how long it may take
     * @throws AwsError when it cannot be invoked now; the same may be asked again later
     * @throws WasReset when there was a reset since this was handed out; nothing may be asked again
     */
    Invocation invoke(byte[] event, Duration limit);
}
