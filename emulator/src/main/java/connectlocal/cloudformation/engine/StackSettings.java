package connectlocal.cloudformation.engine;

import java.util.Optional;

/** What callers can set on stacks without deploying anything. */
public final class StackSettings {
    private final Engine engine;

    StackSettings(Engine engine) {
        this.engine = engine;
    }

    /** Protects a stack against deletion, or no more; answers its id. */
    public String protect(String name, boolean on) {
        Stack stack = engine.stacks().existing(name);
        StackMemory.change(stack, () -> {
            stack.terminationProtection = on;
            engine.kept.stack(stack);
        });
        return stack.id;
    }

    /** Sets the stack policy. */
    public void setPolicy(String name, String body) {
        Stack stack = engine.stacks().existing(name);
        StackPolicy policy = StackPolicy.parse(body);
        StackMemory.change(stack, () -> {
            stack.policy = Optional.of(policy);
            engine.kept.stack(stack);
        });
    }

    /** The stack policy's text; empty when there is none. */
    public Optional<String> policy(String name) {
        return engine.stacks().existing(name).policy.map(StackPolicy::body);
    }
}
