package connectlocal.cloudformation.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a caller asks to be deployed.
 *
 * @param templateBody empty when the previous template is meant
 * @param parameters empty values stand for the previous ones
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
        Optional<String> clientToken) {}
