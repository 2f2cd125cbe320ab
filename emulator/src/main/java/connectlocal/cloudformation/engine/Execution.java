package connectlocal.cloudformation.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How a deployment is carried out, beside what is deployed.
 *
 * @param preserve whether failures leave everything else as it is
 * @param delete whether a new stack that fails goes away by itself
 * @param policy what forbids changes of resources
 * @param adopted identifiers of living resources that are taken into the stack instead of made, by logical id
 * @param live what the resources are really like, by logical id; empty when the deployment does not ask
 * @param limit how long the creation may take
 */
record Execution(
        boolean preserve,
        boolean delete,
        boolean retainExceptOnCreate,
        Optional<StackPolicy> policy,
        Map<String, ObjectNode> adopted,
        Map<String, LiveState> live,
        Optional<Duration> limit) {

    /** As a caller asks for it. */
    static Execution of(StackRequest request) {
        return new Execution(
                request.disableRollback(),
                request.deleteOnFailure(),
                request.retainExceptOnCreate(),
                Optional.empty(),
                Map.of(),
                Map.of(),
                request.timeout());
    }

    /** The same for what a change set has found out. */
    Execution with(Map<String, ObjectNode> adopted, Map<String, LiveState> live) {
        return new Execution(preserve, delete, retainExceptOnCreate, policy, adopted, live, limit);
    }

    /** The same under a stack policy. */
    Execution under(Optional<StackPolicy> policy) {
        return new Execution(preserve, delete, retainExceptOnCreate, policy, adopted, live, limit);
    }
}
