package connectlocal.cloudformation.engine;

import connectlocal.cloudformation.template.BoundTemplate;
import connectlocal.cloudformation.template.Template;
import java.util.List;
import java.util.Map;

/**
 * What a stack is to be like.
 *
 * @param given the parameters' values as they were given, those that UsePreviousValue repeated among them
 * @param surroundings what the template was bound in
 */
record Deployment(
        Template template,
        BoundTemplate bound,
        Map<String, String> given,
        Map<String, String> tags,
        List<String> capabilities,
        List<String> notificationArns,
        String roleArn,
        RollbackConfiguration rollback,
        StackSurroundings surroundings) {}
