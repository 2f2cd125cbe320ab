package connectlocal.cloudformation.engine;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a caller asks to be deployed.
 *
 * @param templateBody empty when the previous template is meant
 * @param parameters empty values stand for the previous ones
 * @param timeout how long the creation may take
 * @param resourceTypes the types that the template may use; empty for all
 * @param tags empty keeps the stack's
 */
public record StackRequest(
        String stackName,
        Optional<String> templateBody,
        Map<String, Optional<String>> parameters,
        Optional<Map<String, String>> tags,
        List<String> capabilities,
        Optional<List<String>> notificationArns,
        Optional<String> roleArn,
        boolean disableRollback,
        boolean deleteOnFailure,
        boolean retainExceptOnCreate,
        boolean terminationProtection,
        Optional<String> policy,
        Optional<String> policyDuringUpdate,
        Optional<String> clientToken,
        Optional<Duration> timeout,
        List<String> resourceTypes,
        RollbackConfiguration rollback) {

    /** What makes two requests for one stack the same, by the names that refusals give. */
    Map<String, Object> attributes() {
        var attributes = new LinkedHashMap<String, Object>();
        attributes.put("Template", templateBody);
        attributes.put("Parameters", parameters);
        attributes.put("Tags", tags);
        attributes.put("Capabilities", capabilities);
        attributes.put("NotificationARNs", notificationArns);
        attributes.put("RoleARN", roleArn);
        attributes.put("ResourceTypes", resourceTypes);
        attributes.put("RollbackConfiguration", rollback);
        attributes.put("OnFailure", List.of(disableRollback, deleteOnFailure, retainExceptOnCreate));
        attributes.put("EnableTerminationProtection", terminationProtection);
        attributes.put("StackPolicy", List.of(policy, policyDuringUpdate));
        attributes.put("TimeoutInMinutes", timeout);
        return attributes;
    }

    /** The same as a change set is carried out. */
    StackRequest carriedOut(Optional<Boolean> noRollback, Optional<Boolean> exceptOnCreate, Optional<String> token) {
        return new StackRequest(
                stackName,
                templateBody,
                parameters,
                tags,
                capabilities,
                notificationArns,
                roleArn,
                noRollback.orElse(disableRollback),
                deleteOnFailure,
                exceptOnCreate.orElse(retainExceptOnCreate),
                terminationProtection,
                policy,
                policyDuringUpdate,
                token.or(() -> clientToken),
                timeout,
                resourceTypes,
                rollback);
    }
}
