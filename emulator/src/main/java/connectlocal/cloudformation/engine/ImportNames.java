package connectlocal.cloudformation.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.provider.Action;
import connectlocal.provider.Outcome;
import connectlocal.provider.ResourceType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the primary identifiers of what callers name otherwise, a user by instance and user name say: change sets show
 * them, and what belongs to another stack is known by them. Asks handlers, so nobody else may have to wait for it.
 */
final class ImportNames {
    private final Engine engine;

    ImportNames(Engine engine) {
        this.engine = engine;
    }

    /** The same targets; those that are not found, or make no sense, are left as they are. */
    Map<String, ChangeSets.Target> primary(String stackName, Map<String, ChangeSets.Target> targets)
            throws InterruptedException {
        var questions = new LinkedHashMap<String, LiveReading.Question>();
        targets.forEach((id, target) -> question(id, target).ifPresent(asked -> questions.put(id, asked)));
        if (questions.isEmpty()) {
            return targets;
        }
        Stack stack =
                engine.stacks.find(stackName).orElseGet(() -> engine.stacks().newStack(stackName));
        engine.imagined.add(stack);
        Map<String, Outcome> answers;
        try {
            answers = new LiveReading(engine.tools, stack).ask(questions.values());
        } finally {
            engine.imagined.remove(stack);
        }
        var named = new LinkedHashMap<>(targets);
        questions.forEach((id, asked) -> {
            if (answers.get(id).succeeded()) {
                var identifiers = asked.type().identifiers();
                answers.get(id)
                        .model()
                        .flatMap(identifiers::of)
                        .map(identifiers::primaryModel)
                        .ifPresent(name ->
                                named.put(id, new ChangeSets.Target(asked.type().name(), name)));
            }
        });
        return named;
    }

    private Optional<LiveReading.Question> question(String logicalId, ChangeSets.Target target) {
        return engine.types.find(target.type()).map(provider -> provider.type()).flatMap(type -> {
            Optional<ObjectNode> identity = identity(type, target);
            boolean other = identity.flatMap(type.identifiers()::of).isEmpty();
            return identity.filter(i -> other && type.hasHandler(Action.READ))
                    .map(i -> new LiveReading.Question(logicalId, type, i));
        });
    }

    private static Optional<ObjectNode> identity(ResourceType type, ChangeSets.Target target) {
        try {
            return Optional.of(type.identifiers().parse(target.identifier().toString()));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // which the caller is told later, in its turn
        }
    }
}
