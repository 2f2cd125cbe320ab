package connectlocal.cloudformation.engine;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A request of which a test names what it is about; all else is as a client leaves it. */
final class StackRequestBuilder {
    private final String name;
    private final Optional<String> template;
    private Map<String, Optional<String>> parameters = Map.of();
    private Optional<Map<String, String>> tags = Optional.empty();
    private Optional<String> role = Optional.empty();
    private Optional<String> policy = Optional.empty();
    private Optional<String> token = Optional.empty();
    private Optional<Duration> timeout = Optional.empty();
    private RollbackConfiguration rollback = RollbackConfiguration.NONE;
    private boolean disableRollback;
    private boolean deleteOnFailure;
    private boolean retainExceptOnCreate;

    private StackRequestBuilder(String name, Optional<String> template) {
        this.name = name;
        this.template = template;
    }

    /** One for this stack; without a template the previous one is meant. */
    static StackRequestBuilder forStack(String name, String template) {
        return new StackRequestBuilder(name, Optional.ofNullable(template));
    }

    StackRequestBuilder parameters(Map<String, Optional<String>> value) {
        parameters = value;
        return this;
    }

    StackRequestBuilder tags(Map<String, String> value) {
        tags = Optional.of(value);
        return this;
    }

    StackRequestBuilder role(Optional<String> arn) {
        role = arn;
        return this;
    }

    StackRequestBuilder policy(Optional<String> value) {
        policy = value;
        return this;
    }

    StackRequestBuilder token(Optional<String> value) {
        token = value;
        return this;
    }

    StackRequestBuilder timeout(Duration value) {
        timeout = Optional.of(value);
        return this;
    }

    StackRequestBuilder rollback(RollbackConfiguration value) {
        rollback = value;
        return this;
    }

    StackRequestBuilder disableRollback(boolean value) {
        disableRollback = value;
        return this;
    }

    StackRequestBuilder deleteOnFailure() {
        deleteOnFailure = true;
        return this;
    }

    StackRequestBuilder retainExceptOnCreate() {
        retainExceptOnCreate = true;
        return this;
    }

    StackRequest build() {
        return new StackRequest(
                name,
                template,
                parameters,
                tags,
                List.of(),
                Optional.empty(),
                role,
                disableRollback,
                deleteOnFailure,
                retainExceptOnCreate,
                false,
                policy,
                Optional.empty(),
                token,
                timeout,
                List.of(),
                rollback);
    }
}
