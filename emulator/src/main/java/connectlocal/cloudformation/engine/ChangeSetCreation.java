package connectlocal.cloudformation.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.cloudformation.template.SecureReferences;
import connectlocal.cloudformation.template.schema.Violation;
import connectlocal.http.Regions;
import connectlocal.state.NotKept;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Makes change sets: what can be said at once is said at once; whatever asks handlers goes on without the caller. */
final class ChangeSetCreation {
    private static final String NO_CHANGES = "The submitted information didn't contain changes. Submit different"
            + " information to create a change set.";
    private static final String INVALID = "The following hook(s)/validation failed: [%s]. To troubleshoot Early"
            + " Validation errors, use the DescribeEvents API for detailed failure information.";
    private static final String PROPERTY_CHECK = "AWS::EarlyValidation::PropertyValidation";
    private final Engine engine;

    ChangeSetCreation(Engine engine) {
        this.engine = engine;
    }

    ChangeSets.Made create(ChangeSets.Order order) {
        synchronized (engine.turn) {
            engine.requireNoReset();
            ChangeSet.Type type = ChangeSet.Type.valueOf(order.type());
            String stackName = order.request().stackName();
            Optional<Stack> found = engine.stacks
                    .find(stackName)
                    .filter(s -> s.status != StackStatus.DELETE_COMPLETE || stackName.equals(s.id));
            Optional<ChangeSet> made = found.flatMap(stack -> RepeatedChangeSet.of(stack, order));
            if (made.isPresent()) {
                return new ChangeSets.Made(made.get().id, found.get().id);
            }
            boolean fresh = found.isEmpty();
            Stack stack = fresh ? fresh(type, stackName) : usable(found.get(), type, order);
            requirePossible(order, type);
            Deployment deployment = engine.planner.plan(stack, order.request(), true);
            Planner.requireSameTypes(stack, deployment);
            Map<String, ObjectNode> targets = type == ChangeSet.Type.IMPORT
                    ? new ImportTargets(engine, stack, deployment).of(order.targets())
                    : Map.of();
            var operation = StackCalls.operation(order.request().clientToken());
            var changeSet =
                    new ChangeSet(id(order.name()), order, engine.journal.now(), deployment, operation.id, targets);
            changeSet.attributes = RepeatedChangeSet.attributes(order);
            boolean looks = order.importExisting() || order.revertDrift() && type == ChangeSet.Type.UPDATE;
            synchronized (stack) {
                SecureReferences.refusal(deployment.bound()).ifPresent(changeSet::fail);
                List<Violation> violations = engine.planner.violations(deployment);
                if (!violations.isEmpty()) {
                    changeSet.fail(INVALID.formatted(PROPERTY_CHECK));
                } else if (!looks && changeSet.status.endsWith("IN_PROGRESS")) {
                    fill(stack, changeSet);
                }
                add(stack, changeSet, fresh, operation);
                sayInvalid(stack, changeSet, operation, violations);
            }
            if (looks && changeSet.status.endsWith("IN_PROGRESS")) {
                engine.run(stack, () -> look(stack, changeSet));
            }
            return new ChangeSets.Made(changeSet.id, stack.id);
        }
    }

    /** Puts a change set into its stack, in one record with the stack when that is new. */
    private void add(Stack stack, ChangeSet changeSet, boolean fresh, Operation operation) {
        if (fresh) {
            engine.stacks.add(stack);
        }
        try {
            StackMemory.change(stack, () -> {
                stack.changeSets.put(changeSet.id, changeSet);
                if (fresh) {
                    engine.ending.status(stack, operation, StackStatus.REVIEW_IN_PROGRESS, "User Initiated");
                } else {
                    engine.kept.stack(stack);
                }
            });
        } catch (NotKept e) {
            if (fresh) {
                engine.stacks.forget(stack);
            }
            throw e;
        }
    }

