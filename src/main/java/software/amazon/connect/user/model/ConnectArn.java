package software.amazon.connect.user.model;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.cloudformation.proxy.ResourceHandlerRequest;

/**
 * The ARN of an Amazon Connect instance or of something in it, taken apart. The schema speaks of ARNs, the API of ids;
 * this is where one becomes the other.
 *
 * @param instanceArn {@code arn:PARTITION:connect:REGION:ACCOUNT:instance/ID}
 * @param account the twelve digits of the account
 * @param instanceId the id of the instance
 * @param type {@code agent}, {@code routing-profile}, {@code security-profile}, {@code agent-group}; null for the
 *     instance itself
 * @param id the id within the instance; null for the instance itself
 */
public record ConnectArn(String instanceArn, String account, String instanceId, String type, String id) {
    public static final String USER = "agent";
    public static final String ROUTING_PROFILE = "routing-profile";
    public static final String SECURITY_PROFILE = "security-profile";
    public static final String HIERARCHY_GROUP = "agent-group";

    private static final Pattern FORM =
            Pattern.compile("(arn:aws[-a-z0-9]*:connect:[-a-z0-9]*:([0-9]{12}):instance/([-a-zA-Z0-9]+))"
                    + "(?:/([-a-z]+)/([-a-zA-Z0-9]+))?");

    /**
     * Parses the ARN of an instance.
     *
     * @throws ConnectFailure InvalidRequest, naming the property, when it is none
     */
    public static ConnectArn instance(String property, String arn) {
        return parse(property, arn, null);
    }

    /**
     * Parses the ARN of something in an instance.
     *
     * @throws ConnectFailure InvalidRequest, naming the property, when it is none of that type
     */
    public static ConnectArn of(String type, String property, String arn) {
        return parse(property, arn, type);
    }

    private static ConnectArn parse(String property, String arn, String type) {
        Matcher matcher = FORM.matcher(arn == null ? "" : arn);
        if (!matcher.matches() || (type == null ? matcher.group(4) != null : !type.equals(matcher.group(4)))) {
            throw ConnectFailure.invalidRequest(
                    "%s must be an ARN of the form arn:aws:connect:REGION:ACCOUNT:instance/ID%s, but is %s"
                            .formatted(
                                    property,
                                    type == null ? "" : "/" + type + "/ID",
                                    arn == null ? "missing" : "'" + arn + "'"));
        }
        return new ConnectArn(matcher.group(1), matcher.group(2), matcher.group(3), matcher.group(4), matcher.group(5));
    }

    /** The id at the end of an ARN that the schema has already checked; null for null. */
    public static String idOf(String arn) {
        return arn == null ? null : arn.substring(arn.lastIndexOf('/') + 1);
    }

    /**
     * The ARN of something else in the same instance; null without an id, so that nothing reads back as {@code …/null}.
     */
    public String sibling(String siblingType, String siblingId) {
        return siblingId == null ? null : instanceArn + "/" + siblingType + "/" + siblingId;
    }

    /** The region that the ARN names. */
    public String region() {
        return instanceArn.split(":")[3];
    }

    /** The user as Connect itself names it; by its id in this instance where Connect says no more. */
    public ConnectArn user(String arn, String userId) {
        return of(USER, "UserArn", arn != null ? arn : sibling(USER, userId));
    }

    /**
     * Refuses what is of another account or partition than the request: the API takes ids, which say neither, so a call
     * would go to whatever has that id here. The region may differ, for a replicated instance keeps its id in each.
     *
     * @throws ConnectFailure InvalidRequest, naming both
     */
    public ConnectArn own(String property, ResourceHandlerRequest<?> request) {
        String partition = instanceArn.split(":")[1];
        boolean otherAccount =
                request.getAwsAccountId() != null && !request.getAwsAccountId().equals(account);
        boolean otherPartition =
                request.getAwsPartition() != null && !request.getAwsPartition().equals(partition);
        if (otherAccount || otherPartition) {
            throw ConnectFailure.invalidRequest(
                    ("%s '%s' is of account %s in partition %s, but the request is made for account %s in"
                                    + " partition %s: give one of that account")
                            .formatted(
                                    property,
                                    this,
                                    account,
                                    partition,
                                    Objects.requireNonNullElse(request.getAwsAccountId(), account),
                                    Objects.requireNonNullElse(request.getAwsPartition(), partition)));
        }
        return this;
    }

    /** Whether both belong to one instance. Regions may differ: a replicated instance keeps its id in each of them. */
    public boolean sameInstance(ConnectArn other) {
        return account.equals(other.account) && instanceId.equals(other.instanceId);
    }

    @Override
    public String toString() {
        return type == null ? instanceArn : sibling(type, id);
    }
}
