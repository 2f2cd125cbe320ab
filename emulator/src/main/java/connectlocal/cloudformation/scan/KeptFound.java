package connectlocal.cloudformation.scan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.http.Json;
import connectlocal.provider.ResourceProvider;
import connectlocal.state.Keep;
import java.util.Map;
import java.util.Optional;

/** How a resource that a scan has come upon is written down, its model sealed, and read again. */
final class KeptFound {
    private KeptFound() {}

    static ObjectNode json(Found found, Keep keep) {
        return Json.MAPPER
                .createObjectNode()
                .put("Type", found.type().name())
                .put("Identifier", found.identifier())
                .put("Sealed", keep.seal(found.model().toString()));
    }

    static ArrayNode json(Iterable<Found> all, Keep keep) {
        ArrayNode list = Json.MAPPER.createArrayNode();
        all.forEach(found -> list.add(json(found, keep)));
        return list;
    }

    /** Empty when its type is not served any more. */
    static Optional<Found> read(JsonNode json, Keep keep, Map<String, ResourceProvider> providers) {
        return Optional.ofNullable(providers.get(json.get("Type").asText())).map(provider -> {
            try {
                return new Found(provider.type(), json.get("Identifier").asText(), (ObjectNode)
                        Json.MAPPER.readTree(keep.unseal(json.get("Sealed").asText())));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("what was sealed was JSON", e);
            }
        });
    }
}
