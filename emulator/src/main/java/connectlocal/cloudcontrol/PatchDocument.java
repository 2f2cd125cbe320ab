package connectlocal.cloudcontrol;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.flipkart.zjsonpatch.CompatibilityFlags;
import com.flipkart.zjsonpatch.JsonPatch;
import com.flipkart.zjsonpatch.JsonPatchApplicationException;
import connectlocal.http.AwsError;
import connectlocal.http.Json;
import connectlocal.provider.PropertyPath;
import java.util.EnumSet;
import java.util.List;

/**
 * A JSON Patch, applied operation by operation so that a refusal can say which one is at fault. It quotes the operation
 * without its value, which may be a secret.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6902">RFC 6902</a>
 */
final class PatchDocument {
    private static final EnumSet<CompatibilityFlags> STRICT =
            EnumSet.of(CompatibilityFlags.FORBID_REMOVE_MISSING_OBJECT);

    private final ArrayNode operations;

    private PatchDocument(ArrayNode operations) {
        this.operations = operations;
    }

    /** @throws AwsError InvalidRequestException when it is not a JSON array of objects */
    static PatchDocument parse(String text) {
        JsonNode document;
        try {
            document = Json.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            throw Errors.invalidRequest("PatchDocument is not JSON"
                    + (at == null ? "" : " at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr())));
        }
        if (!(document instanceof ArrayNode operations)) {
            throw Errors.invalidRequest("PatchDocument must be a JSON array of operations (RFC 6902)");
        }
        return new PatchDocument(operations);
    }

    /**
     * The model after all operations; the one given stays as it is.
     *
     * @param writeOnly properties that a model never shows: replacing one is adding it, and removing one changes
     *     nothing
     * @throws AwsError InvalidRequestException which quotes the operation at fault
     */
    ObjectNode apply(ObjectNode model, List<PropertyPath> writeOnly) {
        JsonNode patched = model;
        for (int i = 0; i < operations.size(); i++) {
            patched = apply(i, operations.get(i), patched, writeOnly);
        }
        if (patched instanceof ObjectNode object) {
            return object;
        }
        throw Errors.invalidRequest("PatchDocument must leave a JSON object, but it leaves something else");
    }

    private static JsonNode apply(int index, JsonNode operation, JsonNode model, List<PropertyPath> writeOnly) {
        if (!operation.path("op").isTextual() || !operation.path("path").isTextual()) {
            throw fault(index, operation, "it must be an object with the texts op and path");
        }
        JsonNode meant = operation;
        JsonPointer path = pointer(index, operation);
        boolean unseen = model.at(path).isMissingNode() && writeOnly.stream().anyMatch(p -> p.covers(path));
        if (unseen && operation.get("op").asText().equals("remove")) {
            return model;
        }
        if (unseen && operation.get("op").asText().equals("replace")) {
            meant = ((ObjectNode) operation).deepCopy().put("op", "add");
        }
        try {
            return JsonPatch.apply(JsonNodeFactory.instance.arrayNode().add(meant), model, STRICT);
        } catch (JsonPatchApplicationException e) {
            throw fault(index, operation, reason(e));
        } catch (RuntimeException e) {
            throw fault(index, operation, "it cannot be applied");
        }
    }

    private static JsonPointer pointer(int index, JsonNode operation) {
        try {
            return JsonPointer.compile(operation.get("path").asText());
        } catch (IllegalArgumentException e) {
            throw fault(index, operation, "its path must be empty or begin with /");
        }
    }

    /** The library's words, except for a failed test, where they quote both values. */
    private static String reason(JsonPatchApplicationException e) {
        String said = String.valueOf(e.getMessage());
        if (said.contains("value differs") || said.contains("Expected")) {
            return "[TEST Operation] the value is not the one expected";
        }
        return e.toString();
    }

    private static AwsError fault(int index, JsonNode operation, String reason) {
        ObjectNode quoted = JsonNodeFactory.instance.objectNode();
        for (String member : List.of("op", "from", "path")) {
            if (operation.path(member).isTextual()) {
                quoted.set(member, operation.get(member));
            }
        }
        return Errors.invalidRequest("Invalid patch document: operation " + index + " " + quoted + ": " + reason);
    }
}
