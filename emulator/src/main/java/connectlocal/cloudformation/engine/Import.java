package connectlocal.cloudformation.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Takes living resources into a stack: each is read, and then updated to what the template says. */
final class Import {
    private final Stack stack;
    private final Operation operation;
    private final Map<String, ObjectNode> targets;
    private final Ending ending;
    private final Adoption adoption;

    /** @param targets logical id to identifier */
    Import(Tools tools, Ending ending, Stack stack, Operation operation, Map<String, ObjectNode> targets) {
        this.ending = ending;
        this.stack = stack;
        this.operation = operation;
        this.targets = targets;
        this.adoption = new Adoption(tools, stack, operation, resource -> false);
    }

    /** The stack is in IMPORT_IN_PROGRESS already. */
    void run() throws InterruptedException {
        var failed = new LinkedHashSet<String>();
        var needs = new LinkedHashMap<String, Set<String>>();
        stack.deployment.bound().dependencies().forEach((id, others) -> {
            if (targets.containsKey(id)) {
                needs.put(id, others);
            }
        });
        var graph = new GraphRun(needs, operation.inbox);
        graph.run((id, done) -> adoption.take(resource(id), targets.get(id), well -> {
            if (!well) {
                failed.add(id);
                graph.stop();
            }
            done.end(well);
        }));
        if (failed.isEmpty()) {
            ending.rest(stack, operation, StackStatus.IMPORT_COMPLETE, null, this::declareOthers);
            return;
        }
        ending.status(stack, operation, StackStatus.IMPORT_ROLLBACK_IN_PROGRESS, Operation.failures("import", failed));
        synchronized (stack) {
            giveBack(stack);
        }
        ending.status(stack, operation, StackStatus.IMPORT_ROLLBACK_COMPLETE, null);
    }

    /** What the template says of resources that were there is true from now on; their properties are as before. */
    private void declareOthers() {
        stack.deployment.bound().resources().forEach((id, declaration) -> {
            if (!targets.containsKey(id)) {
                StackResource resource = stack.resources.get(id);
                Deployed now = resource.now;
                resource.now = Deployed.wanted(stack.deployment, declaration, now.type(), now.properties())
                        .living(now)
                        .tagged(now.stackTags());
            }
        });
    }

    /** The stack is what it was before an import; no handler is needed for that. */
    static void giveBack(Stack stack) {
        stack.resources.values().removeIf(resource -> resource.touched); // an import touches no other
        stack.deployment = stack.stable == null ? stack.deployment : stack.stable;
        stack.settle();
    }

    private StackResource resource(String id) {
        synchronized (stack) {
            var resource = new StackResource(id);
            stack.resources.put(id, resource);
            return resource;
        }
    }
}
