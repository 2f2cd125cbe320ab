package connectlocal.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** What the handler of one operation has last shown of its resource; others look at it meanwhile. */
final class Shown {
    private final ResourceType type;
    private Optional<ObjectNode> last = Optional.empty();

    Shown(ResourceType type) {
        this.type = type;
    }

    /** Without write-only properties. */
    synchronized Optional<ObjectNode> last() {
        return last;
    }

    synchronized void model(ObjectNode model) {
        last = Optional.of(type.shown(model));
    }

    /** The identifier out of what cannot be shown whole: whoever cleans up needs no more. */
    synchronized void name(ObjectNode name) {
        if (last.flatMap(type.identifiers()::of).isEmpty()) {
            last = Optional.of(name);
        }
    }
}
