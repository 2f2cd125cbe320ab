package connectlocal.ssm;

import com.fasterxml.jackson.databind.node.BooleanNode;
import connectlocal.http.Json;
import connectlocal.state.Journal;
import connectlocal.state.Keep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How parameters are written down and read again: what callers have changed. What a file gives at each start is not
 * written down, only that it is gone. Values are sealed.
 */
final class KeptParameters {
    private final Keep keep;

    KeptParameters(Keep keep) {
        this.keep = keep.at("ssm");
    }

    /** The names of those that were there at the start and have been deleted since. */
    List<String> gone() {
        return keep.found().places().stream()
                .filter(name -> keep.found().at(name) != null)
                .toList();
    }

    /** What callers have put, in the order of the versions of each; it is answered once. */
    List<ParameterStore.Version> versions() {
        var versions = new ArrayList<ParameterStore.Version>();
        keep.found().all().forEach((thing, json) -> {
            if (thing.size() > 1) {
                versions.add(new ParameterStore.Version(
                        thing.get(0),
                        json.get("Type").asText(),
                        keep.unseal(json.get("Sealed").asText()),
                        Long.parseLong(thing.get(1)),
                        Instant.parse(json.get("Modified").asText())));
            }
        });
        keep.taken();
        return versions;
    }

    /** @param dropped the number of the version that is no longer held, which may be none */
    void put(ParameterStore.Version version, long dropped) {
        keep.write(() -> List.of(
                new Journal.Change(
                        List.of(version.name(), place(version.number())),
                        Json.MAPPER
                                .createObjectNode()
                                .put("Type", version.type())
                                .put("Sealed", keep.seal(version.value()))
                                .put("Modified", version.modified().toString())),
                new Journal.Change(List.of(version.name(), place(dropped)), null)));
    }

    /** @param initial whether it is there at the start */
    void delete(String name, boolean initial) {
        keep.write(() -> {
            var changes = new ArrayList<Journal.Change>();
            changes.add(new Journal.Change(List.of(name), null));
            if (initial) {
                changes.add(new Journal.Change(List.of(name), BooleanNode.TRUE));
            }
            return changes;
        });
    }

    void clear() {
        keep.remove();
    }

    /** In order of number, whatever the number of digits. */
    private static String place(long number) {
        return "%019d".formatted(Math.max(0, number));
    }
}
