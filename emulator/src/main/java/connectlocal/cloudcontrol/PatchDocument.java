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
import connectlocal.provider.ByValue;
import connectlocal.provider.PropertyPath;
import java.util.EnumSet;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A JSON Patch, applied operation by operation so that a refusal can say which one is at fault. It quotes the operation
 * without its value, which may be a secret.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6902">RFC 6902</a>
 */
final class PatchDocument {
    private static final EnumSet<CompatibilityFlags> STRICT =
            EnumSet.of(CompatibilityFlags.FORBID_REMOVE_MISSING_OBJECT);

    private static final Pattern BROKEN_ESCAPE = Pattern.compile("~(?![01])");

    /** As many characters as a model may have that a client sends. */
    private static final int MODEL_LIMIT = 262_144;

    private final ArrayNode operations;

    private PatchDocument(ArrayNode operations) {
        this.operations = operations;
    }

    /** @throws AwsError ValidationException when it is not a JSON array of objects */
    static PatchDocument parse(String text) {
        JsonNode document;
        try {
            document = Json.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            throw Errors.validation("PatchDocument is not JSON"
                    + (at == null ? "" : " at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr())));
        }
        if (!(document instanceof ArrayNode operations)) {
            throw Errors.validation("PatchDocument must be a JSON array of operations (RFC 6902)");
        }
        return new PatchDocument(operations);
    }

    /**
     * The model after all operations; the one given stays as it is.
     *
     * @param writeOnly properties that a model never shows, so that they can only be added
     * @throws AwsError ValidationException which quotes the operation at fault
     */
    ObjectNode apply(ObjectNode model, List<PropertyPath> writeOnly) {
        JsonNode patched = model;
        for (int i = 0; i < operations.size(); i++) {
            patched = apply(i, operations.get(i), patched, writeOnly);
        }
        if (patched instanceof ObjectNode object) {
            requireRoom(object);
            return object;
        }
        throw Errors.validation("PatchDocument must leave a JSON object, but it leaves something else");
    }

    private static JsonNode apply(int index, JsonNode operation, JsonNode model, List<PropertyPath> writeOnly) {
        if (!operation.path("op").isTextual() || !operation.path("path").isTextual()) {
            throw fault(index, operation, "it must be an object with the texts op and path");
        }
        String name = operation.get("op").asText();
        JsonPointer path = pointer(index, operation, "path");
        boolean absent = model.at(path).isMissingNode();
        switch (name) {
            case "remove", "replace" -> {
                List<PropertyPath> hidden =
                        writeOnly.stream().filter(p -> p.covers(path)).toList();
                if (absent && !hidden.isEmpty()) {
                    throw fault(
                            index,
                            operation,
                            "writeOnlyProperties " + hidden + " can only be updated using 'add' operation");
                }
                requirePresent(index, operation, model, path);
            }
            case "test" -> {
                requirePresent(index, operation, model, path);
                return tested(index, operation, model, path);
            }
            case "move", "copy" -> {
                if (!operation.path("from").isTextual()) {
                    throw fault(index, operation, "it must have the text from");
                }
                requirePresent(index, operation, model, pointer(index, operation, "from"));
            }
            case "add" -> {}
            default -> throw fault(index, operation, "its op must be one of add, remove, replace, move, copy, test");
        }
        JsonNode patched = applied(index, operation, model);
        if (name.equals("copy")) {
            // What is added is no longer than the document, but copies may double the model each time.
            requireRoom(patched);
        }
        return patched;
    }

    private static void requirePresent(int index, JsonNode operation, JsonNode model, JsonPointer path) {
        if (model.at(path).isMissingNode()) {
            throw fault(index, operation, "there is nothing at " + path);
        }
    }

    /** Numbers are compared by value, as the RFC says: 3 and 3.0 are equal, and so are lists of them. */
    private static JsonNode tested(int index, JsonNode operation, JsonNode model, JsonPointer path) {
        if (!operation.has("value")) {
            throw fault(index, operation, "it must have a value");
        }
        if (!model.at(path).equals(ByValue.SAME, operation.get("value"))) {
            throw fault(index, operation, "the value is not the one expected");
        }
        return model;
    }

    private static void requireRoom(JsonNode model) {
        int length = model.toString().length();
        if (length > MODEL_LIMIT) {
            throw Errors.validation("Invalid patch document: the model would have " + length
                    + " characters, and at most " + MODEL_LIMIT + " are possible");
        }
    }

    private static JsonNode applied(int index, JsonNode operation, JsonNode model) {
        ObjectNode meant = operation.deepCopy();
        for (String member : List.of("path", "from")) {
            if (meant.path(member).isTextual()) {
                meant.put(member, escapedAgain(meant.get(member).asText()));
            }
        }
        try {
            return JsonPatch.apply(JsonNodeFactory.instance.arrayNode().add(meant), model, STRICT);
        } catch (JsonPatchApplicationException e) {
            throw fault(index, operation, e.toString());
        } catch (RuntimeException e) {
            throw fault(index, operation, "it cannot be applied");
        }
    }

    /** The library takes the escapes of a pointer away twice. */
    private static String escapedAgain(String pointer) {
        return pointer.replace("~", "~0");
    }

    private static JsonPointer pointer(int index, JsonNode operation, String member) {
        String text = operation.get(member).asText();
        if (BROKEN_ESCAPE.matcher(text).find()) {
            throw fault(index, operation, "~ in its " + member + " must be ~0, which stands for ~, or ~1, for /");
        }
        try {
            return JsonPointer.compile(text);
        } catch (IllegalArgumentException e) {
            throw fault(index, operation, "its " + member + " must be empty or begin with /");
        }
    }

    private static AwsError fault(int index, JsonNode operation, String reason) {
        ObjectNode quoted = JsonNodeFactory.instance.objectNode();
        for (String member : List.of("op", "from", "path")) {
            if (operation.path(member).isTextual()) {
                quoted.set(member, operation.get(member));
            }
        }
        return Errors.validation("Invalid patch document: operation " + index + " " + quoted + ": " + reason);
    }
}
