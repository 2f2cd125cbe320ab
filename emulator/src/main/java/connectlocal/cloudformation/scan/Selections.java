package connectlocal.cloudformation.scan;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.provider.ResourceType;
import java.util.List;

/** What to ask for so that everything of a type is listed. */
final class Selections {
    private Selections() {}

    /**
     * A type that lists only what lies in something, such as the queues of an instance, is asked for everything found
     * so far that its schema lets it lie in.
     *
     * @param places the identifiers of what was found so far
     */
    static List<ObjectNode> of(ResourceType type, List<String> places) {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        if (type.listNeeds().size() != 1) {
            return List.of(all);
        }
        String property = type.listNeeds().get(0);
        return places.stream()
                .map(place -> all.deepCopy().put(property, place))
                .filter(selection -> type.listViolations(selection).isEmpty())
                .toList();
    }
}
