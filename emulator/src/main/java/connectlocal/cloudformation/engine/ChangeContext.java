package connectlocal.cloudformation.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.http.Json;
import connectlocal.provider.ResourceType;
import java.util.Set;

/** A resource as a change set shows it whole: a JSON text, secrets masked. */
final class ChangeContext {
    private final Deployment last;
    private final Deployment target;

    /** @param last null for a new stack */
    ChangeContext(Deployment last, Deployment target) {
        this.last = last;
        this.target = target;
    }

    String of(Deployed resource) {
        return of(resource.properties(), resource.metadata(), resource.type());
    }

    String of(ObjectNode properties, JsonNode metadata, ResourceType type) {
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        var masked = new Deployed(type, null, properties, properties, null, null, metadata, Set.of());
        try {
            JsonNode whole = Json.MAPPER.readTree(Journal.shown(target, masked));
            shown.set("Properties", Journal.masked(whole, last));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was JSON is none any more", e);
        }
        if (!metadata.isMissingNode()) {
            shown.set("Metadata", metadata);
        }
        return shown.toString();
    }

    /** One value of a property. */
    String shown(ResourceType type, String name, JsonNode value) {
        boolean secret = type.writeOnly().stream().anyMatch(p -> p.name().equals(name))
                && !value.asText().contains("{{");
        JsonNode seen = Journal.masked(Journal.masked(value.deepCopy(), target), last);
        return secret ? "****" : seen.isTextual() ? seen.asText() : seen.toString();
    }
}
