package connectlocal.cloudformation.engine;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.cloudformation.template.model.ParameterDeclaration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What callers can see of stacks, in the shapes of the API. */
public final class StackViews {
    private final Engine engine;

    StackViews(Engine engine) {
        this.engine = engine;
    }

    /** One stack, or all that are not deleted. */
    public List<ObjectNode> describe(Optional<String> name) {
        if (name.isEmpty()) {
            var live = engine.stacks.live();
            java.util.Collections.reverse(live);
            return live.stream().map(this::described).toList();
        }
        Stack stack = engine.stacks.find(name.get()).orElseThrow(() -> Refusals.stackWithIdMissing(name.get()));
        return List.of(described(stack));
    }

    /** Summaries of all stacks in one of these states, or in any. */
    public List<ObjectNode> list(Set<String> statuses) {
        var summaries = new ArrayList<ObjectNode>();
        for (Stack stack : engine.stacks.all()) {
            synchronized (stack) {
                if (!statuses.isEmpty() && !statuses.contains(stack.status.name())) {
                    continue;
                }
                ObjectNode summary = heading(stack);
                if (stack.deployment != null) {
                    stack.deployment.template().description().ifPresent(d -> summary.put("TemplateDescription", d));
                }
                stack.driftInformation(summary.putObject("DriftInformation"));
                summaries.add(summary);
            }
        }
        return summaries;
    }

    /** The template as it was given, or what its transforms made of it; none while the stack is under review. */
    public Optional<String> template(Optional<String> name, Optional<String> changeSet, boolean processed) {
        Stack stack = name.map(n -> engine.stacks.find(n).orElseThrow(() -> Refusals.stackWithIdMissing(n)))
                .orElseGet(() -> holder(changeSet));
        synchronized (stack) {
            Deployment deployment =
                    changeSet.map(c -> ChangeSets.find(stack, c).deployment).orElse(stack.deployment);
            return Optional.ofNullable(deployment)
                    .map(d -> processed && !d.template().transforms().isEmpty()
                            ? processed(d, Secrets.of(stack).and(d))
                            : d.template().body());
        }
    }

    /** Fn::ToJsonString puts the values of parameters into the text; what stands in the template is no secret. */
    private static String processed(Deployment deployment, Secrets secrets) {
        String written = deployment.template().body();
        return secrets.masked(deployment.bound().processed(), text -> !written.contains(text))
                .toString();
    }

    /** The stack of a change set that is named without it. */
    private Stack holder(Optional<String> changeSet) {
        String id = changeSet.orElseThrow(
                () -> Refusals.validation("StackName is required if ChangeSetName is not specified."));
        if (!id.startsWith("arn:")) {
            throw Refusals.validation("StackName is a required parameter.");
        }
        return engine.changeSets().stack(Optional.empty(), id);
    }

    /** All exports. */
    public List<ObjectNode> exports() {
        return engine.exports.all().stream()
                .map(export -> object().put("ExportingStackId", export.stackId())
                        .put("Name", export.name())
                        .put("Value", export.value()))
                .toList();
    }

    /** The names of the stacks that import a name. */
    public List<String> imports(String name) {
        List<String> importers = engine.exports.importers(name);
        if (importers.isEmpty()) {
            throw Refusals.validation("Export '" + name + "' is not imported by any stack.");
        }
        return importers;
    }

    private ObjectNode described(Stack stack) {
        synchronized (stack) {
            ObjectNode shown = heading(stack);
            if (stack.changeSetId != null && !isUndone(stack)) {
                shown.put("ChangeSetId", stack.changeSetId);
            }
            if (stack.timeoutInMinutes != null) {
                shown.put("TimeoutInMinutes", stack.timeoutInMinutes);
            }
            shown.put("DisableRollback", stack.disableRollback);
            if (stack.status != StackStatus.DELETE_COMPLETE) {
                shown.put("EnableTerminationProtection", stack.terminationProtection);
            }
            ObjectNode rollback = shown.putObject("RollbackConfiguration");
            stack.driftInformation(shown.putObject("DriftInformation"));
            Deployment deployment = stack.deployment;
            if (deployment != null) {
                deployment.template().description().ifPresent(d -> shown.put("Description", d));
                parameters(deployment, shown.putArray("Parameters"));
                deployment.capabilities().forEach(shown.withArray("Capabilities")::add);
                deployment.notificationArns().forEach(shown.withArray("NotificationARNs")::add);
                tags(deployment, shown.putArray("Tags"));
                deployment.rollback().show(rollback);
                if (deployment.roleArn() != null) {
                    shown.put("RoleARN", deployment.roleArn());
                }
            }
            ArrayNode outputs = shown.putArray("Outputs");
            stack.outputs.forEach(output -> outputs.add(output(output)));
            return shown;
        }
    }

    static void parameters(Deployment deployment, ArrayNode into) {
        var resolved = deployment.bound().resolvedValues();
        var shown = deployment.bound().parametersShown();
        for (ParameterDeclaration declaration : deployment.template().parameters()) {
            if (shown.containsKey(declaration.name())) {
                ObjectNode parameter = into.addObject();
                parameter.put("ParameterKey", declaration.name());
                parameter.put("ParameterValue", shown.get(declaration.name()));
                if (resolved.containsKey(declaration.name())) {
                    parameter.put("ResolvedValue", resolved.get(declaration.name()));
                }
            }
        }
    }

    static void tags(Deployment deployment, ArrayNode into) {
        deployment
                .tags()
                .forEach((key, value) -> into.addObject().put("Key", key).put("Value", value));
    }

    private static ObjectNode output(Output output) {
        ObjectNode shown = object().put("OutputKey", output.key()).put("OutputValue", output.value());
        if (output.description() != null) {
            shown.put("Description", output.description());
        }
        if (output.exportName() != null) {
            shown.put("ExportName", output.exportName());
        }
        return shown;
    }

    /** Whether what the change set made is gone or going. */
    private static boolean isUndone(Stack stack) {
        String status = stack.status.name();
        return status.startsWith("ROLLBACK") || status.startsWith("DELETE");
    }

    private static ObjectNode heading(Stack stack) {
        ObjectNode shown = object().put("StackId", stack.id).put("StackName", stack.name);
        shown.put("CreationTime", Times.text(stack.created));
        if (stack.updated != null) {
            shown.put("LastUpdatedTime", Times.text(stack.updated));
        }
        if (stack.deleted != null) {
            shown.put("DeletionTime", Times.text(stack.deleted));
        }
        shown.put("StackStatus", stack.status.name());
        stack.lastOperations(shown);
        if (stack.reason != null) {
            shown.put("StackStatusReason", stack.reason);
        }
        return shown;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
