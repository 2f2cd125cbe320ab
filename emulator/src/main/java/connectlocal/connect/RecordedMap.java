package connectlocal.connect;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BiFunction;
import java.util.function.Function;

/** A sorted map for many threads, whose changes are written down before they are made. */
final class RecordedMap<K extends Comparable<K>, V> extends AbstractMap<K, V> {
    private final Map<K, V> values = new ConcurrentSkipListMap<>();
    private final Recording recording;
    private final String kind;
    private final Function<V, JsonNode> json;

    /**
     * A change that is written down together with another thing, and made after that.
     *
     * @param make makes it; nobody else changes the same keys in between
     */
    record Along(List<Recording.Thing> things, Runnable make) {}

    RecordedMap(Recording recording, String kind, Function<V, JsonNode> json) {
        this.recording = recording;
        this.kind = kind;
        this.json = json;
    }

    @Override
    public V get(Object key) {
        return values.get(key);
    }

    @Override
    public boolean containsKey(Object key) {
        return values.containsKey(key);
    }

    @Override
    public synchronized V put(K key, V value) {
        recording.write(kind, key.toString(), () -> json.apply(value));
        return values.put(key, value);
    }

    @Override
    public synchronized V compute(K key, BiFunction<? super K, ? super V, ? extends V> change) {
        V value = change.apply(key, values.get(key));
        put(key, value);
        return value;
    }

    /** From now on these are in it, and what was in it. */
    Along putting(Map<K, V> others) {
        return new Along(things(others), () -> values.putAll(others));
    }

    /** From now on nothing stands under this key. */
    Along removing(K key) {
        List<Recording.Thing> things = values.containsKey(key) ? List.of(gone(key)) : List.of();
        return new Along(things, () -> values.remove(key));
    }

    /** From now on this and nothing else is in it, after one writing down. */
    synchronized void become(Map<K, V> others) {
        List<Recording.Thing> changes = new ArrayList<>();
        values.keySet().stream().filter(key -> !others.containsKey(key)).forEach(key -> changes.add(gone(key)));
        changes.addAll(things(others));
        recording.write(changes);
        values.keySet().retainAll(others.keySet());
        values.putAll(others);
    }

    /** To be looked at; changes go through the map. */
    @Override
    public Set<Entry<K, V>> entrySet() {
        return java.util.Collections.unmodifiableMap(values).entrySet();
    }

    private List<Recording.Thing> things(Map<K, V> all) {
        List<Recording.Thing> things = new ArrayList<>();
        all.forEach((key, value) -> things.add(new Recording.Thing(kind, key.toString(), () -> json.apply(value))));
        return things;
    }

    private Recording.Thing gone(K key) {
        return new Recording.Thing(kind, key.toString(), null);
    }
}
