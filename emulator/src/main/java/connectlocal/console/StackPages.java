package connectlocal.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.cloudformation.engine.Engine;
import connectlocal.http.Json;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Stacks, their resources and their events, a page at a time. */
final class StackPages {
    Object list(Engine engine, Question question) {
        return page(engine.views().list(Set.of()), "stacks", question, "StackName", "StackStatus");
    }

    Object one(Engine engine, Question question) {
        return engine.views()
                .describe(java.util.Optional.of(question.required("stack")))
                .get(0);
    }

    Object events(Engine engine, Question question) {
        List<ObjectNode> events = engine.events().events(question.required("stack"));
        return page(events, "events", question, "LogicalResourceId", "ResourceStatus", "ResourceStatusReason");
    }

    Object resources(Engine engine, Question question) {
        List<ObjectNode> resources = engine.resources().resources(question.required("stack"), true);
        return page(resources, "resources", question, "LogicalResourceId", "ResourceStatus", "ResourceType");
    }

    /** Rows from the newest on; {@code before} is how many older ones there are, so that new ones do not move pages. */
    private static ObjectNode page(List<ObjectNode> all, String name, Question question, String... searched) {
        String wanted = question.search().toLowerCase(Locale.ROOT);
        ObjectNode page = Json.MAPPER.createObjectNode();
        var rows = page.putArray(name);
        int from = (int) Math.max(0, all.size() - question.before());
        int at = from;
        for (; at < all.size() && rows.size() < question.limit(); at++) {
            ObjectNode row = all.get(at);
            boolean found = wanted.isEmpty();
            for (int i = 0; !found && i < searched.length; i++) {
                found = row.path(searched[i])
                        .asText("")
                        .toLowerCase(Locale.ROOT)
                        .contains(wanted);
            }
            if (found) {
                rows.add(row);
            }
        }
        page.put("total", all.size());
        if (at < all.size()) {
            page.put("next", String.valueOf(all.size() - at));
        }
        return page;
    }
}
