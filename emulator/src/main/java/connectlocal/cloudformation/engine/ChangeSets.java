package connectlocal.cloudformation.engine;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.http.AwsError;
import connectlocal.http.Regions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Makes, shows, executes and deletes change sets. */
public final class ChangeSets {
    private static final String NO_CHANGES = "The submitted information didn't contain changes. Submit different"
            + " information to create a change set.";
    private static final String INVALID = "The following hook(s)/validation failed: [%s]. To troubleshoot Early"
            + " Validation errors, use the DescribeEvents API for detailed failure information.";
    private static final String PROPERTY_CHECK = "AWS::EarlyValidation::PropertyValidation";
    private final Engine engine;

    ChangeSets(Engine engine) {
        this.engine = engine;
    }

    /**
     * What a new change set is for.
     *
     * @param type CREATE, UPDATE, IMPORT
     * @param targets of IMPORT: logical id to identifier
     */
    public record Order(
            String name,
            String type,
            Optional<String> description,
            Map<String, Target> targets,
            StackRequest request) {}

    /** What is imported: the type as the caller names it, and the identifier. */
    public record Target(String type, ObjectNode identifier) {}

    /** The ids of a change set and its stack. */
    public record Made(String id, String stackId) {}

    /** Makes a change set, and the stack when it is to be created. */
    public Made create(Order order) {
        synchronized (engine.turn) {
            ChangeSet.Type type = ChangeSet.Type.valueOf(order.type());
            String stackName = order.request().stackName();
            Optional<Stack> found = engine.stacks.find(stackName).filter(s -> s.status != StackStatus.DELETE_COMPLETE);
            boolean fresh = found.isEmpty();
            Stack stack = fresh ? fresh(type, stackName) : usable(found.get(), type, order.name());
            Deployment deployment = engine.planner.plan(stack, order.request());
            if (type == ChangeSet.Type.UPDATE) {
                StackCalls.requireSameTypes(stack, deployment);
            }
            Map<String, ObjectNode> targets = type == ChangeSet.Type.IMPORT
                    ? new ImportTargets(engine, stack, deployment).of(order.targets())
                    : Map.of();
            var changeSet = new ChangeSet(
                    id(order.name()),
                    order.name(),
                    type,
                    engine.journal.now(),
                    order.request(),
                    deployment,
                    order.description(),
                    targets);
            var operation = StackCalls.operation(order.request().clientToken());
            changeSet.operationId = operation.id;
            synchronized (stack) {
                if (fresh) {
                    engine.stacks.add(stack);
                    engine.ending.status(stack, operation, StackStatus.REVIEW_IN_PROGRESS, "User Initiated");
                }
                fill(stack, changeSet, operation);
                stack.changeSets.put(changeSet.id, changeSet);
            }
            return new Made(changeSet.id, stack.id);
        }
    }

    private Stack fresh(ChangeSet.Type type, String name) {
        if (type == ChangeSet.Type.UPDATE || name.startsWith("arn:")) {
            throw Refusals.stackMissing(name);
        }
        return engine.stacks().newStack(name);
    }

    private static Stack usable(Stack stack, ChangeSet.Type type, String changeSet) {
        boolean reviewed = stack.status == StackStatus.REVIEW_IN_PROGRESS;
        if (stack.changeSets.values().stream().anyMatch(c -> c.name.equals(changeSet))) {
            throw new AwsError("AlreadyExistsException", 400, "ChangeSet " + changeSet + " already exists");
        }
        if (type == ChangeSet.Type.CREATE && !reviewed) {
            throw new AwsError(
                    "AlreadyExistsException",
                    400,
                    "Stack [" + stack.name + "] already exists and cannot be created again with the changeSet ["
                            + changeSet + "].");
        }
        if (type == ChangeSet.Type.UPDATE && reviewed) {
            throw Refusals.stackMissing(stack.name);
        }
        if (!reviewed && !stack.status.isUpdatable()) {
            throw Refusals.cannotBeUpdated(stack);
        }
        return stack;
    }

    private void fill(Stack stack, ChangeSet changeSet, Operation operation) {
        Map<String, List<String>> violations = engine.planner.violations(changeSet.deployment);
        changeSet.changes = JsonNodeFactory.instance.arrayNode();
        changeSet.changesWithValues = JsonNodeFactory.instance.arrayNode();
        if (!violations.isEmpty()) {
            violations.forEach((id, texts) -> texts.forEach(text -> engine.journal.invalid(
                    stack,
                    operation,
                    id,
                    changeSet.deployment.bound().resources().get(id).type(),
                    new StackEvent.Validation("PROPERTY_VALIDATION", "/Resources/" + id + "/Properties", text))));
            changeSet.fail(INVALID.formatted(PROPERTY_CHECK));
            return;
        }
        changeSet.changes = list(stack, changeSet, false);
        changeSet.changesWithValues = list(stack, changeSet, true);
        if (changeSet.type == ChangeSet.Type.UPDATE && !Differences.any(stack, changeSet.deployment)) {
            boolean transformed = !changeSet.deployment.template().transforms().isEmpty();
            changeSet.fail(transformed ? "No updates are to be performed." : NO_CHANGES);
        }
    }

