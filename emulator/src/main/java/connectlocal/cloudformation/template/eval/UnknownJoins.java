package connectlocal.cloudformation.template.eval;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * Finds each Fn::Join of a Fn::Split that has nothing to split yet. A change set with values has AWS say of it what it
 * says of a Join without a list; that it was seen saying so of no other function is why no other is looked for.
 */
public final class UnknownJoins {
    private UnknownJoins() {}

    /** AWS's words, when there is one; branches of Fn::If that are not taken are not evaluated. */
    public static Optional<String> in(JsonNode value, Scope scope) {
        return in(value, Evaluator.aside(scope));
    }

    private static Optional<String> in(JsonNode value, Evaluator evaluator) {
        if (value.size() == 1 && value.path("Fn::If").size() == 3) {
            JsonNode branches = value.path("Fn::If");
            boolean holds =
                    evaluator.scope().conditions().getOrDefault(branches.path(0).asText(), false);
            return in(branches.path(holds ? 1 : 2), evaluator);
        }
        JsonNode joined = value.path("Fn::Join").path(1);
        if (joined.has("Fn::Split") && Evaluator.isLater(evaluator.evaluate(joined, "/Fn::Join/1"))) {
            return Optional.of(TextFunctions.JOIN);
        }
        for (JsonNode member : value) {
            Optional<String> found = in(member, evaluator);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }
}
