package connectlocal.cloudformation.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** How a stack's resource is written down and read again. */
final class ResourceForm {
    private final Types types;

    ResourceForm(Types types) {
        this.types = types;
    }

    static Piece piece(StackResource resource) {
        Piece piece = Piece.empty();
        piece.open().put("Status", resource.status).put("Reason", resource.reason);
        piece.open().put("Time", Piece.text(resource.time));
        ObjectNode secret = piece.secret();
        set(secret, "Now", resource.now);
        set(secret, "Before", resource.before);
        set(secret, "Actual", resource.actual);
        secret.put("Gone", resource.gone).put("DeletedFirst", resource.deletedFirst);
        secret.put("Adopted", resource.adopted).put("Touched", resource.touched);
        secret.put("Uncertain", resource.uncertain);
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
        for (String name : List.of("Now", "Before", "Actual")) {
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
        resource.now = deployed(secret.path("Now"));
        boolean same = secret.path("Before").equals(secret.path("Now"));
        resource.before = same ? resource.now : deployed(secret.path("Before"));
        resource.actual = deployed(secret.path("Actual"));
        resource.gone = secret.get("Gone").asBoolean();
        resource.deletedFirst = secret.get("DeletedFirst").asBoolean();
        resource.adopted = secret.get("Adopted").asBoolean();
        resource.touched = secret.get("Touched").asBoolean();
        resource.uncertain = secret.get("Uncertain").asBoolean();
        secret.get("Leftovers").forEach(left -> resource.leftovers.add(deployed(left)));
        resource.drift = (ObjectNode) secret.get("Drift");
        return resource;
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

    private Deployed deployed(JsonNode json) {
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
                Piece.map(json.path("StackTags")),
                new LinkedHashSet<>(Piece.texts(json.get("Needs"))));
    }

    private static ObjectNode object(JsonNode json) {
        return json instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
    }
}
