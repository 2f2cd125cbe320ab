package connectlocal.cloudformation.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.provider.ResourceType;
import java.util.Map;
import java.util.Set;

/** A resource as a change set shows it whole: a JSON text, secrets masked. */
final class ChangeContext {
    private final Secrets secrets;

    /** @param target what the stack is to be like */
    ChangeContext(Stack stack, Deployment target) {
        this.secrets = Secrets.of(stack).and(target);
    }

    String of(Deployed resource) {
        return of(resource.properties(), resource.metadata(), resource.type());
    }

    String of(ObjectNode properties, JsonNode metadata, ResourceType type) {
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        var masked = new Deployed(type, null, properties, properties, null, null, metadata, Map.of(), Set.of());
        shown.set("Properties", secrets.shown(masked));
        if (!metadata.isMissingNode()) {
            shown.set("Metadata", metadata);
        }
        return shown.toString();
    }

    /** One value of a property. */
    String shown(ResourceType type, String name, JsonNode value) {
        boolean secret = type.writeOnly().stream().anyMatch(p -> p.name().equals(name))
                && !value.asText().contains("{{");
        JsonNode seen = secrets.masked(value.deepCopy());
        return secret ? "****" : seen.isTextual() ? seen.asText() : seen.toString();
    }
}
