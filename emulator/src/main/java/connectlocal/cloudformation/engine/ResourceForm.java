package connectlocal.cloudformation.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** How a stack's resource is written down and read again. */
final class ResourceForm {
    private final Types types;
    private final Map<String, String> tags;
    private final Map<String, String> stableTags;

    /**
     * @param tags of the stack, which resources have where an older emulator did not write down those of each
     * @param stableTags the same of what they were at rest
     */
    ResourceForm(Types types, Map<String, String> tags, Map<String, String> stableTags) {
        this.types = types;
        this.tags = tags;
        this.stableTags = stableTags;
    }

    static Piece piece(StackResource resource) {
        Piece piece = Piece.empty();
        piece.open().put("Status", resource.status).put("Reason", resource.reason);
        piece.open().put("Time", Piece.text(resource.time));
        ObjectNode secret = piece.secret();
        set(secret, "Now", resource.now);
        set(secret, "Before", resource.before);
        set(secret, "Actual", resource.actual);
        set(secret, "Altered", resource.altered);
        secret.put("Gone", resource.gone).put("DeletedFirst", resource.deletedFirst);
        secret.put("Touched", resource.touched);
        if (resource.adopted != null) {
            secret.put("Adopted", resource.adopted);
        }
        secret.put("Uncertain", resource.uncertain).put("Removed", resource.removed);
        ArrayNode leftovers = secret.putArray("Leftovers");
        resource.leftovers.forEach(left -> leftovers.add(json(left)));
        if (resource.drift != null) {
            secret.set("Drift", resource.drift);
        }
        return piece;
    }

    /** Whether all types that it has, or had, are served here. */
    boolean isServed(Piece piece) {
        var all = new ArrayList<JsonNode>();
        for (String name : List.of("Now", "Before", "Actual", "Altered")) {
            all.add(piece.secret().path(name));
        }
        piece.secret().path("Leftovers").forEach(all::add);
        return all.stream()
                .filter(JsonNode::isObject)
                .allMatch(one -> types.find(one.get("Type").asText()).isPresent());
    }

    /** @throws IllegalArgumentException when its type is not served here */
    StackResource read(String logicalId, Piece piece) {
        var resource = new StackResource(logicalId);
        resource.status = Piece.text(piece.open(), "Status");
        resource.reason = Piece.text(piece.open(), "Reason");
        resource.time = Piece.time(piece.open(), "Time");
        JsonNode secret = piece.secret();
        resource.touched = secret.get("Touched").asBoolean();
        resource.now = deployed(secret.path("Now"), resource.touched ? tags : stableTags);
        Deployed before = deployed(secret.path("Before"), stableTags);
        resource.before = Objects.equals(before, resource.now) ? resource.now : before;
        resource.actual = deployed(secret.path("Actual"), stableTags);
        resource.altered = deployed(secret.path("Altered"), tags);
        resource.gone = secret.get("Gone").asBoolean();
        resource.deletedFirst = secret.get("DeletedFirst").asBoolean();
        resource.uncertain = secret.get("Uncertain").asBoolean();
        secret.get("Leftovers").forEach(left -> resource.leftovers.add(deployed(left, tags)));
        resource.adopted = adopted(secret.path("Adopted"), resource);
        resource.removed = removed(secret.path("Removed"), resource);
        resource.drift = (ObjectNode) secret.get("Drift");
        return resource;
    }

    /** Older emulators said no more than that there is something: what the first attempt began with. */
    private static String adopted(JsonNode said, StackResource resource) {
        if (!said.isBoolean()) {
            return said.isTextual() ? said.asText() : null;
        }
        Deployed first = resource.leftovers.isEmpty() ? resource.now : resource.leftovers.get(0);
        return said.asBoolean() ? (resource.before == null ? first : resource.before).physicalId() : null;
    }

    /** Older emulators had the status of one copy alone, and kept them all. */
    private static boolean removed(JsonNode said, StackResource resource) {
        if (said.isBoolean()) {
            return said.asBoolean();
        }
        boolean over = "DELETE_COMPLETE".equals(resource.status) || "DELETE_SKIPPED".equals(resource.status);
        return over && resource.now != null && resource.leftovers.isEmpty() && !resource.isReplaced();
    }

    private static void set(ObjectNode secret, String name, Deployed deployed) {
        if (deployed != null) {
            secret.set(name, json(deployed));
        }
    }

    private static ObjectNode json(Deployed deployed) {
        ObjectNode json = Piece.object();
        json.put("Type", deployed.type().name()).put("PhysicalId", deployed.physicalId());
        json.set("Properties", deployed.properties());
        json.set("Attributes", deployed.attributes());
        json.put("DeletionPolicy", deployed.deletionPolicy());
        json.put("UpdateReplacePolicy", deployed.updateReplacePolicy());
        if (!deployed.metadata().isMissingNode()) {
            json.set("Metadata", deployed.metadata());
        }
        json.set("StackTags", Piece.tree(deployed.stackTags()));
        json.set("Needs", Piece.tree(deployed.needs()));
        return json;
    }

    private Deployed deployed(JsonNode json, Map<String, String> otherwise) {
        if (json.isMissingNode()) {
            return null;
        }
        String type = json.get("Type").asText();
        return new Deployed(
                types.find(type)
                        .orElseThrow(() -> new IllegalArgumentException("it has resources of the type " + type
                                + ", which is not served here; start with its --provider and --schema"))
                        .type(),
                Piece.text(json, "PhysicalId"),
                object(json.get("Properties")),
                object(json.get("Attributes")),
                Piece.text(json, "DeletionPolicy"),
                Piece.text(json, "UpdateReplacePolicy"),
                json.has("Metadata") ? json.get("Metadata") : MissingNode.getInstance(),
                json.has("StackTags") ? Piece.map(json.get("StackTags")) : otherwise,
                new LinkedHashSet<>(Piece.texts(json.get("Needs"))));
    }

    private static ObjectNode object(JsonNode json) {
        return json instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
    }
}
