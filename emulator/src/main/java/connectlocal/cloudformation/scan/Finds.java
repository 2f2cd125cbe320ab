package connectlocal.cloudformation.scan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What a scan has come upon, as much as one may hold. */
final class Finds {
    static final long BYTES_AT_MOST = 128L << 20;
    static final int RESOURCES_AT_MOST = 100_000;

    private final List<Found> found = new ArrayList<>();
    private long weight;
    private boolean full;

    /** What an earlier run has found. */
    synchronized void restore(Collection<Found> before) {
        found.addAll(before);
        weight = before.stream().mapToLong(Found::weight).sum();
    }

    /** @throws IllegalStateException when there is no room for it: the scan has failed then, as on AWS */
    synchronized void add(Found one) {
        full = found.size() >= RESOURCES_AT_MOST || weight + one.weight() > BYTES_AT_MOST;
        if (full) {
            throw new IllegalStateException("a scan holds at most " + RESOURCES_AT_MOST + " resources, and "
                    + (BYTES_AT_MOST >> 20) + " MB of them; name fewer types");
        }
        weight += one.weight();
        found.add(one);
    }

    synchronized List<Found> all() {
        return List.copyOf(found);
    }

    /** About how many bytes of memory it takes. */
    synchronized long weight() {
        return weight;
    }

    synchronized boolean isFull() {
        return full;
    }
}
