package connectlocal.faults;

import connectlocal.http.AwsError;
import connectlocal.http.Delivery;
import connectlocal.http.Delivery.Way;
import connectlocal.http.Edge;
import connectlocal.http.Response;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;

/**
 * One fault at one call of a service.
 *
 * @param denial how the service says that this caller may not make this call
 */
record CallStrike(long id, FaultSpec spec, String service, AwsError denial) implements Edge.Strike {
    private static final Response NOTHING = new Response(500, Map.of(), new byte[0]);
    private static final byte[] GARBAGE = "\u0000<<<{]not an answer".getBytes(StandardCharsets.UTF_8);

    @Override
    public String mark() {
        return spec.kind().inWords() + " #" + id;
    }

    @Override
    public Response answer(Supplier<Response> real) {
        return switch (spec.kind()) {
            case THROTTLE -> refused(real, Throttle.of(service));
            case ACCESS_DENIED -> refused(real, denial);
            case ERROR ->
                refused(real, new AwsError(spec.type(), spec.status(), "A fault that was set answers " + spec.type()));
            case DELAY -> real.get().delivered(new Delivery(Way.LATE, spec.ms()));
            case TRICKLE -> real.get().delivered(new Delivery(Way.TRICKLED, spec.ms()));
            case DROP_BEFORE -> NOTHING.delivered(new Delivery(Way.DROPPED, 0));
            case DROP_AFTER -> real.get().delivered(new Delivery(Way.DROPPED, 0));
            case RESET_BEFORE -> NOTHING.delivered(new Delivery(Way.RESET, 0));
            case RESET_AFTER -> real.get().delivered(new Delivery(Way.RESET, 0));
            case REFUSE -> NOTHING.delivered(new Delivery(Way.REFUSED, spec.ms()));
            case TRUNCATE -> real.get().delivered(new Delivery(Way.TRUNCATED, 0));
            case GARBAGE -> {
                Response answer = real.get();
                yield new Response(answer.status(), answer.headers(), GARBAGE);
            }
            case CRASH_BEFORE, CRASH_AFTER, TIME_OUT ->
                throw new IllegalStateException(spec.kind() + " strikes functions only");
        };
    }

    private Response refused(Supplier<Response> real, AwsError error) {
        if (spec.after()) {
            real.get();
        }
        throw error;
    }
}
