package connectlocal.cloudformation.scan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.http.Json;
import connectlocal.provider.ResourceProvider;
import connectlocal.state.Keep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How generated templates are written down, and read again. */
final class KeptTemplates {
    private final Keep keep;
    private final Map<String, ResourceProvider> providers;

    KeptTemplates(Keep keep, Map<String, ResourceProvider> providers) {
        this.keep = keep.at("templates");
        this.providers = providers;
    }

    /** What was written down before, oldest first; answered once. */
    List<Generated> templates() {
        var templates = new ArrayList<Generated>();
        keep.found().all().forEach((thing, json) -> templates.add(read(thing.get(0), json)));
        keep.taken();
        templates.sort(Comparator.comparing(Generated::time));
        return templates;
    }

    void put(Generated template) {
        keep.put(() -> json(template), template.name());
    }

    void remove(Generated template) {
        keep.remove(template.name());
    }

    void clear() {
        keep.remove();
    }

    private JsonNode json(Generated template) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("Id", template.id()).put("Time", template.time().toString());
        json.put("Deletion", template.deletion()).put("Replacement", template.replacement());
        ArrayNode resources = json.putArray("Resources");
        template.resources()
                .forEach(
                        (id, found) -> resources.add(KeptFound.json(found, keep).put("LogicalId", id)));
        return json;
    }

    private Generated read(String name, JsonNode json) {
        var resources = new LinkedHashMap<String, Found>();
        json.get("Resources").forEach(one -> KeptFound.read(one, keep, providers)
                .ifPresent(found -> resources.put(one.get("LogicalId").asText(), found)));
        return new Generated(
                json.get("Id").asText(),
                name,
                Instant.parse(json.get("Time").asText()),
                resources,
                json.get("Deletion").asText(),
                json.get("Replacement").asText());
    }
}
