package connectlocal.cloudformation.engine;

import connectlocal.http.Regions;
import connectlocal.state.NotKept;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** What callers can do to whole stacks. Each call sets the stack's status before it answers; the rest follows. */
public final class StackCalls {
    private final Engine engine;

    StackCalls(Engine engine) {
        this.engine = engine;
    }

    /**
     * Makes a stack; answers its id. The same call again, by its token, answers the same. One that is under review
     * becomes what this call asks for instead of what its change sets do.
     */
    public String create(StackRequest request) {
        synchronized (engine.turn) {
            engine.requireNoReset();
            Optional<Stack> there = engine.stacks.find(request.stackName());
            boolean reviewed = there.filter(s -> s.status == StackStatus.REVIEW_IN_PROGRESS)
                    .isPresent();
            var use = TokenUse.of("CreateStack", request.clientToken(), request.attributes());
            if (there.filter(use::isRepeated).isPresent()) {
                return there.get().id;
            }
            if (there.isPresent() && !reviewed) {
                throw Refusals.stackExists(request.stackName());
            }
            Stack stack = there.orElseGet(() -> newStack(request.stackName()));
            Deployment deployment = engine.planner.plan(stack, request, false);
            engine.planner.requireValid(deployment);
            Optional<StackPolicy> policy = request.policy().map(StackPolicy::parse);
            if (!reviewed) {
                engine.stacks.add(stack);
            }
            try {
                StackMemory.change(stack, () -> {
                    stack.policy = policy;
                    use.remember(stack);
                    stack.terminationProtection = request.terminationProtection();
                    stack.timeoutInMinutes =
                            request.timeout().map(t -> (int) t.toMinutes()).orElse(null);
                    outdateChangeSets(stack);
                    begin(stack, deployment, request, Execution.of(request));
                });
            } catch (NotKept e) {
                if (!reviewed) {
                    engine.stacks.forget(stack);
                }
                throw e;
            }
            return stack.id;
        }
    }

    /** Begins the creation of a stack that is known already. */
    void begin(Stack stack, Deployment deployment, StackRequest request, Execution execution) {
        var operation = operation(request.clientToken());
        synchronized (stack) {
            stack.deployment = deployment;
            stack.operation = operation;
            stack.disableRollback = request.disableRollback();
            engine.ending.status(stack, operation, StackStatus.CREATE_IN_PROGRESS, "User Initiated");
        }
        engine.run(stack, () -> engine.lifecycle.create(stack, operation, execution));
    }

    /** Changes a stack; answers its id. The same call again, by its token, changes nothing. */
    public String update(StackRequest request) {
        synchronized (engine.turn) {
            var use = TokenUse.of("UpdateStack", request.clientToken(), request.attributes());
            Optional<Stack> updated = engine.stacks.find(request.stackName()).filter(use::isRepeated);
            if (updated.isPresent()) {
                return updated.get().id;
            }
            Stack stack = updatable(request.stackName());
            Deployment deployment = engine.planner.plan(stack, request, false);
            engine.planner.requireValid(deployment);
            Planner.requireSameTypes(stack, deployment);
            if (!Differences.any(stack, deployment)) {
                throw Refusals.noUpdates();
            }
            StackMemory.change(stack, () -> {
                use.remember(stack);
                outdateChangeSets(stack);
                beginUpdate(stack, deployment, request, Execution.of(request));
            });
            return stack.id;
        }
    }

    /** Begins an update that is known to change something. */
    void beginUpdate(Stack stack, Deployment deployment, StackRequest request, Execution execution) {
        Optional<StackPolicy> during = request.policyDuringUpdate().map(StackPolicy::parse);
        Optional<StackPolicy> policy = during.or(() -> stack.policy);
        Optional<StackPolicy> next = request.policy().map(StackPolicy::parse);
        var operation = operation(request.clientToken());
        StackMemory.change(stack, () -> {
            if (stack.stable == null) {
                stack.stable = stack.deployment;
                stack.resources.values().forEach(StackResource::remember);
            } else {
                stack.triedSecrets = Secrets.tried(stack);
            }
            stack.deployment = deployment;
            stack.operation = operation;
            stack.updated = engine.journal.now();
            stack.disableRollback = request.disableRollback();
            next.ifPresent(p -> stack.policy = Optional.of(p));
            engine.ending.status(stack, operation, StackStatus.UPDATE_IN_PROGRESS, "User Initiated");
        });
        engine.run(stack, () -> engine.lifecycle.update(stack, operation, execution.under(policy)));
    }

    /** Deletes a stack; one that is not there is deleted already. */
    public void delete(String name, Set<String> retained, boolean force, Optional<String> token) {
        synchronized (engine.turn) {
            Optional<Stack> found = engine.stacks.find(name).filter(s -> s.status != StackStatus.DELETE_COMPLETE);
            if (found.isEmpty()) {
                return;
            }
            Stack stack = found.get();
            var use = TokenUse.of("DeleteStack", token, new TreeSet<>(retained), force);
            if (use.isRepeated(stack)) {
                return;
            }
            DeletionRules.require(stack, retained, force);
            if (stack.status == StackStatus.DELETE_IN_PROGRESS) {
                return;
            }
            var operation = operation(token);
            Engine.Work deletion = () -> engine.ending.delete(stack, operation, retained, force);
            synchronized (stack) {
                Operation creation = stack.status == StackStatus.CREATE_IN_PROGRESS ? stack.operation : null;
                StackMemory.change(stack, () -> {
                    use.remember(stack);
                    stack.restingPlace = stack.status;
                    stack.leaving = false; // until this one begins to delete
                    stack.operation = operation;
                    engine.ending.status(stack, operation, StackStatus.DELETE_IN_PROGRESS, "User Initiated");
                });
                if (creation != null) {
                    creation.successor = deletion;
                    creation.cancel();
                    return;
                }
            }
            engine.run(stack, deletion);
        }
    }

    private static void outdateChangeSets(Stack stack) {
        synchronized (stack) {
            stack.changeSets.values().forEach(ChangeSet::outdate);
        }
    }

    Stack newStack(String name) {
        String region = engine.place.region();
        String id = "arn:%s:cloudformation:%s:%s:stack/%s/%s"
                .formatted(Regions.partition(region), region, engine.place.accountId(), name, UUID.randomUUID());
        return new Stack(name, id, engine.journal.now());
    }

    Stack updatable(String name) {
        Stack stack = engine.stacks.find(name).orElseThrow(() -> Refusals.stackMissing(name));
        if (stack.status == StackStatus.REVIEW_IN_PROGRESS) {
            throw Refusals.stackMissing(name);
        }
        if (!stack.status.isUpdatable()) {
            throw Refusals.cannotBeUpdated(stack);
        }
        return stack;
    }

    Stack existing(String name) {
        return engine.stacks
                .find(name)
                .filter(stack -> stack.status != StackStatus.DELETE_COMPLETE)
                .orElseThrow(() -> Refusals.stackMissing(name));
    }

    static Operation operation(Optional<String> token) {
        return new Operation(token.orElseGet(() -> UUID.randomUUID().toString()));
    }
}