    private static void requirePossible(ChangeSets.Order order, ChangeSet.Type type) {
        if (order.revertDrift() && (type == ChangeSet.Type.IMPORT || order.importExisting())) {
            throw Refusals.validation("DeploymentMode REVERT_DRIFT cannot be used with ChangeSetType IMPORT, nor"
                    + " together with ImportExistingResources");
        }
        if (order.importExisting() && type == ChangeSet.Type.IMPORT) {
            throw Refusals.validation("ImportExistingResources cannot be used with ChangeSetType IMPORT; name what is"
                    + " to be imported in ResourcesToImport, or use ChangeSetType CREATE or UPDATE");
        }
        if (type == ChangeSet.Type.CREATE && order.request().parameters().containsValue(Optional.<String>empty())) {
            throw Refusals.validation("Cannot specify UsePreviousValue on Parameters when ChangeSetType is CREATE");
        }
        if (type != ChangeSet.Type.CREATE
                && order.onStackFailure().filter("DELETE"::equals).isPresent()) {
            throw Refusals.validation("OnStackFailure DELETE can be used with ChangeSetType CREATE only");
        }
    }

    private Stack fresh(ChangeSet.Type type, String name) {
        if (type == ChangeSet.Type.UPDATE || name.startsWith("arn:")) {
            throw Refusals.stackMissing(name);
        }
        return engine.stacks().newStack(name);
    }

    private static Stack usable(Stack stack, ChangeSet.Type type, ChangeSets.Order order) {
        String changeSet = order.name();
        boolean reviewed = stack.status == StackStatus.REVIEW_IN_PROGRESS;
        if (type == ChangeSet.Type.CREATE && !reviewed) {
            throw Refusals.validation("Stack [" + order.request().stackName()
                    + "] already exists and cannot be created again with the changeSet [" + changeSet + "].");
        }
        if (type == ChangeSet.Type.UPDATE && reviewed) {
            throw Refusals.stackMissing(stack.name);
        }
        if (!reviewed && !stack.status.allows(type)) {
            throw Refusals.cannotBeUpdated(stack);
        }
        return stack;
    }

    /** Says why a change set has failed already; that is told even where the reasons find no room. */
    private void sayInvalid(Stack stack, ChangeSet changeSet, Operation operation, List<Violation> violations) {
        var resources = changeSet.deployment.bound().resources();
        for (Violation violation : violations) {
            String id = violation.logicalId();
            try {
                var what = new StackEvent.Validation("PROPERTY_VALIDATION", violation.place(), violation.reason());
                engine.journal.invalid(stack, operation, id, resources.get(id).type(), what);
            } catch (NotKept e) {
                return;
            }
        }
    }

    /** Asks the handlers, on a thread of its own. */
    private void look(Stack stack, ChangeSet changeSet) throws InterruptedException {
        Optional<String> problem = Optional.empty();
        try {
            if (changeSet.order.revertDrift()) {
                changeSet.live = new LiveReading(engine.tools, stack).states();
            } else {
                var existing = new ExistingResources(engine, stack, changeSet.deployment);
                changeSet.targets = existing.find();
                problem = existing.problem();
            }
            synchronized (stack) {
                problem.ifPresentOrElse(changeSet::fail, () -> fill(stack, changeSet));
                engine.kept.stack(stack);
            }
        } catch (RuntimeException | Error e) {
            synchronized (stack) {
                changeSet.fail("Internal Failure");
                engine.kept.stack(stack);
            }
            throw e;
        }
    }

    private void fill(Stack stack, ChangeSet changeSet) {
        changeSet.changes = new ChangeList(engine.types, stack, changeSet, false).changes();
        var detailed = new ChangeList(engine.types, stack, changeSet, true);
        changeSet.changesWithValues = detailed.changes();
        changeSet.warning = detailed.warning();
        boolean same = changeSet.type == ChangeSet.Type.UPDATE && !Differences.any(stack, changeSet.deployment);
        if (same && changeSet.changes.isEmpty()) {
            boolean transformed = !changeSet.deployment.template().transforms().isEmpty();
            changeSet.fail(transformed ? "No updates are to be performed." : NO_CHANGES);
        } else {
            changeSet.complete();
        }
    }

    private String id(String name) {
        String region = engine.place.region();
        return "arn:%s:cloudformation:%s:%s:changeSet/%s/%s"
                .formatted(Regions.partition(region), region, engine.place.accountId(), name, UUID.randomUUID());
    }
}
