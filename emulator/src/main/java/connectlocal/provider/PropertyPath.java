package connectlocal.provider;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A property as schemas name it, e.g. {@code /properties/IdentityInfo/Email} or {@code /properties/Rules/*&#47;Secret},
 * where {@code *} stands for every member of an array or object.
 */
public final class PropertyPath {
    private static final String PREFIX = "/properties/";
    private static final String EACH = "*";

    private final String text;
    private final List<String> steps;

    private PropertyPath(String text, List<String> steps) {
        this.text = text;
        this.steps = steps;
    }

    /**
     * Reads a path as it stands in a schema.
     *
     * @throws IllegalArgumentException when it does not begin with {@code /properties/}
     */
    public static PropertyPath of(String text) {
        if (!text.startsWith(PREFIX)) {
            throw new IllegalArgumentException("\"" + text + "\" must begin with " + PREFIX);
        }
        // Nested paths may repeat the word: /properties/Address/properties/City is
        // /properties/Address/City.
        String[] raw =
                text.substring(PREFIX.length()).replace("/properties/", "/").split("/");
        return new PropertyPath(
                text, List.of(raw).stream().map(PropertyPath::unescaped).toList());
    }

    /** The names from the model to the property. */
    List<String> steps() {
        return steps;
    }

    /** The name of a property of the top level, the path's text without its prefix otherwise. */
    public String name() {
        return String.join("/", steps);
    }

    /**
     * The value in a model; a missing node when there is none. Of paths with {@code *} the whole collection before it.
     */
    public JsonNode valueIn(JsonNode model) {
        JsonNode node = model;
        for (String step : steps) {
            if (step.equals(EACH)) {
                break;
            }
            node = node.path(step);
        }
        return node.isNull() ? MissingNode.getInstance() : node;
    }

    /** Sets the value in a model, making the objects on the way. */
    void setIn(ObjectNode model, JsonNode value) {
        ObjectNode node = model;
        for (String step : steps.subList(0, steps.size() - 1)) {
            node = node.withObjectProperty(step);
        }
        node.set(steps.get(steps.size() - 1), value);
    }

    /** Takes the property out of a model, in every member where the path says {@code *}. */
    void removeFrom(JsonNode model) {
        remove(model, 0);
    }

    private void remove(JsonNode node, int at) {
        String step = steps.get(at);
        boolean last = at == steps.size() - 1;
        if (step.equals(EACH)) {
            if (!last) {
                node.forEach(member -> remove(member, at + 1));
            } else if (node instanceof ObjectNode object) {
                object.removeAll();
            }
        } else if (node instanceof ObjectNode object) {
            if (last) {
                object.remove(step);
            } else {
                remove(node.path(step), at + 1);
            }
        } else if (node.isArray()) {
            node.forEach(member -> remove(member, at));
        }
    }

    /** Whether a JSON pointer into a model is this property or something in it. */
    public boolean covers(JsonPointer pointer) {
        JsonPointer rest = pointer;
        for (String step : steps) {
            if (rest.matches() || !step.equals(EACH) && !step.equals(rest.getMatchingProperty())) {
                return false;
            }
            rest = rest.tail();
        }
        return true;
    }

    /** Whether a JSON pointer into a model is this property itself. */
    public boolean is(JsonPointer pointer) {
        int depth = 0;
        for (JsonPointer rest = pointer; !rest.matches(); rest = rest.tail()) {
            depth++;
        }
        return depth == steps.size() && covers(pointer);
    }

    /** Whether the property exists only inside the members of a collection. */
    public boolean isInCollection() {
        return steps.contains(EACH);
    }

    private static String unescaped(String step) {
        return step.replace("~1", "/").replace("~0", "~");
    }

    /** As the schema names it. */
    @Override
    public String toString() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PropertyPath path && path.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }
}
