package connectlocal.connect;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
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
        recording.write(kind, key.toString(), json.apply(value));
        return values.put(key, value);
    }

    @Override
    public synchronized V putIfAbsent(K key, V value) {
        V there = values.get(key);
        return there == null ? put(key, value) : there;
    }

    @Override
    public synchronized V compute(K key, BiFunction<? super K, ? super V, ? extends V> change) {
        V value = change.apply(key, values.get(key));
        put(key, value);
        return value;
    }

    @Override
    public synchronized V remove(Object key) {
        if (values.containsKey(key)) {
            recording.write(kind, key.toString(), null);
        }
        return values.remove(key);
    }

    /** From now on this and nothing else is in it, after one writing down. */
    synchronized void become(Map<K, V> others) {
        Map<String, JsonNode> changes = new LinkedHashMap<>();
        values.keySet().stream()
                .filter(key -> !others.containsKey(key))
                .forEach(key -> changes.put(key.toString(), null));
        others.forEach((key, value) -> changes.put(key.toString(), json.apply(value)));
        recording.write(kind, changes);
        values.keySet().retainAll(others.keySet());
        values.putAll(others);
    }

    /** To be looked at; changes go through the map. */
    @Override
    public Set<Entry<K, V>> entrySet() {
        return java.util.Collections.unmodifiableMap(values).entrySet();
    }
}
