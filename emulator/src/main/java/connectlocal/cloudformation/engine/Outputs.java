package connectlocal.cloudformation.engine;

import com.fasterxml.jackson.databind.JsonNode;
import connectlocal.cloudformation.template.model.TemplateError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Evaluates a stack's outputs when its resources are there, and sees to it that exports stay unambiguous. */
final class Outputs {
    private final Exports exports;

    Outputs(Exports exports) {
        this.exports = exports;
    }

    /**
     * What the outputs of a deployment come to.
     *
     * @param failure why the stack cannot have them; empty when it can
     */
    record Found(List<Output> values, String failure) {
        /** Where something else has failed nobody asks for outputs. */
        static final Found NONE = new Found(List.of(), "");
    }

    /** What a stack's are now; the caller holds the monitor of the exports until the stack has them. */
    Found of(Stack stack) {
        try {
            List<Output> values = evaluated(stack);
            return conflict(stack, values).map(why -> new Found(List.of(), why)).orElseGet(() -> new Found(values, ""));
        } catch (TemplateError e) {
            return new Found(List.of(), e.getMessage());
        }
    }

    private static List<Output> evaluated(Stack stack) {
        var outputs = new ArrayList<Output>();
        StackValues values = StackValues.of(stack);
        stack.deployment.bound().outputs().forEach((name, declaration) -> {
            JsonNode value = stack.deployment.bound().outputValue(name, values);
            outputs.add(new Output(
                    name,
                    value.asText(),
                    declaration.description().orElse(null),
                    declaration.exportName().orElse(null)));
        });
        return List.copyOf(outputs);
    }

    private Optional<String> conflict(Stack stack, List<Output> outputs) {
        return outputs.stream()
                .filter(output -> output.exportName() != null)
                .flatMap(output -> exports
                        .exporter(output.exportName(), stack)
                        .map(other -> "Export with name " + output.exportName() + " is already exported by stack "
                                + other + ".")
                        .stream())
                .findFirst()
                .or(() -> exports.usedBut(stack, outputs, "deleted"));
    }
}
