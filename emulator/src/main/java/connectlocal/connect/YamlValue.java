package connectlocal.connect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A value in a YAML file that knows where it stands, so that every refusal can say so. Scalars are read as they are
 * written (an account id keeps its zeros, quoted or not).
 *
 * @param file the file's name, for refusals
 * @param path how the value is reached, e.g. {@code instances[0].alias}
 */
record YamlValue(Node node, String file, String path) {

    /**
     * The members of a mapping, none of which may be unknown or given twice.
     *
     * @param known the names that there are; null when any will do
     */
    Map<String, YamlValue> members(Collection<String> known) {
        if (!(node instanceof MappingNode mapping)) {
            throw refused("must be a mapping" + (known == null ? "" : " with " + String.join(", ", known)));
        }
        Map<String, YamlValue> members = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            YamlValue key = new YamlValue(tuple.getKeyNode(), file, path);
            String name = key.text();
            String memberPath = path.isEmpty() ? name : path + "." + name;
            YamlValue member = new YamlValue(tuple.getValueNode(), file, memberPath);
            if (known != null && !known.contains(name)) {
                throw new YamlValue(tuple.getKeyNode(), file, memberPath)
                        .refused("is not known here; known are " + String.join(", ", known));
            }
            if (member.isNull()) {
                continue;
            }
            if (members.put(name, member) != null) {
                throw new YamlValue(tuple.getKeyNode(), file, memberPath).refused("is given twice");
            }
        }
        return members;
    }

    List<YamlValue> items() {
        if (!(node instanceof SequenceNode sequence)) {
            throw refused("must be a list");
        }
        List<YamlValue> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            items.add(new YamlValue(item, file, path + "[" + items.size() + "]"));
        }
        return items;
    }

    String text() {
        if (node instanceof ScalarNode scalar && !isNull()) {
            return scalar.getValue();
        }
        throw refused("must be a text");
    }

    int number() {
        if (!(node instanceof ScalarNode)) {
            throw refused("must be a whole number");
        }
        try {
            return Integer.parseInt(text());
        } catch (NumberFormatException e) {
            throw refused("must be a whole number");
        }
    }

    boolean isNull() {
        return node.getTag().equals(Tag.NULL);
    }

    /** The value as JSON, with numbers and booleans where YAML has them. */
    JsonNode json() {
        if (node instanceof MappingNode) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            members(null).forEach((name, member) -> object.set(name, member.json()));
            return object;
        }
        if (node instanceof SequenceNode) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            items().forEach(item -> array.add(item.json()));
            return array;
        }
        if (node.getTag().equals(Tag.BOOL)) {
            return JsonNodeFactory.instance.booleanNode(
                    List.of("true", "yes", "on").contains(text().toLowerCase(Locale.ROOT)));
        }
        if (node.getTag().equals(Tag.INT) || node.getTag().equals(Tag.FLOAT)) {
            return numeric();
        }
        return JsonNodeFactory.instance.textNode(text());
    }

    /** A refusal that says where: file, line, member. */
    IllegalArgumentException refused(String what) {
        return new IllegalArgumentException(where() + " " + what);
    }

    String where() {
        String line = file + ", line " + (node.getStartMark().getLine() + 1);
        return path.isEmpty() ? line + ": the file" : line + ": " + path;
    }

    private JsonNode numeric() {
        try {
            return JsonNodeFactory.instance.numberNode(new BigDecimal(text().replace("_", "")));
        } catch (NumberFormatException e) {
            throw refused("must be a decimal number, or a text in quotes");
        }
    }
}
