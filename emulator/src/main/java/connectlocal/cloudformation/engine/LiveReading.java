package connectlocal.cloudformation.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.provider.Action;
import connectlocal.provider.HandlerError;
import connectlocal.provider.HandlerRequest;
import connectlocal.provider.OperationListener;
import connectlocal.provider.Outcome;
import connectlocal.provider.ResourceType;
import connectlocal.provider.StackContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Looks at living resources on behalf of a stack, at many at once as far as the workers go. */
final class LiveReading {
    private final Tools tools;
    private final Stack stack;

    LiveReading(Tools tools, Stack stack) {
        this.tools = tools;
        this.stack = stack;
    }

    /** @param identity which resource is meant, by any of its type's identifiers */
    record Question(String logicalId, ResourceType type, ObjectNode identity) {}

    /** What the handlers say, by logical id; waits for all of them. */
    Map<String, Outcome> ask(Collection<Question> questions) throws InterruptedException {
        var answers = new ConcurrentHashMap<String, Outcome>();
        var open = new CountDownLatch(questions.size());
        for (Question question : questions) {
            var provider = tools.types().require(question.type().name());
            tools.workers().start(provider, request(question), new OperationListener() {
                @Override
                public boolean isWanted() {
                    return !stack.forgotten;
                }

                @Override
                public void waits(Optional<ObjectNode> reported, Duration wait) {}

                @Override
                public void ended(Outcome outcome) {
                    answers.put(question.logicalId(), outcome);
                    open.countDown();
                }

                @Override
                public void cancelled(Optional<ObjectNode> reported) {}
            });
        }
        while (!open.await(1, TimeUnit.SECONDS)) {
            if (stack.forgotten) {
                throw new InterruptedException("nobody asks for stack " + stack.name + " any more");
            }
        }
        return answers;
    }

    /** What the resources of the stack are really like, by logical id. */
    Map<String, LiveState> states() throws InterruptedException {
        var there = new LinkedHashMap<String, Deployed>();
        synchronized (stack) {
            for (StackResource resource : stack.listed()) {
                if (resource.now != null && resource.now.exists()) {
                    there.put(resource.logicalId, resource.now);
                }
            }
        }
        Map<String, Outcome> answers = ask(questions(there));
        var states = new LinkedHashMap<String, LiveState>();
        Instant seen = tools.journal().now();
        there.forEach((id, now) -> states.put(id, state(now, Optional.ofNullable(answers.get(id)), seen)));
        return states;
    }

    /** Those of these resources that have somebody to ask. */
    static List<Question> questions(Map<String, Deployed> resources) {
        return resources.entrySet().stream()
                .filter(entry -> entry.getValue().type().hasHandler(Action.READ))
                .map(entry -> new Question(entry.getKey(), entry.getValue().type(), identity(entry.getValue())))
                .toList();
    }

    private static ObjectNode identity(Deployed resource) {
        return resource.type().identifiers().primaryModel(resource.physicalId());
    }

    private static LiveState state(Deployed now, Optional<Outcome> answer, Instant seen) {
        if (answer.isEmpty()) {
            return new LiveState("UNSUPPORTED", Optional.empty(), seen);
        }
        if (answer.get().failedWith(HandlerError.NotFound)) {
            return new LiveState("DELETED", Optional.empty(), seen);
        }
        if (!answer.get().succeeded()) {
            return new LiveState("UNKNOWN", Optional.empty(), seen);
        }
        var state = new LiveState("IN_SYNC", answer.get().model(), seen);
        return state.drifted(now).isEmpty() ? state : new LiveState("MODIFIED", state.model(), seen);
    }

    private HandlerRequest request(Question question) {
        Map<String, String> tags = stack.deployment == null ? Map.of() : stack.deployment.tags();
        var context = new StackContext(stack.id, stack.name, question.logicalId(), tags, tags, false, true);
        return new HandlerRequest(
                Action.READ,
                UUID.randomUUID().toString(),
                question.identity(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(context));
    }
}
