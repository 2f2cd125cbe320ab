package connectlocal.cloudformation.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.cloudformation.template.PropertyTypes;
import connectlocal.cloudformation.template.model.ResourceDeclaration;
import connectlocal.cloudformation.template.model.TemplateError;
import connectlocal.provider.ByValue;
import java.util.Objects;

/** Whether a deployment would change anything, template against previous template. */
final class Differences {
    private Differences() {}

    static boolean any(Stack stack, Deployment target) {
        if (!target.tags().equals(stack.deployment.tags())
                || !stack.status.name().endsWith("_COMPLETE")
                || !target.bound().resources().keySet().equals(stack.resources.keySet())) {
            return true;
        }
        return !outputs(stack.deployment).equals(outputs(target))
                || outputsDiffer(stack, target)
                || target.bound().resources().values().stream().anyMatch(d -> differs(stack, target, d));
    }

    /** The properties as far as they are known before anything is changed. */
    static ObjectNode known(Stack stack, Deployment target, ResourceDeclaration declaration, StackValues values) {
        ObjectNode known = target.bound().knownProperties(declaration.logicalId(), values);
        return stack.resource(declaration.logicalId())
                .map(r -> PropertyTypes.coerced(known, r.now.type().definition()))
                .orElse(known);
    }

    private static boolean differs(Stack stack, Deployment target, ResourceDeclaration declaration) {
        Deployed now = stack.resources.get(declaration.logicalId()).now;
        return !PropertyChanges.between(now.properties(), known(stack, target, declaration, StackValues.of(stack)))
                        .isEmpty()
                || now.isRetaggedBy(target) // an import of others gives the stack alone new tags
                || !now.metadata().equals(ByValue.SAME, declaration.metadata())
                || !Objects.equals(now.deletionPolicy(), declaration.deletionPolicy())
                || !Objects.equals(now.updateReplacePolicy(), declaration.updateReplacePolicy());
    }

    /**
     * What is declared as before may have another value: by a parameter, a mapping or a condition. What cannot be told
     * before resources are changed is another one; the update finds whether there is such a value.
     */
    private static boolean outputsDiffer(Stack stack, Deployment target) {
        StackValues values = StackValues.of(stack);
        try {
            return target.bound().outputs().keySet().stream().anyMatch(name -> stack.outputs.stream()
                    .noneMatch(o -> o.key().equals(name)
                            && o.value()
                                    .equals(target.bound()
                                            .outputValue(name, values)
                                            .asText())));
        } catch (TemplateError untold) {
            return true;
        }
    }

    private static Object outputs(Deployment deployment) {
        return deployment.bound().outputs();
    }
}
