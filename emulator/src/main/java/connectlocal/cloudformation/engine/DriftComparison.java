package connectlocal.cloudformation.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.provider.ByValue;
import connectlocal.provider.ResourceType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What differs between the properties that a template sets and those that the resource has. Lists are compared as sets:
 * services give them back in an order of their own.
 */
final class DriftComparison {
    private final ArrayNode differences = JsonNodeFactory.instance.arrayNode();

    private DriftComparison() {}

    /** What is set and can be seen, without what is only written and what dynamic references keep secret. */
    static ObjectNode comparable(ResourceType type, ObjectNode properties) {
        ObjectNode set = type.shown(properties);
        set.properties().removeIf(entry -> entry.getValue().toString().contains("{{resolve:"));
        return set;
    }

    static ObjectNode comparable(Deployed resource) {
        return comparable(resource.type(), resource.properties());
    }

    /** The actual values of what the template sets; tags of the stack are not the template's. */
    static ObjectNode actual(Deployed resource, ObjectNode model, Map<String, String> stackTags) {
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        comparable(resource).properties().forEach(entry -> {
            if (model.has(entry.getKey())) {
                shown.set(entry.getKey(), actual(resource.type(), entry.getKey(), entry.getValue(), model, stackTags));
            }
        });
        return shown;
    }

    /** The actual value of one property that is set to this. */
    static JsonNode actual(
            ResourceType type, String name, JsonNode set, ObjectNode model, Map<String, String> stackTags) {
        JsonNode found = model.path(name);
        return name.equals(type.tagProperty()) ? ownTags(found, set, stackTags) : found;
    }

    /** Whether what was found is not what is expected. */
    static boolean differ(JsonNode expected, JsonNode actual) {
        var comparison = new DriftComparison();
        comparison.compare("", expected, actual);
        return !comparison.differences.isEmpty();
    }

    static ArrayNode differences(Deployed resource, ObjectNode model, Map<String, String> stackTags) {
        var comparison = new DriftComparison();
        comparison.compare("", comparable(resource), actual(resource, model, stackTags));
        return comparison.differences;
    }

    private void compare(String path, JsonNode expected, JsonNode actual) {
        if (expected.equals(ByValue.SAME, actual)) {
            return;
        }
        if (actual.isMissingNode() || actual.isNull()) {
            // Either clears: a handler shows nothing where nothing is.
            boolean empty = expected.isContainerNode()
                    ? expected.isEmpty()
                    : expected.asText().isEmpty();
            if (!empty) {
                add(path, expected, null, "REMOVE");
            }
        } else if (expected.isObject() && actual.isObject()) {
            expected.properties().forEach(e -> compare(path + "/" + e.getKey(), e.getValue(), actual.path(e.getKey())));
        } else if (expected.isArray() && actual.isArray()) {
            compareLists(path, expected, actual);
        } else if (!expected.asText().equals(actual.asText()) || expected.isContainerNode()) {
            add(path, expected, actual, "NOT_EQUAL");
        }
    }

    private void compareLists(String path, JsonNode expected, JsonNode actual) {
        List<Integer> missing = indexes(expected);
        List<Integer> extra = indexes(actual);
        for (Integer e : List.copyOf(missing)) {
            extra.stream()
                    .filter(a -> covers(expected.get(e), actual.get(a)))
                    .findFirst()
                    .ifPresent(a -> {
                        missing.remove(e);
                        extra.remove(a);
                    });
        }
        for (Integer e : List.copyOf(missing)) {
            extra.stream()
                    .filter(a -> likeness(expected.get(e), actual.get(a)) > 0)
                    .max(java.util.Comparator.comparingInt(a -> likeness(expected.get(e), actual.get(a))))
                    .ifPresent(a -> {
                        compare(path + "/" + e, expected.get(e), actual.get(a));
                        missing.remove(e);
                        extra.remove(a);
                    });
        }
        missing.forEach(e -> add(path + "/" + e, expected.get(e), null, "REMOVE"));
        extra.forEach(a -> add(path + "/" + a, null, actual.get(a), "ADD"));
    }

    /** Whether an element has everything that is expected of it. */
    private static boolean covers(JsonNode expected, JsonNode actual) {
        if (expected.isObject() && actual.isObject()) {
            return expected.properties().stream().allMatch(e -> covers(e.getValue(), actual.path(e.getKey())));
        }
        return expected.equals(ByValue.SAME, actual);
    }

    private static int likeness(JsonNode a, JsonNode b) {
        if (!a.isObject() || !b.isObject()) {
            return 0;
        }
        return (int) a.properties().stream()
                .filter(e -> e.getValue().equals(ByValue.SAME, b.path(e.getKey())))
                .count();
    }

    private static List<Integer> indexes(JsonNode list) {
        var indexes = new ArrayList<Integer>();
        for (int i = 0; i < list.size(); i++) {
            indexes.add(i);
        }
        return indexes;
    }

    private static JsonNode ownTags(JsonNode tags, JsonNode set, Map<String, String> stackTags) {
        if (!tags.isArray()) {
            return tags;
        }
        ArrayNode own = JsonNodeFactory.instance.arrayNode();
        tags.forEach(tag -> {
            String key = tag.path("Key").asText();
            boolean named = false;
            for (JsonNode expected : set) {
                named |= expected.path("Key").asText().equals(key);
            }
            boolean foreign = key.startsWith("aws:")
                    || !named && tag.path("Value").asText().equals(stackTags.get(key));
            if (!foreign) {
                own.add(tag);
            }
        });
        return own;
    }

    private void add(String path, JsonNode expected, JsonNode actual, String kind) {
        differences
                .addObject()
                .put("PropertyPath", path)
                .put("ExpectedValue", text(expected))
                .put("ActualValue", text(actual))
                .put("DifferenceType", kind);
    }

    private static String text(JsonNode value) {
        if (value == null) {
            return "null";
        }
        if (value.isNumber() && ByValue.isExact(value)) {
            BigDecimal number = value.decimalValue().stripTrailingZeros();
            return number.toPlainString();
        }
        return value.isContainerNode() ? value.toString() : value.asText();
    }
}
