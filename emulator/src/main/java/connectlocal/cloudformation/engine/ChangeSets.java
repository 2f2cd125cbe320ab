package connectlocal.cloudformation.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.http.AwsError;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes, shows, executes and deletes change sets. */
public final class ChangeSets {
    private final Engine engine;

    ChangeSets(Engine engine) {
        this.engine = engine;
    }

    /**
     * What a new change set is for.
     *
     * @param type CREATE, UPDATE, IMPORT
     * @param targets of IMPORT: logical id to identifier
     * @param importExisting whether what lives already under a name of the template is imported
     * @param revertDrift whether the resources are compared as they really are
     */
    public record Order(
            String name,
            String type,
            Optional<String> description,
            Map<String, Target> targets,
            boolean importExisting,
            boolean revertDrift,
            Optional<String> onStackFailure,
            StackRequest request) {
        private Order importing(Map<String, Target> others) {
            return new Order(name, type, description, others, importExisting, revertDrift, onStackFailure, request);
        }
    }

    /** What is imported: the type as the caller names it, and the identifier. */
    public record Target(String type, ObjectNode identifier) {}

    /** The ids of a change set and its stack. */
    public record Made(String id, String stackId) {}

    /** Makes a change set, and the stack when it is to be created; the same call again answers the same. */
    public Made create(Order order) {
        try {
            var targets = new ImportNames(engine).primary(order.request().stackName(), order.targets());
            return new ChangeSetCreation(engine).create(order.importing(targets));
        } catch (InterruptedException e) {
            throw new AwsError(
                    "ServiceUnavailable", 503, "the emulator was reset while it looked for what is to be imported");
        }
    }

    /** What DescribeChangeSet shows, changes included. */
    public ObjectNode describe(Optional<String> stackName, String name, boolean withValues) {
        Stack stack = stack(stackName, name);
        synchronized (stack) {
            return ChangeSetViews.described(stack, find(stack, name), withValues);
        }
    }

    /** The change sets of a stack. */
    public List<ObjectNode> list(String stackName) {
        Stack stack = engine.stacks.find(stackName).orElseThrow(() -> Refusals.stackMissing(stackName));
        synchronized (stack) {
            return stack.changeSets.values().stream()
                    .map(c -> ChangeSetViews.summary(stack, c))
                    .toList();
        }
    }

    /** Carries a change set out; the same call again, by its token, changes nothing. */
    public void execute(
            Optional<String> stackName,
            String name,
            Optional<Boolean> disableRollback,
            Optional<Boolean> retainExceptOnCreate,
            Optional<String> token) {
        synchronized (engine.turn) {
            Stack stack = stack(stackName, name);
            ChangeSet changeSet = find(stack, name);
            var use = TokenUse.of("ExecuteChangeSet", token, changeSet.id, disableRollback, retainExceptOnCreate);
            if (use.isRepeated(stack)) {
                return;
            }
            changeSet.requireAvailable();
            if (disableRollback.isPresent() && changeSet.order.onStackFailure().isPresent()) {
                throw Refusals.validation("DisableRollback cannot be specified for ChangeSet [" + changeSet.id
                        + "], which was created with OnStackFailure");
            }
            StackRequest request = changeSet.order.request().carriedOut(disableRollback, retainExceptOnCreate, token);
            Execution execution = Execution.of(request).with(changeSet.targets, changeSet.live);
            StackMemory.change(stack, () -> {
                if (stack.status != StackStatus.REVIEW_IN_PROGRESS && !stack.status.allows(changeSet.type)) {
                    throw Refusals.cannotBeUpdated(stack);
                }
                use.remember(stack);
                changeSet.executionStatus = "EXECUTE_COMPLETE";
                stack.changeSets.clear();
                stack.changeSets.put(changeSet.id, changeSet);
                stack.changeSetId = changeSet.id;
                stack.updated = engine.journal.now();
                switch (changeSet.type) {
                    case CREATE -> engine.stacks().begin(stack, changeSet.deployment, request, execution);
                    case UPDATE -> engine.stacks().beginUpdate(stack, changeSet.deployment, request, execution);
                    case IMPORT -> beginImport(stack, changeSet, request);
                }
            });
        }
    }

    private void beginImport(Stack stack, ChangeSet changeSet, StackRequest request) {
        var operation = StackCalls.operation(request.clientToken());
        synchronized (stack) {
            stack.stable = stack.deployment;
            stack.deployment = changeSet.deployment;
            stack.operation = operation;
            stack.updated = engine.journal.now();
            engine.ending.status(stack, operation, StackStatus.IMPORT_IN_PROGRESS, "User Initiated");
        }
        engine.run(stack, () -> new Import(engine.tools, engine.ending, stack, operation, changeSet.targets).run());
    }

    /** Deletes a change set; one that is not there is deleted already. */
    public void delete(Optional<String> stackName, String name) {
        synchronized (engine.turn) {
            if (stackName.isEmpty() && !name.startsWith("arn:")) {
                stack(stackName, name);
            }
            Optional<Stack> stack = stackName.isPresent() ? engine.stacks.find(stackName.get()) : holder(name);
            if (stackName.isPresent() && stack.isEmpty()) {
                throw Refusals.stackMissing(stackName.get());
            }
            stack.ifPresent(s -> {
                StackMemory.change(s, () -> {
                    s.changeSets.values().removeIf(c -> c.isCalled(name));
                    engine.kept.stack(s);
                });
            });
        }
    }

    static ChangeSet find(Stack stack, String name) {
        return stack.changeSets.values().stream()
                .filter(c -> c.isCalled(name))
                .reduce((older, newer) -> newer) // the older one has been carried out
                .orElseThrow(() -> Refusals.changeSetMissing(name));
    }

    Stack stack(Optional<String> stackName, String name) {
        if (stackName.isPresent()) {
            return engine.stacks.find(stackName.get()).orElseThrow(() -> Refusals.stackMissing(stackName.get()));
        }
        if (!name.startsWith("arn:")) {
            throw Refusals.validation("StackName must be specified if ChangeSetName is not specified as an ARN.");
        }
        return holder(name).orElseThrow(() -> Refusals.changeSetMissing(name));
    }

    private Optional<Stack> holder(String id) {
        return engine.stacks.all().stream()
                .filter(s -> s.changeSets.containsKey(id))
                .findFirst();
    }
}
