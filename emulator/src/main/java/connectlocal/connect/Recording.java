package connectlocal.connect;

import com.fasterxml.jackson.databind.JsonNode;
import connectlocal.state.Journal;
import java.util.List;

/**
 * Where one instance writes down its changes before it makes them. It begins when the instance is there for callers,
 * with all that is in it by then, and ends when the instance goes: who still changes it afterwards changes nothing.
 */
final class Recording {
    private final String instanceId;
    private final Journal journal;
    private boolean on;

    Recording(String instanceId, Journal journal) {
        this.instanceId = instanceId;
        this.journal = journal;
    }

    /** @param value null when the thing goes */
    synchronized void write(String kind, String id, JsonNode value) {
        if (on) {
            journal.write(List.of(new Journal.Change(List.of(instanceId, kind, id), value)));
        }
    }

    synchronized void begin() {
        on = true;
    }

    synchronized void end() {
        on = false;
    }
}
