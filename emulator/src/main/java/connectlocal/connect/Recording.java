package connectlocal.connect;

import com.fasterxml.jackson.databind.JsonNode;
import connectlocal.state.Journal;
import java.util.Collections;
import java.util.List;
import java.util.Map;

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
    void write(String kind, String id, JsonNode value) {
        write(kind, Collections.singletonMap(id, value));
    }

    /**
     * All or nothing.
     *
     * @param values null for those that go
     */
    synchronized void write(String kind, Map<String, JsonNode> values) {
        if (on && !values.isEmpty()) {
            journal.write(values.entrySet().stream()
                    .map(change -> new Journal.Change(List.of(instanceId, kind, change.getKey()), change.getValue()))
                    .toList());
        }
    }

    synchronized void begin() {
        on = true;
    }

    synchronized void end() {
        on = false;
    }
}
