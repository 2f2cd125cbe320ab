package connectlocal.cloudformation.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import connectlocal.cloudformation.template.model.ResourceValues;
import connectlocal.provider.PropertyPath;
import java.util.Optional;
import java.util.function.Function;

/**
 * What templates can ask of resources: the primary identifier, and every property that the handler shows. The documents
 * name those alone that only the handler sets, but AWS answers for the others too.
 */
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
        return existing(logicalId).flatMap(r -> shown(r, attribute));
    }

    private static Optional<JsonNode> shown(Deployed resource, String attribute) {
        PropertyPath path = PropertyPath.of("/properties/" + attribute.replace('.', '/'));
        boolean hidden = resource.type().writeOnly().stream()
                .anyMatch(secret -> (path.name() + "/").startsWith(secret.name() + "/")
                        || (secret.name() + "/").startsWith(path.name() + "/"));
        return Optional.of(path.valueIn(resource.attributes())).filter(value -> !hidden && !value.isMissingNode());
    }

    private Optional<Deployed> existing(String logicalId) {
        return resources.apply(logicalId).filter(Deployed::exists);
    }
}
