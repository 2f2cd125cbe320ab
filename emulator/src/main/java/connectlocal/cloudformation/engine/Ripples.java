package connectlocal.cloudformation.engine;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.cloudformation.template.model.Cause;
import connectlocal.provider.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What of one resource changes perhaps: properties with the same text as before, that take an attribute of a resource
 * that changes. Whether they do shows only when the other one has changed, so a change set without values names them
 * all.
 */
final class Ripples {
    private final Deployment target;
    private final Upstream upstream;
    private final String logicalId;
    private final Deployed last;

    Ripples(Deployment target, Upstream upstream, String logicalId, Deployed last) {
        this.target = target;
        this.upstream = upstream;
        this.logicalId = logicalId;
        this.last = last;
    }

    /** @param differing properties that are known to change */
    List<String> names(ObjectNode after, List<String> differing) {
        var names = new ArrayList<String>();
        after.fieldNames().forEachRemaining(name -> {
            if (!differing.contains(name) && causes(name).findAny().isPresent()) {
                names.add(name);
            }
        });
        return names;
    }

    void details(ArrayNode details, String name) {
        causes(name).forEach(cause -> {
            ObjectNode detail = details.addObject();
            detail.putObject("Target")
                    .put("Attribute", "Properties")
                    .put("Name", name)
                    .put("RequiresRecreation", isFixed(name) ? "Always" : "Never");
            detail.put("Evaluation", "Dynamic")
                    .put("ChangeSource", cause.source().text());
            detail.put("CausingEntity", cause.entity());
        });
    }

    /** Whether another value of the property asks for another resource. */
    boolean isFixed(String name) {
        return !last.type().hasHandler(Action.UPDATE)
                || last.type().createOnly().stream()
                        .anyMatch(
                                path -> path.name().equals(name) || path.name().startsWith(name + "/"));
    }

    private Stream<Cause> causes(String name) {
        return target.bound().causes(logicalId, name).stream()
                .filter(cause -> cause.source() == Cause.Source.RESOURCE_ATTRIBUTE
                        && upstream.modified.contains(ChangeDetails.resource(cause)));
    }
}
