package software.amazon.connect.user;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import software.amazon.awssdk.services.connect.model.InstanceSummary;
import software.amazon.awssdk.services.connect.model.ListInstancesResponse;
import software.amazon.connect.user.model.ConnectFailure;

/**
 * Where a walk over all instances of a region has come to, as the token that the caller hands back.
 *
 * @param instancesToken Connect's token of the page of instances that is being walked; null for the first
 * @param instanceId the instance that is being listed; null for the first of that page
 * @param usersToken Connect's token of the page of users that comes next; null for the first
 */
record RegionToken(String instancesToken, String instanceId, String usersToken) {
    private static final String SEPARATOR = "\n";

    /**
     * Reads a token back.
     *
     * @throws ConnectFailure InvalidRequest when the text is no token of ours
     */
    static RegionToken parse(String text) {
        if (text == null || text.isEmpty()) {
            return new RegionToken(null, null, null);
        }
        try {
            String[] parts =
                    new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(SEPARATOR, -1);
            boolean ours = parts.length == 3 && (parts[2].isEmpty() || !parts[1].isEmpty());
            if (ours) {
                return new RegionToken(orNull(parts[0]), orNull(parts[1]), orNull(parts[2]));
            }
        } catch (IllegalArgumentException e) {
            // Not Base64: refused below, like everything else that is not ours.
        }
        throw ConnectFailure.invalidRequest(
                "NextToken is not one that listing the users of all instances has given out; start again without it");
    }

    /** The index of the current instance in its page; the page's size when the page is empty. */
    int indexIn(ListInstancesResponse page) {
        List<String> ids =
                page.instanceSummaryList().stream().map(InstanceSummary::id).toList();
        if (instanceId == null) {
            return 0;
        }
        if (!ids.contains(instanceId)) {
            throw ConnectFailure.invalidRequest(
                    "The instance %s was listed half and is gone; start again without NextToken".formatted(instanceId));
        }
        return ids.indexOf(instanceId);
    }

    /** The position after a page of users; null at the end of the last instance. */
    RegionToken after(ListInstancesResponse page, int index, String nextUsersToken) {
        List<InstanceSummary> instances = page.instanceSummaryList();
        if (nextUsersToken != null && !nextUsersToken.isEmpty()) {
            return new RegionToken(instancesToken, instances.get(index).id(), nextUsersToken);
        }
        if (index + 1 < instances.size()) {
            return new RegionToken(instancesToken, instances.get(index + 1).id(), null);
        }
        boolean last = page.nextToken() == null || page.nextToken().isEmpty();
        return last ? null : new RegionToken(page.nextToken(), null, null);
    }

    @Override
    public String toString() {
        String plain = String.join(SEPARATOR, orEmpty(instancesToken), orEmpty(instanceId), orEmpty(usersToken));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    private static String orNull(String part) {
        return part.isEmpty() ? null : part;
    }

    private static String orEmpty(String part) {
        return part == null ? "" : part;
    }
}
