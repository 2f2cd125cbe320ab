package connectlocal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What was opened by name when somebody asked for it. It is in use until it is put to rest, and then sleeps until
 * somebody asks for it again; of what sleeps the oldest is closed where there would be more than may be open.
 */
final class OpenedOnDemand<T> {
    private final int most;
    private final Consumer<T> close;
    private final Map<String, T> used = new LinkedHashMap<>();
    private final Map<String, T> asleep = new LinkedHashMap<>();

    /** @param most how many may be open */
    OpenedOnDemand(int most, Consumer<T> close) {
        this.most = most;
        this.close = close;
    }

    boolean isUsed(String name) {
        return used.containsKey(name);
    }

    /** Whether no other name can be used. */
    boolean isFull() {
        return used.size() >= most;
    }

    /** What has this name, in use from now on; the caller has seen that there is room. */
    T use(String name, Function<String, T> open) {
        T known = used.get(name);
        if (known != null) {
            return known;
        }
        T found = asleep.remove(name);
        if (found == null) {
            if (used.size() + asleep.size() >= most) {
                close.accept(asleep.remove(asleep.keySet().iterator().next()));
            }
            found = open.apply(name);
        }
        used.put(name, found);
        return found;
    }

    /** Of these nothing is in use any more. */
    void rest(Collection<T> those) {
        List.copyOf(used.entrySet()).stream()
                .filter(entry -> those.contains(entry.getValue()))
                .forEach(entry -> asleep.put(entry.getKey(), used.remove(entry.getKey())));
    }

    List<T> inUse() {
        return List.copyOf(used.values());
    }

    /** What is in use and what sleeps. */
    List<T> open() {
        var all = new ArrayList<>(used.values());
        all.addAll(asleep.values());
        return all;
    }
}
