package connectlocal.cloudformation.engine;

import connectlocal.http.AwsError;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Tells a call that makes a change set once more from one that wants the name of another. */
final class RepeatedChangeSet {
    private RepeatedChangeSet() {}

    /** Digests of what a change set is made of, for it may hold secrets; by the names that refusals give. */
    static Map<String, String> attributes(ChangeSets.Order order) {
        var attributes = new LinkedHashMap<String, Object>(order.request().attributes());
        attributes.put("ClientToken", order.request().clientToken());
        attributes.put("ChangeSetType", order.type());
        attributes.put("Description", order.description());
        attributes.put("ResourcesToImport", order.targets());
        attributes.put("ImportExistingResources", order.importExisting());
        attributes.put("DeploymentMode", order.revertDrift());
        attributes.put("OnStackFailure", order.onStackFailure());
        var digests = new LinkedHashMap<String, String>();
        attributes.forEach((name, value) -> digests.put(name, TokenUse.digest(value)));
        return digests;
    }

    /**
     * The change set that this call has made already; without a client token there is no telling, and one that was
     * carried out has given its name up.
     *
     * @throws AwsError AlreadyExistsException when another one has the name, and has not been carried out
     */
    static Optional<ChangeSet> of(Stack stack, ChangeSets.Order order) {
        Optional<ChangeSet> before;
        synchronized (stack) {
            before = stack.changeSets.values().stream()
                    .filter(c -> c.isCalled(order.name()))
                    .reduce((older, newer) -> newer);
        }
        Map<String, String> attributes = attributes(order);
        if (before.isPresent()
                && !before.get().isExecuted()
                && order.request().clientToken().isPresent()
                && attributes.equals(before.get().attributes)) {
            return before;
        }
        before.filter(changeSet -> !changeSet.isExecuted()).ifPresent(changeSet -> {
            throw new AwsError("AlreadyExistsException", 400, words(changeSet, attributes));
        });
        return Optional.empty();
    }

    private static String words(ChangeSet changeSet, Map<String, String> attributes) {
        String name = "ChangeSet " + changeSet.order.name();
        return attributes.entrySet().stream()
                .filter(attribute -> !attribute.getValue().equals(changeSet.attributes.get(attribute.getKey())))
                .findFirst()
                .map(other -> name + " cannot be created due to a mismatch with existing attribute " + other.getKey())
                .orElse(name + " already exists");
    }
}
