package connectlocal.cloudformation.api;

import connectlocal.cloudformation.engine.StackRequest;
import connectlocal.http.AwsError;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what is to be deployed: the parameters that CreateStack, UpdateStack and CreateChangeSet share. */
final class Requests {
    private static final List<String> FAILURES = List.of("DELETE", "DO_NOTHING", "ROLLBACK");
    private static final List<String> CAPABILITIES =
            List.of("CAPABILITY_AUTO_EXPAND", "CAPABILITY_NAMED_IAM", "CAPABILITY_IAM");

    private static final int MOST_TAGS = 50;

    /** As many as a template may have. */
    private static final int MOST_PARAMETERS = 200;

    private Requests() {}

    /** @param create whether the stack is to be made, so that there is no previous template */
    static StackRequest of(Input input, String stackName, boolean create) {
        if (input.has("OnFailure") && input.has("DisableRollback")) {
            throw error("You can specify either DisableRollback or OnFailure, but not both.");
        }
        Optional<String> template = Body.TEMPLATE.in(input);
        if (template.isEmpty() && (create || !input.flag("UsePreviousTemplate"))) {
            throw error("Either Template URL or Template Body must be specified.");
        }
        String onFailure = input.oneOf("OnFailure", FAILURES)
                .or(() -> input.oneOf("OnStackFailure", FAILURES))
                .orElse("ROLLBACK");
        boolean preserve = onFailure.equals("DO_NOTHING")
                || input.structure("DeploymentConfig").flag("DisableRollback")
                || input.flag("DisableRollback");
        return new StackRequest(
                stackName,
                template,
                parameters(input),
                input.has("Tags") ? Optional.of(tags(input)) : Optional.empty(),
                input.listOf("Capabilities", CAPABILITIES),
                input.has("NotificationARNs") ? Optional.of(topics(input)) : Optional.empty(),
                input.text("RoleARN"),
                preserve,
                onFailure.equals("DELETE"),
                input.flag("RetainExceptOnCreate"),
                input.flag("EnableTerminationProtection"),
                Body.POLICY.in(input),
                Body.POLICY_DURING_UPDATE.in(input),
                input.text("ClientToken")
                        .map(token -> input.limited("ClientToken", 128))
                        .or(input::token),
                create ? timeout(input) : Optional.empty(),
                input.list("ResourceTypes"),
                RollbackTriggers.of(input));
    }

    private static Optional<Duration> timeout(Input input) {
        return input.text("TimeoutInMinutes").map(text -> {
            if (!text.matches("[0-9]{1,6}") || Integer.parseInt(text) < 1) {
                throw Input.violation(
                        "'" + text + "'", "TimeoutInMinutes", "Member must have value greater than or equal to 1");
            }
            return Duration.ofMinutes(Integer.parseInt(text));
        });
    }

    private static List<String> topics(Input input) {
        List<String> arns = input.list("NotificationARNs");
        if (arns.size() > 5) {
            throw Input.violation("'[...]'", "NotificationARNs", "Member must have length less than or equal to 5");
        }
        return arns;
    }

    private static Map<String, Optional<String>> parameters(Input input) {
        var parameters = new LinkedHashMap<String, Optional<String>>();
        for (Input parameter : input.structures("Parameters", MOST_PARAMETERS)) {
            boolean previous = parameter.flag("UsePreviousValue");
            String key = parameter.required("ParameterKey");
            Optional<String> value = parameter.text("ParameterValue");
            if (previous && value.isPresent()) {
                throw error("Invalid input for parameter key " + key
                        + ". Cannot specify usePreviousValue as true and non empty value for a parameter");
            }
            Optional<String> before = parameters.put(key, previous ? Optional.empty() : Optional.of(value.orElse("")));
            if (before != null) {
                throw error("Duplicate parameter keys found: " + key);
            }
        }
        return parameters;
    }

    private static Map<String, String> tags(Input input) {
        var tags = new LinkedHashMap<String, String>();
        for (Input tag : input.structures("Tags", MOST_TAGS)) {
            if (tag.has("Key")) {
                String key = tag.required("Key");
                if (key.regionMatches(true, 0, "aws:", 0, 4)) {
                    throw error("aws: prefixed tag key names are not allowed for external use.");
                }
                String before = tags.put(key, tag.text("Value").orElse(""));
                if (before != null) {
                    throw error("Duplicate tag keys found: " + key);
                }
            }
        }
        return tags;
    }

    private static AwsError error(String message) {
        return new AwsError("ValidationError", 400, message);
    }
}
