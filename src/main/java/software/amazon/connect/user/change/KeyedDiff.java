package software.amazon.connect.user.change;

import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What turns one keyed collection into another: pure, and sorted so that equal changes are equal requests.
 *
 * @param removed keys to take away
 * @param added entries whose key is new
 * @param changed entries whose key stays and whose value does not
 */
public record KeyedDiff<K extends Comparable<K>, V>(
        SortedSet<K> removed, SortedMap<K, V> added, SortedMap<K, V> changed) {

    /** The change from what is there to what is wanted, nothing else left. */
    static <K extends Comparable<K>, V> KeyedDiff<K, V> between(Map<K, V> live, Map<K, V> desired) {
        return merging(live, live, desired);
    }

    /**
     * The change that makes everything desired hold and takes away what was desired before and no longer is; whatever
     * else is there, somebody else put there, and it stays.
     */
    static <K extends Comparable<K>, V> KeyedDiff<K, V> merging(Map<K, V> previous, Map<K, V> live, Map<K, V> desired) {
        SortedSet<K> removed = new TreeSet<>(previous.keySet());
        removed.removeAll(desired.keySet());
        removed.retainAll(live.keySet());
        SortedMap<K, V> added = new TreeMap<>(desired);
        added.keySet().removeAll(live.keySet());
        SortedMap<K, V> changed = new TreeMap<>(desired);
        changed.keySet().retainAll(live.keySet());
        changed.entrySet().removeIf(entry -> Objects.equals(entry.getValue(), live.get(entry.getKey())));
        return new KeyedDiff<>(removed, added, changed);
    }
}
