package connectlocal.connect;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;

/**
 * What was made in an instance just before and is not known everywhere yet: writes that name it answer
 * ResourceNotFoundException meanwhile, as AWS warns.
 *
 * @see <a href="https://docs.aws.amazon.com/connect/latest/APIReference/eventual-consistency.html">Eventual
 *     consistency</a>
 */
final class Newcomers {
    private final IntSupplier millis;
    private final InstantSource clock;
    private final Map<String, Instant> knownFrom = new ConcurrentHashMap<>();

    /** @param millis for how long; 0 for what is known at once, also of what was made before it became 0 */
    Newcomers(IntSupplier millis, InstantSource clock) {
        this.millis = millis;
        this.clock = clock;
    }

    /** Something with this id is being made. */
    void made(String id) {
        Instant now = clock.instant();
        knownFrom.values().removeIf(from -> !from.isAfter(now));
        if (millis.getAsInt() > 0) {
            knownFrom.put(id, now.plusMillis(millis.getAsInt()));
        }
    }

    /** Whether writes do not find what has this id. */
    boolean hides(String id) {
        Instant from = knownFrom.get(id);
        return from != null && millis.getAsInt() > 0 && clock.instant().isBefore(from);
    }

    /** How many are held that may not be known yet. */
    int held() {
        return knownFrom.size();
    }
}
