package connectlocal.provider;

import java.util.Map;

/**
 * What a handler is told of the stack that its resource belongs to.
 *
 * @param stackName goes into the system tags, as do the id and the logical id, where the type takes those
 * @param stackTags the tags of the stack, which the provider's framework merges with those of the resource
 * @param previousStackTags those that the stack had before
 * @param rollback whether a failed operation is being undone
 * @param driftable whether the call belongs to a drift detection
 */
public record StackContext(
        String stackId,
        String stackName,
        String logicalResourceId,
        Map<String, String> stackTags,
        Map<String, String> previousStackTags,
        boolean rollback,
        boolean driftable) {}
