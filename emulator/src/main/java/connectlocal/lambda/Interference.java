package connectlocal.lambda;

import java.util.function.Supplier;

/** Somebody who may come between an invocation and its function, as a machine that fails does. */
@FunctionalInterface
public interface Interference {
    /** The answer to an invocation of a region's function; {@code real} lets the function do it. */
    Invocation around(String region, String function, byte[] payload, Supplier<Invocation> real);
}
