package connectlocal.cloudformation.template.eval;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Finds imports of what nobody exports, so that they can be told before anything is made. */
public final class MissingExports {
    private MissingExports() {}

    /** The first name that a value would import in vain; branches of Fn::If that are not taken ask for nothing. */
    public static Optional<String> in(JsonNode value, Scope scope) {
        return in(value, Evaluator.aside(scope));
    }

    private static Optional<String> in(JsonNode value, Evaluator evaluator) {
        Scope scope = evaluator.scope();
        if (value.size() == 1 && value.path("Fn::If").size() == 3) {
            JsonNode branches = value.path("Fn::If");
            boolean holds = scope.conditions().getOrDefault(branches.path(0).asText(), false);
            return in(branches.path(holds ? 1 : 2), evaluator);
        }
        if (value.size() == 1 && value.has("Fn::ImportValue")) {
            JsonNode name = evaluator.evaluate(value.path("Fn::ImportValue"), "/Fn::ImportValue");
            boolean missing = name.isTextual()
                    && !name.textValue().contains(Scope.LATER)
                    && scope.surroundings().export(name.textValue()).isEmpty();
            return missing ? Optional.of(name.textValue()) : Optional.empty();
        }
        for (JsonNode member : value) {
            Optional<String> missing = in(member, evaluator);
            if (missing.isPresent()) {
                return missing;
            }
        }
        return Optional.empty();
    }
}
