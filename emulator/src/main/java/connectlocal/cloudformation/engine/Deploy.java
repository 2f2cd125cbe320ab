package connectlocal.cloudformation.engine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.cloudformation.template.PropertyTypes;
import connectlocal.cloudformation.template.model.ResourceDeclaration;
import connectlocal.cloudformation.template.model.TemplateError;
import connectlocal.provider.ResourceType;

/** Brings the resources of a stack to what its template says; what goes wrong is left to whoever undoes it. */
final class Deploy {
    private final Attempt attempt;
    private final Creation creation;
    private final Change change;
    private final Adoption adoption;

    /** @param from what the stack was before, the target itself for a new stack */
    Deploy(Tools tools, Stack stack, Operation operation, Deployment from, Execution execution) {
        this.attempt = new Attempt(tools, stack, operation, from, execution);
        this.creation = new Creation(attempt);
        this.change = new Change(attempt, creation);
        this.adoption = new Adoption(tools, stack, operation, attempt::isCancelled);
    }

    /** Runs to the end; the operation knows what failed. */
    void run() throws InterruptedException {
        attempt.graph.run(this::start);
    }

    /** Ends early: whatever is under way counts as failed. Called by the operation's own thread. */
    void cancel() {
        attempt.cancel();
    }

    private void start(String id, GraphRun.Done done) {
        if (attempt.operation.cancelRequested) {
            cancel();
            done.end(false);
            return;
        }
        StackResource resource = resource(id);
        ObjectNode identity = attempt.execution.adopted().get(id);
        if (identity != null && resource.isNew()) {
            adopt(resource, identity, done);
        } else {
            bring(resource, done);
        }
    }

    private void adopt(StackResource resource, ObjectNode identity, GraphRun.Done done) {
        attempt.adopting.add(resource.logicalId);
        adoption.take(resource, identity, well -> {
            attempt.adopting.remove(resource.logicalId);
            if (!well) {
                attempt.operation.failedImports.add(resource.logicalId);
                if (!attempt.execution.preserve()) {
                    cancel();
                }
            }
            done.end(well);
        });
    }

    private void bring(StackResource resource, GraphRun.Done done) {
        String id = resource.logicalId;
        ResourceDeclaration declaration = attempt.target.bound().resources().get(id);
        ResourceType type = attempt.tools.types().require(declaration.type()).type();
        boolean creating = resource.now == null || !resource.now.exists();
        try {
            ObjectNode properties = PropertyTypes.coerced(
                    attempt.target.bound().properties(id, StackValues.of(attempt.stack)), type.definition());
            Deployed wanted = Deployed.wanted(attempt.target, declaration, type, properties);
            LiveState live = attempt.execution.live().get(id);
            if (!creating && live != null && live.isGone()) {
                resource.gone = true;
                resource.lost(resource.now);
                resource.touched = true;
                creation.create(resource, wanted, done);
            } else if (creating) {
                creation.create(resource, wanted, done);
            } else if (resource.isHalfMade()) {
                creation.again(resource, wanted, done);
            } else {
                change.change(resource, wanted, done);
            }
        } catch (TemplateError e) {
            if (resource.now == null) {
                resource.now =
                        Deployed.wanted(attempt.target, declaration, type, JsonNodeFactory.instance.objectNode());
            }
            attempt.fail(resource, creating, e.getMessage(), done);
        }
    }

    private StackResource resource(String id) {
        synchronized (attempt.stack) {
            return attempt.stack.resources.computeIfAbsent(id, StackResource::new);
        }
    }
}
