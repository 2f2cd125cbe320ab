package connectlocal.connect;

import connectlocal.http.Regions;
import java.util.regex.Pattern;

/**
 * The ARNs of one account in one region. Wherever Amazon Connect takes an id of a resource, this one takes its ARN too.
 *
 * @param prefix what stands before an instance's id
 */
record Arns(String prefix) {
    private static final Pattern FORM = Pattern.compile(
            "arn:[-a-z]+:connect:[-a-z0-9]+:[0-9]{12}:instance/[-a-zA-Z0-9]+(/([-a-z]+)/[-a-zA-Z0-9]+)?");

    /** What lives in an instance, with the name of its kind in ARNs and in words. */
    enum Kind {
        USER("agent", "user"),
        ROUTING_PROFILE("routing-profile", "routing profile"),
        SECURITY_PROFILE("security-profile", "security profile"),
        HIERARCHY_GROUP("agent-group", "hierarchy group"),
        QUEUE("queue", "queue"),
        HOURS_OF_OPERATION("operating-hours", "hours of operation");

        private final String inArn;
        final String inWords;

        Kind(String inArn, String inWords) {
            this.inArn = inArn;
            this.inWords = inWords;
        }
    }

    static Arns of(String region, String accountId) {
        return new Arns("arn:" + Regions.partition(region) + ":connect:" + region + ":" + accountId + ":instance/");
    }

    static boolean isArn(String reference) {
        return reference.startsWith("arn:");
    }

    String instance(String instanceId) {
        return prefix + instanceId;
    }

    String of(Kind kind, String instanceId, String id) {
        return instance(instanceId) + "/" + kind.inArn + "/" + id;
    }

    /** The id of an instance that is named by id or ARN. */
    String instanceId(String reference) {
        if (!isArn(reference)) {
            return reference;
        }
        var form = FORM.matcher(reference);
        if (!form.matches() || form.group(1) != null) {
            throw ConnectErrors.invalidParameter("InstanceId " + reference
                    + " must be the id of an instance or an ARN of the form " + prefix + "<id>");
        }
        if (!reference.startsWith(prefix)) {
            throw ConnectErrors.notFound(
                    "The Amazon Connect instance " + reference + " is not in this account and region");
        }
        return reference.substring(prefix.length());
    }

    /** The id of something in an instance that is named by id or ARN. */
    String id(Kind kind, String instanceId, String reference) {
        if (!isArn(reference)) {
            return reference;
        }
        String start = of(kind, instanceId, "");
        var form = FORM.matcher(reference);
        if (!form.matches() || !kind.inArn.equals(form.group(2))) {
            throw ConnectErrors.invalidParameter(
                    reference + " must be the id of a " + kind.inWords + " or an ARN of the form " + start + "<id>");
        }
        if (!reference.startsWith(start)) {
            throw ConnectErrors.notFound(missing(kind, instanceId, reference));
        }
        return reference.substring(start.length());
    }

    static String missing(Kind kind, String instanceId, String reference) {
        return "The " + kind.inWords + " " + reference + " does not exist in the Amazon Connect instance " + instanceId;
    }
}
