package connectlocal.cloudformation.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Evaluates a stack's outputs when its resources are there, and sees to it that exports stay unambiguous. */
final class Outputs {
    private final Exports exports;

    Outputs(Exports exports) {
        this.exports = exports;
    }

    /** @throws connectlocal.cloudformation.template.model.TemplateError when one cannot be evaluated */
    List<Output> of(Stack stack, Deployment deployment) {
        var outputs = new ArrayList<Output>();
        StackValues values = StackValues.of(stack);
        deployment.bound().outputs().forEach((name, declaration) -> {
            JsonNode value = deployment.bound().outputValue(name, values);
            outputs.add(new Output(
                    name,
                    value.asText(),
                    declaration.description().orElse(null),
                    declaration.exportName().orElse(null)));
        });
        return outputs;
    }

    /** Why these outputs cannot be those of this stack; empty when they can. */
    Optional<String> conflict(Stack stack, List<Output> outputs) {
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
