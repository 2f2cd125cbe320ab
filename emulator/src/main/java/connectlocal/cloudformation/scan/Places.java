package connectlocal.cloudformation.scan;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.provider.ResourceType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What to ask list handlers with. A type that lists only what lies in something, such as the queues of an instance, is
 * asked for everything found before it that its schema lets it lie in.
 */
final class Places {
    private static final int AT_MOST = 100_000;

    private final List<ResourceType> ahead = new ArrayList<>();
    private final List<String> identifiers = new ArrayList<>();
    private boolean full;

    /** @param types those that are asked, in any order */
    Places(Collection<ResourceType> types) {
        types.stream().filter(Places::liesInOne).forEach(ahead::add);
    }

    /** What to ask a type with; it is not asked again, so what is found from now on is no place for it. */
    List<ObjectNode> selections(ResourceType type) {
        ahead.remove(type);
        if (!liesInOne(type)) {
            return List.of(JsonNodeFactory.instance.objectNode());
        }
        return identifiers.stream()
                .filter(place -> mayLieIn(type, place))
                .map(place -> selection(type, place))
                .toList();
    }

    /**
     * Takes note of what may be a place for a type that is still to be asked; what is none is not kept.
     *
     * @return whether it may
     * @throws IllegalStateException when there are too many: the scan has failed then
     */
    boolean add(String identifier) {
        if (ahead.stream().noneMatch(type -> mayLieIn(type, identifier))) {
            return false;
        }
        full = identifiers.size() >= AT_MOST;
        if (full) {
            throw new IllegalStateException("a scan looks into at most " + AT_MOST + " resources; name fewer types");
        }
        return identifiers.add(identifier);
    }

    /** The same of what is only listed: nobody wants to know what it is like, so it is not read. */
    boolean add(ResourceType type, ObjectNode listed) {
        return type.identifiers().of(listed).filter(this::add).isPresent();
    }

    boolean isFull() {
        return full;
    }

    private static boolean liesInOne(ResourceType type) {
        return type.listNeeds().size() == 1;
    }

    private static boolean mayLieIn(ResourceType type, String place) {
        return type.listViolations(selection(type, place)).isEmpty();
    }

    private static ObjectNode selection(ResourceType type, String place) {
        return JsonNodeFactory.instance.objectNode().put(type.listNeeds().get(0), place);
    }
}
