package connectlocal.connect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.UnaryOperator;

/**
 * The things of one kind in an instance, in order of creation. Readers never wait and see a whole state; writers take
 * turns, so that names stay unique and limits hold.
 */
final class Shelf {
    private final String inWords;
    private final String instanceId;
    private final IntSupplier limit;
    private final Function<Item, String> uniqueBy;
    private final InstantSource clock;
    private final Recording recording;
    private final String kind;
    private volatile Map<String, Item> items = Collections.emptyMap();
    private long created;

    /**
     * @param inWords what a thing of this kind is called
     * @param limit how many there may be; what a seed brings may be more
     * @param uniqueBy what no two of them may share
     * @param kind what a journal calls them
     */
    Shelf(
            String inWords,
            String instanceId,
            IntSupplier limit,
            Function<Item, String> uniqueBy,
            InstantSource clock,
            Recording recording,
            String kind) {
        this.inWords = inWords;
        this.instanceId = instanceId;
        this.limit = limit;
        this.uniqueBy = uniqueBy;
        this.clock = clock;
        this.recording = recording;
        this.kind = kind;
    }

    /** Adds a thing unless its name is taken or there are as many as may be. */
    Item add(String id, String name, ObjectNode details) {
        return add(id, name, details, item -> List.of());
    }

    /**
     * The same with what belongs to the thing, all of it in one record.
     *
     * @param along what is there before the thing is seen
     */
    synchronized Item add(String id, String name, ObjectNode details, Function<Item, List<RecordedMap.Along>> along) {
        int most = limit.getAsInt();
        if (items.size() >= most) {
            throw ConnectErrors.limitExceeded("The Amazon Connect instance " + instanceId + " has reached its limit of "
                    + most + " for each " + inWords);
        }
        return put(id, name, details, along);
    }

    /** The same without a limit. */
    synchronized Item seed(String id, String name, ObjectNode details) {
        return put(id, name, details, item -> List.of());
    }

    private Item put(String id, String name, ObjectNode details, Function<Item, List<RecordedMap.Along>> along) {
        Item item = new Item(String.format("%08d", created++), id, name, now(), details);
        requireFree(item);
        put(item, along.apply(item));
        return item;
    }

    /** Changes a thing; what the change refuses is not done. */
    synchronized Item change(String id, UnaryOperator<Item> change) {
        Item changed = change.apply(get(id));
        Item dated = new Item(changed.key(), id, changed.name(), now(), changed.details());
        requireFree(dated);
        put(dated, List.of());
        return dated;
    }

    /** @param along what goes with it, in the same record */
    synchronized void remove(String id, List<RecordedMap.Along> along) {
        get(id);
        write(new Recording.Thing(kind, id, null), along);
        Map<String, Item> left = new LinkedHashMap<>(items);
        left.remove(id);
        items = Collections.unmodifiableMap(left);
        along.forEach(other -> other.make().run());
    }

    Item get(String id) {
        Item item = items.get(id);
        if (item == null) {
            throw ConnectErrors.notFound(
                    "The " + inWords + " " + id + " does not exist in the Amazon Connect instance " + instanceId);
        }
        return item;
    }

    boolean has(String id) {
        return items.containsKey(id);
    }

    /** All of them by id, in order of creation. */
    Map<String, Item> all() {
        return items;
    }

    /** All of them by their key, which stays theirs while others come and go. */
    NavigableMap<String, Item> inOrder() {
        NavigableMap<String, Item> ordered = new TreeMap<>();
        items.values().forEach(item -> ordered.put(item.key(), item));
        return ordered;
    }

    private void requireFree(Item wanted) {
        String taken = uniqueBy.apply(wanted);
        for (Item item : items.values()) {
            if (!item.id().equals(wanted.id()) && uniqueBy.apply(item).equals(taken)) {
                throw ConnectErrors.duplicate("There is already a " + inWords + " named " + wanted.name()
                        + " in the Amazon Connect instance " + instanceId);
            }
            if (item.id().equals(wanted.id()) && !item.key().equals(wanted.key())) {
                throw ConnectErrors.duplicate("There is already a " + inWords + " " + wanted.id()
                        + " in the Amazon Connect instance " + instanceId);
            }
        }
    }

    /** Puts things where none are; each keeps its place in the order. */
    synchronized void restore(List<Item> all) {
        Map<String, Item> ordered = new LinkedHashMap<>();
        all.stream().sorted(Comparator.comparing(Item::key)).forEach(item -> {
            ordered.put(item.id(), item);
            created = Long.parseLong(item.key()) + 1;
        });
        items = Collections.unmodifiableMap(ordered);
    }

    private void put(Item item, List<RecordedMap.Along> along) {
        write(new Recording.Thing(kind, item.id(), () -> KeptForm.json(item)), along);
        along.forEach(other -> other.make().run());
        Map<String, Item> next = new LinkedHashMap<>(items);
        next.put(item.id(), item);
        items = Collections.unmodifiableMap(next);
    }

    private void write(Recording.Thing thing, List<RecordedMap.Along> along) {
        var things = new ArrayList<Recording.Thing>();
        things.add(thing);
        along.forEach(other -> things.addAll(other.things()));
        recording.write(things);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
