package connectlocal.cloudformation.engine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.cloudformation.template.PropertyTypes;
import connectlocal.cloudformation.template.model.ResourceDeclaration;
import connectlocal.cloudformation.template.model.TemplateError;
import connectlocal.provider.Action;
import connectlocal.provider.HandlerError;
import connectlocal.provider.ResourceType;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Brings the resources of a stack to what its template says; what goes wrong is left to whoever undoes it. */
final class Deploy {
    private final Tools tools;
    private final Stack stack;
    private final Operation operation;
    private final Deployment target;
    private final Deployment from;
    private final ResourceWork work;
    private final GraphRun graph;
    private final Optional<StackPolicy> policy;

    /** Whether failures leave the rest alone, and everything as it is. */
    private final boolean preserve;

    private final Set<String> cancelled = new LinkedHashSet<>();

    /** @param from what the stack was before, the target itself for a new stack */
    Deploy(
            Tools tools,
            Stack stack,
            Operation operation,
            Deployment from,
            Optional<StackPolicy> policy,
            boolean preserve) {
        this.tools = tools;
        this.stack = stack;
        this.operation = operation;
        this.target = stack.deployment;
        this.from = from;
        this.policy = policy;
        this.preserve = preserve;
        this.work = tools.work(stack, operation, target, from, false);
        this.graph = new GraphRun(target.bound().dependencies(), operation.inbox);
    }

    /** Runs to the end; the operation knows what failed. */
    void run() throws InterruptedException {
        graph.run(this::start);
    }

    /** Ends early: whatever is under way counts as failed. Called by the operation's own thread. */
    void cancel() {
        graph.stop();
        for (String id : Set.copyOf(operation.cancels.keySet())) {
            if (cancelled.add(id)) {
                StackResource sibling = stack.resources.get(id);
                boolean creating = sibling.status.startsWith("CREATE");
                failed(sibling, creating, creating ? "Resource creation cancelled" : "Resource update cancelled");
                operation.cancels.get(id).run();
            }
        }
    }

    private void start(String id, GraphRun.Done done) {
        if (operation.cancelRequested) {
            cancel();
            done.end(false);
            return;
        }
        ResourceDeclaration declaration = target.bound().resources().get(id);
        ResourceType type = tools.types().require(declaration.type()).type();
        StackResource resource = resource(id);
        boolean creating = resource.now == null || !resource.now.exists();
        try {
            ObjectNode properties =
                    PropertyTypes.coerced(target.bound().properties(id, StackValues.of(stack)), type.definition());
            Deployed wanted = wanted(declaration, type, properties);
            if (creating) {
                create(resource, wanted, done);
            } else if ("CREATE_FAILED".equals(resource.status) && resource.before == null) {
                again(resource, wanted, done);
            } else {
                change(resource, wanted, done);
            }
        } catch (TemplateError e) {
            if (resource.now == null) {
                resource.now = wanted(declaration, type, JsonNodeFactory.instance.objectNode());
            }
            fail(resource, creating, e.getMessage(), done);
        }
    }

    private StackResource resource(String id) {
        synchronized (stack) {
            return stack.resources.computeIfAbsent(id, StackResource::new);
        }
    }

    private Deployed wanted(ResourceDeclaration declaration, ResourceType type, ObjectNode properties) {
        return new Deployed(
                type,
                null,
                properties,
                JsonNodeFactory.instance.objectNode(),
                declaration.deletionPolicy(),
                declaration.updateReplacePolicy(),
                declaration.metadata(),
                target.bound().dependencies().getOrDefault(declaration.logicalId(), Set.of()));
    }

    private void create(StackResource resource, Deployed wanted, GraphRun.Done done) {
        set(resource, wanted);
        event(resource, "CREATE_IN_PROGRESS", null);
        make(resource, wanted, "CREATE", done);
    }

    /** What an earlier attempt left half made goes first. */
    private void again(StackResource resource, Deployed wanted, GraphRun.Done done) {
        event(resource, "DELETE_IN_PROGRESS", null);
        work.delete(resource.logicalId, resource.now, end -> {
            if (!end.well()) {
                fail(resource, true, end.failure().get(), done);
                return;
            }
            event(resource, "DELETE_COMPLETE", null);
            create(resource, wanted, done);
        });
    }

