package connectlocal.cloudformation.engine;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Points in time that never repeat: clients take what is not newer than the last event for seen. */
final class Times {
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final InstantSource clock;
    private long last;

    Times(InstantSource clock) {
        this.clock = clock;
    }

    /** Now, in whole milliseconds, and later than any time given before. */
    synchronized Instant next() {
        last = Math.max(last + 1, clock.millis());
        return Instant.ofEpochMilli(last);
    }

    /** What comes is later than this. */
    synchronized void after(Instant time) {
        last = Math.max(last, time.toEpochMilli());
    }

    /** With all three decimals, also of a full second. */
    static String text(Instant time) {
        return MILLIS.format(time);
    }
}
