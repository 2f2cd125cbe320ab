package software.amazon.connect.user.change;

import static software.amazon.connect.user.model.WholeObject.IDENTITY;
import static software.amazon.connect.user.model.WholeObject.PHONE;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import software.amazon.connect.user.ResourceModel;
import software.amazon.connect.user.UserIdentityInfo;
import software.amazon.connect.user.change.ApiCall.Step;
import software.amazon.connect.user.model.ConnectArn;
import software.amazon.connect.user.model.Difference;
import software.amazon.connect.user.model.LiveUser;
import software.amazon.connect.user.model.Proficiency;
import software.amazon.connect.user.model.WholeObject;

/**
 * What must be sent so that a user becomes what is desired: pure, and empty when nothing is missing.
 *
 * <p>What is desired wins; what was desired before and no longer is, goes; what is in neither stays as somebody else
 * left it. The differences are found first, each under the kind of call that mends it; a call is made of those of its
 * kind, in the order of {@link Step}.
 */
public final class UserChanges {
    private final Desired desired;
    private final ResourceModel model;
    private final LiveUser live;
    private final UserIdentityInfo identity;
    private final PhoneChanges phone;
    private final Map<Step, List<Difference>> differences = new EnumMap<>(Step.class);

    private UserChanges(Desired desired, LiveUser live) {
        this.desired = desired;
        this.model = desired.model();
        this.live = live;
        this.identity = IDENTITY.target(IDENTITY.of(desired.previous()), IDENTITY.of(model), IDENTITY.of(live.model()));
        this.phone = new PhoneChanges(desired, live.model());
    }

    /** The calls that make everything desired hold, in the order in which they must be sent. */
    public static List<ApiCall> between(ConnectArn user, Desired desired, LiveUser live) {
        UserChanges changes = new UserChanges(desired, live);
        changes.find();
        UpdateRequests requests = new UpdateRequests(user, changes.model, changes.identity, changes.phone);
        return changes.differences.entrySet().stream()
                .map(it -> new ApiCall(
                        it.getKey(),
                        it.getValue(),
                        requests.of(it.getKey(), it.getValue()),
                        changes.carriesShown(it.getKey())))
                .toList();
    }

    /** Whether a user is as CreateUser makes it of what is wanted: only proficiencies may be missing. */
    public static boolean isAsMade(ConnectArn user, Desired wanted, LiveUser live) {
        String directoryUser = wanted.model().getDirectoryUserId();
        return (directoryUser == null || directoryUser.equals(live.model().getDirectoryUserId()))
                && Objects.equals(
                        ConnectArn.idOf(wanted.model().getHierarchyGroupArn()),
                        ConnectArn.idOf(live.model().getHierarchyGroupArn()))
                && between(user, wanted.asShown(live, false, false), live).stream()
                        .allMatch(call -> call.step() == Step.ASSOCIATE);
    }

    private boolean carriesShown(Step step) {
        return switch (step) {
            case IDENTITY -> saysMore(IDENTITY, identity);
            case PHONE -> saysMore(PHONE, phone.beside(desired.asked()));
            case CLEAR_LISTS, SET_LISTS -> phone.saysMore(step, desired.asked());
            default -> false;
        };
    }

    private <O> boolean saysMore(WholeObject<O> kind, O sent) {
        O asked = kind.spelledLike(sent, kind.of(desired.asked()));
        return !kind.differences(asked, sent).isEmpty();
    }

    private void find() {
        found(Step.IDENTITY, IDENTITY.differences(IDENTITY.of(live.model()), identity));
        phone.differences().forEach(this::found);
        found(Step.ROUTING_PROFILE, routingProfile());
        found(Step.HIERARCHY_GROUP, hierarchyGroup());
        found(Step.SECURITY_PROFILES, securityProfiles());
        proficiencies()
                .forEach(it -> found(
                        it.isRemoval() ? Step.DISASSOCIATE : it.isAddition() ? Step.ASSOCIATE : Step.LEVELS,
                        List.of(it)));
        tags().forEach(it -> found(it.isRemoval() ? Step.UNTAG : Step.TAG, List.of(it)));
    }

    private void found(Step step, List<Difference> more) {
        if (!more.isEmpty()) {
            differences.merge(step, more, (some, others) -> Stream.concat(some.stream(), others.stream())
                    .toList());
        }
    }

    private List<Difference> routingProfile() {
        String wanted = ConnectArn.idOf(model.getRoutingProfileArn());
        String shown = ConnectArn.idOf(live.model().getRoutingProfileArn());
        return wanted == null ? List.of() : whole("RoutingProfileArn", shown, wanted);
    }

    private List<Difference> hierarchyGroup() {
        String wanted = ConnectArn.idOf(model.getHierarchyGroupArn());
        String shown = ConnectArn.idOf(live.model().getHierarchyGroupArn());
        boolean nobodys = wanted == null && desired.previous().getHierarchyGroupArn() == null;
        return nobodys ? List.of() : whole("HierarchyGroupArn", shown, wanted);
    }

    private List<Difference> securityProfiles() {
        SortedSet<String> wanted = ids(model);
        return wanted.isEmpty() ? List.of() : whole("SecurityProfileArns", ids(live.model()), wanted);
    }

    private static SortedSet<String> ids(ResourceModel model) {
        SortedSet<String> ids = new TreeSet<>();
        Stream.ofNullable(model.getSecurityProfileArns())
                .flatMap(arns -> arns.stream())
                .map(ConnectArn::idOf)
                .forEach(ids::add);
        return ids;
    }

    private static List<Difference> whole(String property, Object shown, Object wanted) {
        return Objects.equals(shown, wanted) ? List.of() : List.of(new Difference(List.of(property), shown, wanted));
    }

    /** Replaced whole; nothing when neither model speaks of any. */
    private List<Difference> proficiencies() {
        boolean dropped = !Proficiency.levelsOf(desired.previous()).isEmpty();
        return model.getUserProficiencies() == null && !dropped
                ? List.of()
                : Difference.between(
                        Proficiency.levelsOf(live.model()), Proficiency.levelsOf(model), Proficiency::path);
    }

    /** Merged: what others have put there stays. */
    private List<Difference> tags() {
        return Difference.merging(
                desired.previousTags(), LiveUser.ownTags(live.tags()), desired.tags(), key -> List.of("Tags", key));
    }
}
