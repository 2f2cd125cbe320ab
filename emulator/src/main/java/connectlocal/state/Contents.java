package connectlocal.state;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a journal says there is: values by the place where each stands. */
public final class Contents {
    private static final Comparator<List<String>> BY_PLACE = Contents::compare;

    private final TreeMap<List<String>, JsonNode> values = new TreeMap<>(BY_PLACE);

    /** Nothing. */
    public Contents() {}

    /** Makes a change. What is gone takes along what stood below it. */
    public void apply(Journal.Change change) {
        if (change.value() == null) {
            under(change.thing()).forEach(values::remove);
        } else {
            values.put(change.thing(), change.value());
        }
    }

    /** Takes in everything that is in another. */
    public void restore(Contents other) {
        values.putAll(other.values);
    }

    /** What stands below a place, by the rest of where it stands. */
    public Contents below(String place) {
        var found = new Contents();
        for (List<String> thing : under(List.of(place))) {
            if (thing.size() > 1) {
                found.values.put(thing.subList(1, thing.size()), values.get(thing));
            }
        }
        return found;
    }

    /** The places at the top. */
    public List<String> places() {
        return values.keySet().stream().map(thing -> thing.get(0)).distinct().toList();
    }

    /** What stands at a place itself, null when nothing does. */
    public JsonNode at(String... place) {
        return values.get(List.of(place));
    }

    /** Everything, in order of place. */
    public Map<List<String>, JsonNode> all() {
        return values;
    }

    /** Everything as changes of an empty journal. */
    public List<Journal.Change> changes() {
        var changes = new ArrayList<Journal.Change>();
        values.forEach((thing, value) -> changes.add(new Journal.Change(thing, value)));
        return changes;
    }

    /** Whether there is nothing. */
    public boolean isEmpty() {
        return values.isEmpty();
    }

    private List<List<String>> under(List<String> place) {
        var found = new ArrayList<List<String>>();
        for (List<String> thing : values.tailMap(place).keySet()) {
            if (thing.size() < place.size() || !thing.subList(0, place.size()).equals(place)) {
                break;
            }
            found.add(thing);
        }
        return found;
    }

    private static int compare(List<String> one, List<String> other) {
        for (int i = 0; i < one.size() && i < other.size(); i++) {
            int order = one.get(i).compareTo(other.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(one.size(), other.size());
    }
}
