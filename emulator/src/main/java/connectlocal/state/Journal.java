package connectlocal.state;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Where services write down what they change, before anybody sees the change. */
public interface Journal {
    /** Writes nothing down: what a service holds ends with the emulator. */
    Journal NONE = changes -> {};

    /**
     * One thing as it is from now on.
     *
     * @param thing where it stands, from the region down; what stands below it goes with it
     * @param value null when it is gone
     */
    record Change(List<String> thing, JsonNode value) {}

    /**
     * Writes changes down, all of them or none. When this returns they survive the end of the process.
     *
     * @throws NotKept when they cannot be written; then they must not be made
     */
    void write(List<Change> changes);

    /** A journal of what stands below a place. */
    default Journal under(String place) {
        return changes -> write(changes.stream()
                .map(change -> {
                    var thing = new ArrayList<String>();
                    thing.add(place);
                    thing.addAll(change.thing());
                    return new Change(List.copyOf(thing), change.value());
                })
                .toList());
    }
}
