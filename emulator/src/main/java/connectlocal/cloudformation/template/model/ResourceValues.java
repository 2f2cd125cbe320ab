package connectlocal.cloudformation.template.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Values of the resources that exist by now. What does not exist yet has none. */
public interface ResourceValues {
    /** What {@code Ref} answers; empty as long as the resource does not exist. */
    Optional<JsonNode> ref(String logicalId);

    /** What {@code Fn::GetAtt} answers; empty if the resource does not exist yet or has no such attribute. */
    Optional<JsonNode> attribute(String logicalId, String attribute);

    /** Before anything exists. */
    static ResourceValues none() {
        return new ResourceValues() {
            @Override
            public Optional<JsonNode> ref(String logicalId) {
                return Optional.empty();
            }

            @Override
            public Optional<JsonNode> attribute(String logicalId, String attribute) {
                return Optional.empty();
            }
        };
    }
}
