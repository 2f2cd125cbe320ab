package connectlocal.cloudformation.scan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.http.Json;
import connectlocal.provider.ResourceProvider;
import connectlocal.state.Journal;
import connectlocal.state.Keep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** How scans are written down, when they begin and when they are over, and read again. */
final class KeptScans {
    private final Keep keep;
    private final Map<String, ResourceProvider> providers;
    private Scan underWay;

    KeptScans(Keep keep, Map<String, ResourceProvider> providers) {
        this.keep = keep.at("scans");
        this.providers = providers;
    }

    /** What was written down before, in the order in which it began; answered once. */
    List<Scan> scans() {
        var scans = new ArrayList<Scan>();
        keep.found().all().forEach((thing, json) -> scans.add(scan(thing.get(0), json)));
        keep.taken();
        scans.sort(Comparator.comparing(Scan::start));
        return scans;
    }

    /** A scan begins; in the same record those that are no longer known go. */
    synchronized void begin(Scan scan, List<String> dropped) {
        keep.write(() -> {
            var changes = new ArrayList<Journal.Change>();
            changes.add(new Journal.Change(List.of(scan.id), json(scan)));
            dropped.forEach(id -> changes.add(new Journal.Change(List.of(id), null)));
            return changes;
        });
        underWay = scan;
    }

    /** It is over; nothing is written of one that has been cleared meanwhile. */
    synchronized void end(Scan scan) {
        if (underWay == scan) {
            keep.put(() -> json(scan), scan.id);
        }
    }

    synchronized void clear() {
        keep.remove();
        underWay = null;
    }

    private JsonNode json(Scan scan) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("Token", scan.token.orElse(null));
        json.put("Start", scan.start().toString());
        json.put("End", scan.end() == null ? null : scan.end().toString());
        json.put("Reason", scan.reason());
        json.set("Types", Json.MAPPER.valueToTree(scan.typeNames()));
        json.set("Found", KeptFound.json(scan.found(), keep));
        return json;
    }

    private Scan scan(String id, JsonNode json) {
        var wanted = new ArrayList<ResourceProvider>();
        json.get("Types").forEach(type -> wanted.add(providers.get(type.asText())));
        wanted.removeIf(Objects::isNull);
        var found = new ArrayList<Found>();
        json.get("Found").forEach(one -> KeptFound.read(one, keep, providers).ifPresent(found::add));
        String end = json.path("End").asText(null);
        var scan = new Scan(
                id,
                Optional.ofNullable(json.path("Token").asText(null)),
                wanted,
                Instant.parse(json.get("Start").asText()));
        return scan.restored(
                end == null ? null : Instant.parse(end), json.path("Reason").asText(null), found);
    }
}
