package connectlocal.http;

import java.util.Optional;

/**
 * How an answer reaches its client, or does not.
 *
 * @param way what happens to it
 * @param millis how long that takes: until a late answer, between two bytes of a trickle, until a port takes
 *     connections, between two questions to a feed
 * @param feed what goes on after the head of an answer that is fed, null for all others
 */
public record Delivery(Way way, long millis, Feed feed) {
    /** At once and in one piece, as every answer does unless somebody wants it otherwise. */
    public static final Delivery WHOLE = new Delivery(Way.WHOLE, 0);

    /** Of an answer that is whole. */
    public Delivery(Way way, long millis) {
        this(way, millis, null);
    }

    /**
     * An answer that goes on as long as its feed has something to say; the feed is asked every so many milliseconds.
     */
    public static Delivery fed(Feed feed, long millis) {
        return new Delivery(Way.FED, millis, feed);
    }

    /** What an answer without a known end consists of. Asked on threads that must not wait. */
    public interface Feed {
        /** What there is to send now, possibly nothing; empty at the end. */
        Optional<byte[]> next();

        /** Nobody will ask again; called once. */
        void ended();
    }

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
        REFUSED,
        /** Its body comes from a feed, piece by piece, until that or the client ends it. */
        FED
    }
}
