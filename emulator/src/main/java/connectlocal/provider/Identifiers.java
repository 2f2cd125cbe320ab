package connectlocal.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.http.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How resources of one type are named: by the primary identifier, its values joined by {@code |} when there are
 * several, or as a JSON object of the properties of the primary or an additional identifier.
 *
 * @see <a href="https://docs.aws.amazon.com/cloudcontrolapi/latest/userguide/resource-identifier.html">Identifying
 *     resources</a>
 */
public final class Identifiers {
    private static final String SEPARATOR = "|";

    private final List<PropertyPath> primary;
    private final List<List<PropertyPath>> additional;
    private final IdentifierForm form;

    Identifiers(List<PropertyPath> primary, List<List<PropertyPath>> additional, IdentifierForm form) {
        this.primary = primary;
        this.additional = additional;
        this.form = form;
        primary.forEach(form::know);
        additional.forEach(names -> names.forEach(form::know));
    }

    /** The primary identifier in a model; empty when a part is missing. */
    public Optional<String> of(JsonNode model) {
        var parts = primary.stream().map(path -> path.valueIn(model)).toList();
        if (parts.stream().anyMatch(part -> !part.isValueNode() || part.asText().isEmpty())) {
            return Optional.empty();
        }
        return Optional.of(parts.stream().map(JsonNode::asText).collect(Collectors.joining(SEPARATOR)));
    }

    /** A model that holds the primary identifier of this one and nothing else, whatever its values look like. */
    public ObjectNode primaryOf(JsonNode model) {
        ObjectNode only = JsonNodeFactory.instance.objectNode();
        primary.forEach(path -> path.setIn(only, path.valueIn(model)));
        return only;
    }

    /**
     * A model that holds the primary identifier of this text, which {@link #of} has answered, and nothing else. The
     * last value may hold the separator: a name may, the ARNs before it do not.
     */
    public ObjectNode primaryModel(String identifier) {
        return parsePrimary(identifier).orElseThrow(() -> new IllegalArgumentException(complaint(identifier)));
    }

    /**
     * A model that holds what an identifier says and nothing else.
     *
     * @throws IllegalArgumentException when it names neither the primary nor an additional identifier, or has a value
     *     that the schema does not allow
     */
    public ObjectNode parse(String identifier) {
        Optional<ObjectNode> object = asObject(identifier);
        Optional<ObjectNode> model = object.isPresent() ? fromObject(object.get()) : parsePrimary(identifier);
        return model.filter(this::hasForm).orElseThrow(() -> new IllegalArgumentException(complaint(identifier)));
    }

    private boolean hasForm(ObjectNode model) {
        return Stream.concat(primary.stream(), additional.stream().flatMap(List::stream))
                .allMatch(path -> path.valueIn(model).isMissingNode() || form.allows(path, path.valueIn(model)));
    }

    private Optional<ObjectNode> parsePrimary(String identifier) {
        String[] parts = identifier.split("\\|", primary.size());
        if (parts.length != primary.size()) {
            return Optional.empty();
        }
        ObjectNode model = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < parts.length; i++) {
            if (parts[i].isEmpty()) {
                return Optional.empty();
            }
            primary.get(i).setIn(model, JsonNodeFactory.instance.textNode(parts[i]));
        }
        return Optional.of(model);
    }

    private Optional<ObjectNode> fromObject(ObjectNode object) {
        Set<String> given = new HashSet<>();
        object.fieldNames().forEachRemaining(given::add);
        boolean values = given.stream()
                .allMatch(name ->
                        object.get(name).isValueNode() && !object.get(name).isNull());
        if (!values) {
            return Optional.empty();
        }
        if (given.equals(names(primary))) {
            return Optional.of(nested(primary, object));
        }
        return additional.stream()
                .filter(names -> given.equals(names(names)))
                .findFirst()
                .map(p -> nested(p, object));
    }

    private static ObjectNode nested(List<PropertyPath> paths, ObjectNode values) {
        ObjectNode model = JsonNodeFactory.instance.objectNode();
        paths.forEach(path -> path.setIn(model, values.get(path.name())));
        return model;
    }

    private static Set<String> names(List<PropertyPath> paths) {
        return paths.stream().map(PropertyPath::name).collect(Collectors.toSet());
    }

    private static Optional<ObjectNode> asObject(String identifier) {
        if (!identifier.stripLeading().startsWith("{")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.MAPPER.readTree(identifier))
                    .filter(JsonNode::isObject)
                    .map(ObjectNode.class::cast);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private String complaint(String identifier) {
        String others = additional.stream()
                .map(paths -> ", nor, as a JSON object, for " + paths)
                .collect(Collectors.joining());
        return "Identifier " + identifier + " is not valid for identifier " + primary + others;
    }
}
