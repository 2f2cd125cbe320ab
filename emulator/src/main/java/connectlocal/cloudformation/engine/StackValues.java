package connectlocal.cloudformation.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import connectlocal.cloudformation.template.model.ResourceValues;
import connectlocal.provider.PropertyPath;
import java.util.Optional;
import java.util.function.Function;

/** What templates can ask of resources: the primary identifier, and what the schema says that only the handler sets. */
final class StackValues implements ResourceValues {
    private final Function<String, Optional<Deployed>> resources;

    /** @param resources what exists under a logical id */
    StackValues(Function<String, Optional<Deployed>> resources) {
        this.resources = resources;
    }

    /** Of a stack as it is. */
    static StackValues of(Stack stack) {
        return new StackValues(id -> stack.resource(id).map(r -> r.now));
    }

    @Override
    public Optional<JsonNode> ref(String logicalId) {
        return existing(logicalId).map(r -> JsonNodeFactory.instance.textNode(r.physicalId()));
    }

    @Override
    public Optional<JsonNode> attribute(String logicalId, String attribute) {
        return existing(logicalId).flatMap(r -> r.type().readOnly().stream()
                .filter(path -> path.name().replace('/', '.').equals(attribute))
                .map(path -> value(path, r))
                .filter(value -> !value.isMissingNode())
                .findFirst());
    }

    private static JsonNode value(PropertyPath path, Deployed resource) {
        return path.valueIn(resource.attributes());
    }

    private Optional<Deployed> existing(String logicalId) {
        return resources.apply(logicalId).filter(Deployed::exists);
    }
}
