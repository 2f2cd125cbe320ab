package software.amazon.connect.user.model;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import software.amazon.connect.user.ResourceModel;

/**
 * One user as Connect shows it.
 *
 * @param model every property that Connect shows, in both forms where it shows two, without {@code aws:} tags
 * @param tags all tags, {@code aws:} ones included
 * @param lastModified when anything of the user last changed; null when Connect does not say
 */
public record LiveUser(ResourceModel model, Map<String, String> tags, Instant lastModified) {

    /** Equal for looks that show the same; the time of the last change says nothing of what is shown. */
    public int fingerprint() {
        return 31 * model.hashCode() + new TreeMap<>(tags).hashCode() | 1;
    }

    /**
     * The model to answer a write with: what Connect shows, with the ARNs of one thing as the desired model has them,
     * for in a replicated instance their regions may differ.
     */
    public ResourceModel shownLike(ResourceModel desired) {
        ResourceModel shown = model.toBuilder().build();
        shown.setInstanceArn(spelledLike(desired.getInstanceArn(), shown.getInstanceArn()));
        shown.setRoutingProfileArn(spelledLike(desired.getRoutingProfileArn(), shown.getRoutingProfileArn()));
        shown.setHierarchyGroupArn(spelledLike(desired.getHierarchyGroupArn(), shown.getHierarchyGroupArn()));
        if (shown.getSecurityProfileArns() != null && desired.getSecurityProfileArns() != null) {
            Map<String, String> given = desired.getSecurityProfileArns().stream()
                    .collect(toMap(ConnectArn::idOf, identity(), (one, other) -> one));
            shown.setSecurityProfileArns(shown.getSecurityProfileArns().stream()
                    .map(arn -> given.getOrDefault(ConnectArn.idOf(arn), arn))
                    .sorted()
                    .collect(toCollection(LinkedHashSet::new)));
        }
        return shown;
    }

    /** The same thing's ARN as the desired model has it: in a replicated instance its region may differ. */
    private static String spelledLike(String desired, String shown) {
        return Objects.equals(ConnectArn.idOf(desired), ConnectArn.idOf(shown)) ? desired : shown;
    }
}
