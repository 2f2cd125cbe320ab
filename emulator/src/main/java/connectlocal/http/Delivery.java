package connectlocal.http;

/**
 * How an answer reaches its client, or does not.
 *
 * @param way what happens to it
 * @param millis how long that takes: until a late answer, between two bytes of a trickle, until a port takes
 *     connections
 */
public record Delivery(Way way, long millis) {
    /** At once and in one piece, as every answer does unless somebody wants it otherwise. */
    public static final Delivery WHOLE = new Delivery(Way.WHOLE, 0);

    /** What may happen to an answer. */
    public enum Way {
        /** It is sent. */
        WHOLE,
        /** It is sent later. */
        LATE,
        /** It is sent byte by byte. */
        TRICKLED,
        /** Half of its body is sent, then the connection ends. */
        TRUNCATED,
        /** The connection ends without it. */
        DROPPED,
        /** The connection is reset without it. */
        RESET,
        /** The connection ends without it, and for a while no port takes a new one. */
        REFUSED
    }
}