    private ArrayNode list(Stack stack, ChangeSet changeSet, boolean withValues) {
        return new ChangeList(engine.types, stack, changeSet.deployment, changeSet.targets, withValues).changes();
    }

    /** What DescribeChangeSet shows, changes included. */
    public ObjectNode describe(Optional<String> stackName, String name, boolean withValues) {
        Stack stack = stack(stackName, name);
        synchronized (stack) {
            ChangeSet changeSet = find(stack, name);
            ObjectNode shown = summary(stack, changeSet);
            StackViews.parameters(changeSet.deployment, shown.putArray("Parameters"));
            StackViews.tags(changeSet.deployment, shown.putArray("Tags"));
            changeSet.deployment.capabilities().forEach(shown.withArray("Capabilities")::add);
            changeSet.deployment.notificationArns().forEach(shown.withArray("NotificationARNs")::add);
            shown.putObject("RollbackConfiguration");
            shown.set("Changes", withValues ? changeSet.changesWithValues : changeSet.changes);
            return shown;
        }
    }

    /** The change sets of a stack. */
    public List<ObjectNode> list(String stackName) {
        Stack stack = engine.stacks.find(stackName).orElseThrow(() -> Refusals.stackMissing(stackName));
        synchronized (stack) {
            return stack.changeSets.values().stream()
                    .map(c -> summary(stack, c))
                    .toList();
        }
    }

    /** Carries a change set out. */
    public void execute(
            Optional<String> stackName,
            String name,
            Optional<Boolean> disableRollback,
            Optional<Boolean> retainExceptOnCreate,
            Optional<String> token) {
        synchronized (engine.turn) {
            Stack stack = stack(stackName, name);
            ChangeSet changeSet = find(stack, name);
            if (!changeSet.executionStatus.equals("AVAILABLE")) {
                throw Refusals.changeSetStatus("ChangeSet [" + changeSet.id
                        + "] cannot be executed in its current status of [" + changeSet.status + "]");
            }
            StackRequest request = carriedOut(changeSet.request, disableRollback, retainExceptOnCreate, token);
            if (changeSet.type != ChangeSet.Type.CREATE
                    && stack.status != StackStatus.REVIEW_IN_PROGRESS
                    && !stack.status.isUpdatable()) {
                throw Refusals.cannotBeUpdated(stack);
            }
            synchronized (stack) {
                changeSet.executionStatus = "EXECUTE_COMPLETE";
                stack.changeSets.clear();
                stack.changeSets.put(changeSet.id, changeSet);
                stack.changeSetId = changeSet.id;
            }
            switch (changeSet.type) {
                case CREATE -> engine.stacks().begin(stack, changeSet.deployment, request);
                case UPDATE -> engine.stacks().beginUpdate(stack, changeSet.deployment, request);
                case IMPORT -> beginImport(stack, changeSet, request);
            }
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
                synchronized (s) {
                    s.changeSets.values().removeIf(c -> c.name.equals(name) || c.id.equals(name));
                }
            });
        }
    }

    static ChangeSet find(Stack stack, String name) {
        return stack.changeSets.values().stream()
                .filter(c -> c.name.equals(name) || c.id.equals(name))
                .findFirst()
                .orElseThrow(() -> Refusals.changeSetMissing(name));
    }

    private Stack stack(Optional<String> stackName, String name) {
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

    private String id(String name) {
        String region = engine.place.region();
        return "arn:%s:cloudformation:%s:%s:changeSet/%s/%s"
                .formatted(Regions.partition(region), region, engine.place.accountId(), name, UUID.randomUUID());
    }

    private static ObjectNode summary(Stack stack, ChangeSet changeSet) {
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        shown.put("ChangeSetName", changeSet.name).put("ChangeSetId", changeSet.id);
        shown.put("StackId", stack.id).put("StackName", stack.name);
        changeSet.description.ifPresent(d -> shown.put("Description", d));
        shown.put("CreationTime", Times.text(changeSet.created));
        shown.put("ExecutionStatus", changeSet.executionStatus).put("Status", changeSet.status);
        if (changeSet.reason != null) {
            shown.put("StatusReason", changeSet.reason);
        }
        shown.put("IncludeNestedStacks", false);
        return shown;
    }

    private static StackRequest carriedOut(
            StackRequest r,
            Optional<Boolean> disableRollback,
            Optional<Boolean> retainExceptOnCreate,
            Optional<String> token) {
        return new StackRequest(
                r.stackName(),
                r.templateBody(),
                r.parameters(),
                r.tags(),
                r.capabilities(),
                r.notificationArns(),
                r.roleArn(),
                disableRollback.orElse(r.disableRollback()),
                r.deleteOnFailure(),
                retainExceptOnCreate.orElse(r.retainExceptOnCreate()),
                r.terminationProtection(),
                r.policy(),
                r.policyDuringUpdate(),
                token.or(r::clientToken));
    }
}
