package connectlocal.cloudformation.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.cloudformation.engine.Engine;
import connectlocal.cloudformation.engine.RollbackCalls;
import connectlocal.cloudformation.engine.StackCalls;
import connectlocal.cloudformation.engine.StackSettings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The operations that change stacks. */
final class StackOperations {
    private final StackCalls stacks;
    private final RollbackCalls rollbacks;
    private final StackSettings settings;

    StackOperations(Engine engine) {
        this.stacks = engine.stacks();
        this.rollbacks = engine.rollbacks();
        this.settings = engine.settings();
    }

    Map<String, Function<Input, ObjectNode>> table() {
        return Map.of(
                "CreateStack", input -> id(stacks.create(Requests.of(input, input.newStackName(), true))),
                "UpdateStack", input -> id(stacks.update(Requests.of(input, input.stackName(), false))),
                "DeleteStack", this::deleteStack,
                "CancelUpdateStack", this::cancelUpdateStack,
                "ContinueUpdateRollback", this::continueUpdateRollback,
                "RollbackStack", this::rollbackStack,
                "UpdateTerminationProtection", this::updateTerminationProtection,
                "SetStackPolicy", this::setStackPolicy,
                "GetStackPolicy", this::getStackPolicy);
    }

    private ObjectNode deleteStack(Input input) {
        boolean force = input.oneOf("DeletionMode", List.of("STANDARD", "FORCE_DELETE_STACK"))
                .filter("FORCE_DELETE_STACK"::equals)
                .isPresent();
        stacks.delete(input.stackName(), Set.copyOf(input.list("RetainResources")), force, input.token());
        return nothing();
    }

    private ObjectNode cancelUpdateStack(Input input) {
        rollbacks.cancelUpdate(input.stackName(), input.token());
        return nothing();
    }

    private ObjectNode continueUpdateRollback(Input input) {
        rollbacks.continueRollback(input.stackName(), Set.copyOf(input.list("ResourcesToSkip")), input.token());
        return nothing();
    }

    private ObjectNode rollbackStack(Input input) {
        return id(rollbacks.rollback(input.stackName(), input.flag("RetainExceptOnCreate"), input.token()));
    }

    private ObjectNode updateTerminationProtection(Input input) {
        boolean on = input.optionalFlag("EnableTerminationProtection")
                .orElseThrow(() -> Input.violation("null", "EnableTerminationProtection", "Member must not be null"));
        return id(settings.protect(input.stackName(), on));
    }

    private ObjectNode setStackPolicy(Input input) {
        settings.setPolicy(input.stackName(), Body.POLICY.in(input).orElse(""));
        return nothing();
    }

    private ObjectNode getStackPolicy(Input input) {
        ObjectNode answer = nothing();
        settings.policy(input.stackName()).ifPresent(body -> answer.put("StackPolicyBody", body));
        return answer;
    }

    private static ObjectNode id(String stackId) {
        return nothing().put("StackId", stackId);
    }

    private static ObjectNode nothing() {
        return JsonNodeFactory.instance.objectNode();
    }
}
