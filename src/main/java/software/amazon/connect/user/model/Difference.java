package software.amazon.connect.user.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One place in which a user is not as it is to be. What is sent, in which order, what is still waited for and what is
 * told of it: all of that derives from differences.
 *
 * @param path where: the names of a JSON pointer, such as {@code IdentityInfo, Email} or {@code Tags, Team}
 * @param before what is there; null when nothing is
 * @param after what is to be there; null when nothing is
 */
public record Difference(List<String> path, Object before, Object after) {

    public Difference {
        path = List.copyOf(path);
    }

    /** The property of the model that it is in. */
    public String property() {
        return path.get(0);
    }

    /** Whether something is to go. */
    public boolean isRemoval() {
        return after == null;
    }

    /** Whether there is nothing yet where something is to be. */
    public boolean isAddition() {
        return before == null;
    }

    /** Whether the place shows what one shows that nobody has set anything in: nothing, false, 0 or NONE. */
    public boolean showsNothing() {
        return isNothing(before);
    }

    private static boolean isNothing(Object value) {
        return value instanceof Collection<?> items
                ? items.stream().allMatch(Difference::isNothing)
                : value == null || value.equals(false) || value.equals(0) || value.equals("NONE");
    }

    /** Whether it begins where another does: the same place, showing the same. */
    public boolean isFromTheSame(Difference other) {
        return path.equals(other.path) && Objects.equals(before, other.before);
    }

    /** Where, for people; never what, for that may be personal. */
    public String place() {
        return String.join(".", path);
    }

    /** Where several are, for people. */
    public static String places(List<Difference> differences) {
        return differences.stream().map(Difference::place).distinct().collect(Collectors.joining(", "));
    }

    /** The differences between what is there and what is wanted by key, nothing else left. */
    public static <K extends Comparable<K>, V> List<Difference> between(
            Map<K, V> live, Map<K, V> desired, Function<K, List<String>> path) {
        return merging(live, live, desired, path);
    }

    /**
     * The differences that make everything desired hold and take away what was desired before and no longer is;
     * whatever else is there, somebody else put there, and it stays. Sorted, so that equal changes are equal requests.
     */
    public static <K extends Comparable<K>, V> List<Difference> merging(
            Map<K, V> previous, Map<K, V> live, Map<K, V> desired, Function<K, List<String>> path) {
        SortedSet<K> keys = new TreeSet<>(previous.keySet());
        keys.retainAll(live.keySet());
        keys.addAll(desired.keySet());
        List<Difference> differences = new ArrayList<>();
        for (K key : keys) {
            if (!Objects.equals(live.get(key), desired.get(key))) {
                differences.add(new Difference(path.apply(key), live.get(key), desired.get(key)));
            }
        }
        return List.copyOf(differences);
    }
}
