package connectlocal.cloudformation.template.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * One place in a resource type's schema with its references followed: which JSON types it allows and what is inside.
 * Alternatives are taken together, since none of them can be chosen before values are known.
 */
public final class Shape {
    private static final int MOST_REFERENCES = 50;
    private static final List<String> ALTERNATIVES = List.of("allOf", "anyOf", "oneOf");

    private final JsonNode root;
    private final List<JsonNode> parts = new ArrayList<>();

    private Shape(JsonNode root, Iterable<JsonNode> places) {
        this.root = root;
        places.forEach(place -> add(place, 0));
    }

    /** The place where a resource's properties stand. */
    public static Shape of(JsonNode schema) {
        return new Shape(schema, List.of(schema));
    }

    private void add(JsonNode place, int depth) {
        boolean known = parts.stream().anyMatch(part -> part == place);
        if (!place.isObject() || known || depth > MOST_REFERENCES) {
            return;
        }
        parts.add(place);
        if (place.path("$ref").isTextual()) {
            String reference = place.path("$ref").textValue();
            add(reference.startsWith("#/") ? root.at(reference.substring(1)) : MissingNode.getInstance(), depth + 1);
        }
        for (String keyword : ALTERNATIVES) {
            place.path(keyword).forEach(each -> add(each, depth + 1));
        }
    }

    /** The types allowed; empty if the schema does not say. */
    public Set<String> types() {
        Set<String> types = new LinkedHashSet<>();
        for (JsonNode part : parts) {
            if (part.path("type").isTextual()) {
                types.add(part.path("type").textValue());
            }
            part.path("type").forEach(type -> types.add(type.asText()));
        }
        return types;
    }

    /** A member of an object; empty if the schema does not name it. */
    public List<Shape> member(String name) {
        List<JsonNode> places = new ArrayList<>();
        for (JsonNode part : parts) {
            if (part.path("properties").has(name)) {
                places.add(part.path("properties").get(name));
            }
            for (Map.Entry<String, JsonNode> pattern :
                    part.path("patternProperties").properties()) {
                if (finds(pattern.getKey(), name)) {
                    places.add(pattern.getValue());
                }
            }
        }
        if (places.isEmpty()) {
            parts.stream()
                    .map(part -> part.path("additionalProperties"))
                    .filter(JsonNode::isObject)
                    .forEach(places::add);
        }
        return places.isEmpty() ? List.of() : List.of(new Shape(root, places));
    }

    private static boolean finds(String pattern, String name) {
        try {
            return Pattern.compile(pattern).matcher(name).find();
        } catch (PatternSyntaxException | StackOverflowError e) {
            return true;
        }
    }

    /** The items of an array. */
    public Shape items() {
        return new Shape(root, parts.stream().map(part -> part.path("items")).toList());
    }

    /** Whether members that the schema does not name are refused. */
    public boolean closed() {
        return parts.stream()
                .anyMatch(part -> part.path("additionalProperties").isBoolean()
                        && !part.path("additionalProperties").booleanValue());
    }

    /** Members that must be there whichever alternative is meant. */
    public List<String> required() {
        List<String> names = new ArrayList<>();
        collectRequired(parts.isEmpty() ? MissingNode.getInstance() : parts.get(0), names, 0);
        return names;
    }

    private void collectRequired(JsonNode place, List<String> names, int depth) {
        if (depth > MOST_REFERENCES) {
            return;
        }
        place.path("required").forEach(name -> names.add(name.asText()));
        if (place.path("$ref").asText("").startsWith("#/")) {
            collectRequired(root.at(place.path("$ref").textValue().substring(1)), names, depth + 1);
        }
        place.path("allOf").forEach(each -> collectRequired(each, names, depth + 1));
    }
}
