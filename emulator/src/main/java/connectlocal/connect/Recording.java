package connectlocal.connect;

import com.fasterxml.jackson.databind.JsonNode;
import connectlocal.state.Journal;
import java.util.List;
import java.util.function.Supplier;

/**
 * Where one instance writes down its changes before it makes them. It begins when the instance is there for callers,
 * with all that is in it by then, and ends when the instance goes: who still changes it afterwards changes nothing.
 */
final class Recording {
    private final String instanceId;
    private final InstanceJournal journal;

    /** Whether the instance is there for callers; guarded by the journal. */
    boolean isOn;

    /**
     * A thing as it is from now on.
     *
     * @param value made when it is written down, null when the thing goes
     */
    record Thing(String kind, String id, Supplier<JsonNode> value) {
        private Journal.Change in(String instanceId) {
            return new Journal.Change(List.of(instanceId, kind, id), value == null ? null : value.get());
        }
    }

    Recording(String instanceId, InstanceJournal journal) {
        this.instanceId = instanceId;
        this.journal = journal;
    }

    /** All or nothing. */
    void write(List<Thing> things) {
        journal.write(
                this, () -> things.stream().map(thing -> thing.in(instanceId)).toList());
    }

    void write(String kind, String id, Supplier<JsonNode> value) {
        write(List.of(new Thing(kind, id, value)));
    }
}
