package connectlocal.connect;

import com.fasterxml.jackson.databind.node.BooleanNode;
import connectlocal.state.Contents;
import connectlocal.state.Journal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Which instances there are, in the order in which they were made, and with which client tokens. Each change is written
 * down before anybody sees it; what cannot be written is not made.
 */
final class InstanceRegister {
    private final InstanceJournal journal;
    private final Map<String, String> creations = new HashMap<>();
    private volatile Map<String, Placed> instances = Map.of();
    private long order;

    /** An instance and its place, which stays its own while others come and go. */
    private record Placed(long place, Instance instance) {}

    InstanceRegister(InstanceJournal journal) {
        this.journal = journal;
    }

    /** What a journal says there is, where nothing is. */
    synchronized void restore(Contents kept, InstanceMaker maker) {
        List<String> ids = new ArrayList<>(kept.places());
        ids.sort(Comparator.comparingLong(id -> kept.at(id).get("Order").asLong()));
        Map<String, Placed> restored = new LinkedHashMap<>();
        for (String id : ids) {
            long place = kept.at(id).get("Order").asLong();
            restored.put(id, new Placed(place, maker.restored(id, kept.at(id), kept.below(id))));
            order = place + 1;
            if (kept.at(id).hasNonNull(KeptForm.CLIENT_TOKEN)) {
                creations.put(kept.at(id).get(KeptForm.CLIENT_TOKEN).asText(), id);
            }
        }
        journal.replace(
                List.of(), restored.values().stream().map(Placed::instance).toList(), List::of);
        instances = restored;
    }

    /** From now on there are these and no others. */
    synchronized void become(List<Instance> others) {
        Map<String, Placed> fresh = new LinkedHashMap<>();
        long first = order;
        others.forEach(instance -> fresh.put(instance.id(), new Placed(first + fresh.size(), instance)));
        order += others.size();
        journal.replace(all(), others, () -> {
            List<Journal.Change> changes = new ArrayList<>();
            changes.add(new Journal.Change(List.of(), null));
            changes.add(new Journal.Change(List.of(), BooleanNode.TRUE));
            for (int i = 0; i < others.size(); i++) {
                changes.addAll(KeptForm.changes(others.get(i), first + i, null));
            }
            return changes;
        });
        instances = fresh;
        creations.clear();
    }

    /** Adds a new instance unless something is against it; the same client token adds it once. */
    synchronized Instance add(Instance instance, String clientToken, Consumer<List<Instance>> check) {
        if (clientToken != null) {
            Instance before = find(creations.getOrDefault(clientToken, ""));
            if (before != null) {
                return before;
            }
        }
        check.accept(all());
        long place = order++;
        journal.replace(List.of(), List.of(instance), () -> KeptForm.changes(instance, place, clientToken));
        if (clientToken != null) {
            creations.put(clientToken, instance.id());
        }
        Map<String, Placed> more = new LinkedHashMap<>(instances);
        more.put(instance.id(), new Placed(place, instance));
        instances = more;
        return instance;
    }

    /** Removes an instance with everything in it; one that has been removed already stays so. */
    synchronized void remove(Instance instance) {
        if (find(instance.id()) != instance) {
            return;
        }
        journal.replace(List.of(instance), List.of(), () -> List.of(new Journal.Change(List.of(instance.id()), null)));
        Map<String, Placed> left = new LinkedHashMap<>(instances);
        left.remove(instance.id());
        instances = left;
        creations.values().remove(instance.id());
    }

    /** How many client tokens are remembered; with that of an instance that has been removed another one is made. */
    synchronized int tokens() {
        return creations.size();
    }

    /** Null when there is none. */
    Instance find(String id) {
        Placed found = instances.get(id);
        return found == null ? null : found.instance();
    }

    List<Instance> all() {
        return List.copyOf(inOrder().values());
    }

    /** All of them by a key that stands for their place. */
    NavigableMap<String, Instance> inOrder() {
        NavigableMap<String, Instance> ordered = new TreeMap<>();
        instances.values().forEach(one -> ordered.put(String.format("%016x", one.place()), one.instance()));
        return ordered;
    }
}