    private void change(StackResource resource, Deployed wanted, GraphRun.Done done) {
        Deployed old = resource.now;
        boolean same =
                PropertyChanges.between(old.properties(), wanted.properties()).isEmpty();
        boolean retagged = wanted.type().isTaggable()
                && wanted.type().hasHandler(Action.UPDATE)
                && !target.tags().equals(from.tags());
        if (same && !retagged && !resource.uncertain) {
            set(resource, wanted.living(old));
            done.end(true);
            return;
        }
        boolean replace = PropertyChanges.replaces(wanted.type(), old.properties(), wanted.properties());
        Optional<String> denial = same && !retagged
                ? Optional.empty()
                : policy.flatMap(p -> p.denial(
                        replace ? "Update:Replace" : "Update:Modify",
                        resource.logicalId,
                        wanted.type().name()));
        if (denial.isPresent()) {
            fail(resource, false, denial.get(), done);
        } else if (replace) {
            replace(resource, wanted, done);
        } else {
            update(resource, wanted, done);
        }
    }

    private void update(StackResource resource, Deployed wanted, GraphRun.Done done) {
        Deployed old = resource.now;
        resource.touched = true;
        event(resource, "UPDATE_IN_PROGRESS", null);
        set(resource, wanted.living(old));
        work.update(resource.logicalId, wanted, old, target, from, end -> {
            end.model().ifPresent(model -> set(resource, resource.now.reported(model)));
            boolean mayReplace = PropertyChanges.mayReplace(wanted.type(), old.properties(), wanted.properties());
            if (end.error().filter(e -> e == HandlerError.NotUpdatable).isPresent() && mayReplace) {
                set(resource, old);
                replace(resource, wanted, done);
            } else if (end.well()) {
                finish(resource, "UPDATE_COMPLETE", done);
            } else {
                resource.uncertain = true;
                fail(resource, false, end.failure().get(), done);
            }
        });
    }

    private void replace(StackResource resource, Deployed wanted, GraphRun.Done done) {
        if (preserve) {
            fail(resource, false, "Replacement type updates not supported on stack with disable-rollback.", done);
            return;
        }
        resource.touched = true;
        event(
                resource,
                "UPDATE_IN_PROGRESS",
                "Requested update requires the creation of a new physical resource; hence creating one.");
        make(resource, wanted, "UPDATE", done);
    }

    /** Asks for a new physical resource; until it has a name, the old one is what the stack shows. */
    private void make(StackResource resource, Deployed wanted, String verb, GraphRun.Done done) {
        resource.touched = true;
        boolean[] initiated = {false};
        work.create(
                resource.logicalId,
                wanted,
                target,
                id -> {
                    set(resource, wanted.reported(wanted.type().identifiers().primaryModel(id)));
                    initiated[0] = initiated(resource, verb);
                },
                end -> {
                    end.model()
                            .filter(m -> wanted.type().identifiers().of(m).isPresent())
                            .ifPresent(model -> set(resource, wanted.reported(model)));
                    if (end.well()) {
                        if (!initiated[0]) {
                            initiated(resource, verb);
                        }
                        finish(resource, verb + "_COMPLETE", done);
                    } else {
                        fail(resource, verb.equals("CREATE"), end.failure().get(), done);
                    }
                });
    }

    private boolean initiated(StackResource resource, String verb) {
        if (!cancelled.contains(resource.logicalId)) {
            event(resource, verb + "_IN_PROGRESS", "Resource creation Initiated");
        }
        return true;
    }

    private void finish(StackResource resource, String status, GraphRun.Done done) {
        resource.uncertain = false;
        if (cancelled.contains(resource.logicalId)) {
            done.end(false);
            return;
        }
        event(resource, status, null);
        done.end(true);
    }

    private void fail(StackResource resource, boolean creating, String reason, GraphRun.Done done) {
        if (!cancelled.contains(resource.logicalId)) {
            failed(resource, creating, reason);
            if (!preserve) {
                cancel();
            }
        }
        done.end(false);
    }

    private void failed(StackResource resource, boolean creating, String reason) {
        (creating ? operation.failedCreates : operation.failedUpdates).add(resource.logicalId);
        event(resource, creating ? "CREATE_FAILED" : "UPDATE_FAILED", reason);
    }

    private void set(StackResource resource, Deployed now) {
        synchronized (stack) {
            resource.now = now;
            resource.drift = null;
        }
    }

    private void event(StackResource resource, String status, String reason) {
        tools.journal().resource(stack, operation, resource, status, reason);
    }
}
