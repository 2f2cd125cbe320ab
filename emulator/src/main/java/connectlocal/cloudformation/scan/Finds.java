package connectlocal.cloudformation.scan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.provider.ResourceType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What a scan has come upon, as much as one may hold. */
final class Finds {
    static final long BYTES_AT_MOST = 128L << 20;
    private static final int RESOURCES_AT_MOST = 100_000;

    private final List<Found> found = new ArrayList<>();
    private final List<String> places = new ArrayList<>();
    private long weight;
    private boolean full;

    /** What an earlier run has found. */
    synchronized void restore(Collection<Found> before) {
        found.addAll(before);
        weight = before.stream().mapToLong(Found::weight).sum();
    }

    /**
     * @param wanted whether it is looked for, or only a place where others may lie
     * @throws IllegalStateException when there is no room for it: the scan has failed then, as on AWS
     */
    synchronized void add(Found one, boolean wanted) {
        long more = wanted ? one.weight() : one.identifier().length();
        full = places.size() >= RESOURCES_AT_MOST || weight + more > BYTES_AT_MOST;
        if (full) {
            throw new IllegalStateException("a scan holds at most " + RESOURCES_AT_MOST + " resources, and "
                    + (BYTES_AT_MOST >> 20) + " MB of them; name fewer types");
        }
        weight += more;
        places.add(one.identifier());
        if (wanted) {
            found.add(one);
        }
    }

    synchronized List<Found> all() {
        return List.copyOf(found);
    }

    /** What to ask the list handler of a type with. */
    synchronized List<ObjectNode> selections(ResourceType type) {
        return Selections.of(type, places);
    }

    /** About how many bytes of memory it takes. */
    synchronized long weight() {
        return weight;
    }

    synchronized boolean isFull() {
        return full;
    }
}
