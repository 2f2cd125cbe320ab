package connectlocal.cloudformation.engine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What callers can see of change sets, in the shapes of the API. */
final class ChangeSetViews {
    private ChangeSetViews() {}

    static ObjectNode described(Stack stack, ChangeSet changeSet, boolean withValues) {
        ObjectNode shown = summary(stack, changeSet);
        StackViews.parameters(changeSet.deployment, shown.putArray("Parameters"));
        StackViews.tags(changeSet.deployment, shown.putArray("Tags"));
        changeSet.deployment.capabilities().forEach(shown.withArray("Capabilities")::add);
        changeSet.deployment.notificationArns().forEach(shown.withArray("NotificationARNs")::add);
        changeSet.deployment.rollback().show(shown.putObject("RollbackConfiguration"));
        changeSet.order.onStackFailure().ifPresent(what -> shown.put("OnStackFailure", what));
        if (changeSet.order.revertDrift()) {
            shown.put("DeploymentMode", "REVERT_DRIFT");
            if (!changeSet.status.endsWith("_IN_PROGRESS") && changeSet.type == ChangeSet.Type.UPDATE) {
                shown.put("StackDriftStatus", changeSet.stackDriftStatus());
            }
        }
        if (withValues && changeSet.warning != null && changeSet.reason == null) {
            shown.put("StatusReason", changeSet.warning);
        }
        shown.set("Changes", withValues ? changeSet.changesWithValues : changeSet.changes);
        return shown;
    }

    static ObjectNode summary(Stack stack, ChangeSet changeSet) {
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        shown.put("ChangeSetName", changeSet.order.name()).put("ChangeSetId", changeSet.id);
        shown.put("StackId", stack.id).put("StackName", stack.name);
        changeSet.order.description().ifPresent(d -> shown.put("Description", d));
        shown.put("CreationTime", Times.text(changeSet.created));
        shown.put("ExecutionStatus", changeSet.executionStatus).put("Status", changeSet.status);
        if (changeSet.reason != null) {
            shown.put("StatusReason", changeSet.reason);
        }
        shown.put("IncludeNestedStacks", false);
        shown.put("ImportExistingResources", changeSet.order.importExisting());
        return shown;
    }
}
