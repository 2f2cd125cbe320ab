package connectlocal.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.cloudformation.engine.Engine;
import connectlocal.http.Json;
import java.util.Arrays;
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

    /**
     * Rows from the newest on; {@code before} is how many older ones there are, so that new ones do not move pages, and
     * {@code next} is there when one more is found.
     */
    static ObjectNode page(List<ObjectNode> all, String name, Question question, String... searched) {
        String wanted = question.search().toLowerCase(Locale.ROOT);
        ObjectNode page = Json.MAPPER.createObjectNode();
        var rows = page.putArray(name);
        page.put("total", all.size());
        for (int at = (int) Math.max(0, all.size() - question.before()); at < all.size(); at++) {
            if (!finds(wanted, all.get(at), searched)) {
                continue;
            }
            if (rows.size() == question.limit()) {
                page.put("next", String.valueOf(all.size() - at));
                break;
            }
            rows.add(all.get(at));
        }
        return page;
    }

    private static boolean finds(String wanted, ObjectNode row, String... searched) {
        return wanted.isEmpty()
                || Arrays.stream(searched).anyMatch(member -> row.path(member)
                        .asText("")
                        .toLowerCase(Locale.ROOT)
                        .contains(wanted));
    }
}
