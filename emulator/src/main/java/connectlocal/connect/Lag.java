package connectlocal.connect;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntSupplier;

/**
 * How one kind of reader lags behind the writes: for so many looks or so long after a write of a user it sees what it
 * would have seen before. Each look is counted when it begins, so that the pages of one list agree with each other
 * unless somebody else looks in between.
 */
final class Lag {
    private static final int GONE_AT_MOST = 1_000;

    private final boolean perUser;
    private final IntSupplier looks;
    private final IntSupplier millis;
    private final InstantSource clock;
    private final Map<String, Unseen> unseen = new HashMap<>();
    private final Set<String> gone = new LinkedHashSet<>();
    private long begun;

    /** A write that is not seen yet; {@code before} is null where there was no such user. */
    private static final class Unseen {
        private final User before;
        private long lastLook;
        private Instant until;
        private long looked;

        Unseen(User before) {
            this.before = before;
        }
    }

    /**
     * @param perUser whether looks are counted for each user, as reads are, or for all together, as lists are
     * @param looks how many looks after a write do not see it; when that is none, earlier writes are seen too
     * @param millis how long no look sees it; the same holds
     */
    Lag(boolean perUser, IntSupplier looks, IntSupplier millis, InstantSource clock) {
        this.perUser = perUser;
        this.looks = looks;
        this.millis = millis;
        this.clock = clock;
    }

    private boolean none() {
        return looks.getAsInt() == 0 && millis.getAsInt() == 0;
    }

    /** A user is written that was {@code before} until now, null for a new one. */
    synchronized void written(String id, User before) {
        if (none()) {
            return;
        }
        Unseen earlier = unseen.get(id);
        Unseen now = new Unseen(earlier != null && hides(earlier, 1) ? earlier.before : before);
        now.lastLook = (perUser ? 0 : begun) + looks.getAsInt();
        now.until = clock.instant().plusMillis(millis.getAsInt());
        unseen.put(id, now);
    }

    /**
     * A user is removed that was {@code before} until now. Nobody may ever look at it again, so only so many are held.
     */
    synchronized void removed(String id, User before) {
        written(id, before);
        gone.add(id);
        if (gone.size() > GONE_AT_MOST) {
            String oldest = gone.iterator().next();
            gone.remove(oldest);
            unseen.remove(oldest);
        }
    }

    /** How many writes are held that somebody may not see yet. */
    synchronized int held() {
        return unseen.size();
    }

    /**
     * One reader begins to look at one user, or goes on with it, which is {@code now} or null; it sees the result, null
     * for nothing.
     */
    synchronized User look(boolean begins, String id, User now) {
        Unseen write = unseen.get(id);
        if (write == null) {
            return now;
        }
        write.looked += begins ? 1 : 0;
        if (hides(write, 0)) {
            return write.before;
        }
        unseen.remove(id);
        gone.remove(id);
        return now;
    }

    /** One reader begins to look at all users, or goes on with it; it sees the result. */
    synchronized NavigableMap<String, User> look(boolean begins, NavigableMap<String, User> now) {
        begun += begins ? 1 : 0;
        unseen.values().removeIf(write -> !hides(write, 0));
        if (unseen.isEmpty()) {
            return now;
        }
        NavigableMap<String, User> seen = new TreeMap<>(now);
        seen.values().removeIf(user -> unseen.containsKey(user.id()));
        unseen.values().stream()
                .map(write -> write.before)
                .filter(before -> before != null)
                .forEach(before -> seen.put(before.key(), before));
        return seen;
    }

    /** Everything written so far is seen. */
    synchronized void catchUp() {
        unseen.clear();
        gone.clear();
    }

    /** Whether a write is hidden from the look that comes so many after the last one. */
    private boolean hides(Unseen write, int after) {
        long look = (perUser ? write.looked : begun) + after;
        return look <= write.lastLook && looks.getAsInt() > 0
                || clock.instant().isBefore(write.until) && millis.getAsInt() > 0;
    }
}
