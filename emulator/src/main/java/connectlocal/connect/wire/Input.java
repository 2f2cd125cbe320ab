package connectlocal.connect.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The input of one operation: every member that was given, from path, query and body alike, with the types and within
 * the constraints of the API model. It may hold a password, so it has no readable form.
 */
public final class Input {
    private final ObjectNode values;

    Input(ObjectNode values) {
        this.values = values;
    }

    /** Whether a member was given. */
    public boolean has(String member) {
        return values.has(member);
    }

    /** A string member, null when it was not given. */
    public String text(String member) {
        return values.path(member).asText(null);
    }

    /** An integer member, null when it was not given. */
    public Integer number(String member) {
        return values.has(member) ? values.get(member).intValue() : null;
    }

    /** A list of strings, null when it was not given. */
    public List<String> texts(String member) {
        return listOf(member, String.class);
    }

    /** A list of structures as records, null when it was not given. */
    public <T> List<T> listOf(String member, Class<T> type) {
        if (!values.has(member)) {
            return null;
        }
        List<T> items = new ArrayList<>();
        values.get(member).forEach(item -> items.add(read(item, type)));
        return List.copyOf(items);
    }

    /** Any member as JSON, null when it was not given. */
    public JsonNode json(String member) {
        return values.has(member) ? values.get(member).deepCopy() : null;
    }

    /** A map of strings, null when it was not given. */
    public Map<String, String> map(String member) {
        if (!values.has(member)) {
            return null;
        }
        Map<String, String> map = new LinkedHashMap<>();
        values.get(member)
                .properties()
                .forEach(entry -> map.put(entry.getKey(), entry.getValue().asText()));
        return map;
    }

    /** A structure as a record, null when it was not given. */
    public <T> T structure(String member, Class<T> type) {
        return values.has(member) ? read(values.get(member), type) : null;
    }

    /** Those of all members that a record has components for. */
    public <T> T all(Class<T> type) {
        return read(values, type);
    }

    private static <T> T read(JsonNode json, Class<T> type) {
        try {
            return Json.MAPPER.treeToValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(type.getSimpleName() + " does not fit the API model", e);
        }
    }
}
