package software.amazon.connect.user.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.connect.model.UpdateUserHierarchyRequest;
import software.amazon.awssdk.services.connect.model.UpdateUserIdentityInfoRequest;
import software.amazon.awssdk.services.connect.model.UpdateUserRoutingProfileRequest;
import software.amazon.awssdk.services.connect.model.UpdateUserSecurityProfilesRequest;
import software.amazon.connect.user.ResourceModel;
import software.amazon.connect.user.UserIdentityInfo;
import software.amazon.connect.user.UserPhoneConfig;
import software.amazon.connect.user.model.ChannelSetting;
import software.amazon.connect.user.model.ConnectArn;
import software.amazon.connect.user.model.LiveUser;
import software.amazon.connect.user.model.PhoneAndIdentity;
import software.amazon.connect.user.model.RequestTranslator;

/**
 * What must be sent so that a user becomes what is desired: pure, and empty when nothing is missing.
 *
 * <p>What is desired wins; what was desired before and no longer is, goes; what is in neither stays as somebody else
 * left it. Removals come before additions, so that limits hold all the way, and tags come last, because a policy
 * conditioned on tags may take away the right to make the other calls.
 */
public final class UserChanges {
    private final ConnectArn user;
    private final Desired desired;
    private final LiveUser live;
    private final List<ApiCall> calls = new ArrayList<>();

    private UserChanges(ConnectArn user, Desired desired, LiveUser live) {
        this.user = user;
        this.desired = desired;
        this.live = live;
    }

    /** The calls that make everything desired hold, in the order in which they must be sent. */
    public static List<ApiCall> between(ConnectArn user, Desired desired, LiveUser live) {
        UserChanges changes = new UserChanges(user, desired, live);
        changes.identityInfo();
        changes.phoneAndChannels();
        changes.routingProfile();
        changes.hierarchyGroup();
        changes.securityProfiles();
        changes.calls.addAll(KeyedChanges.proficiencies(user, desired, live));
        changes.calls.addAll(KeyedChanges.tags(user, desired, live));
        return List.copyOf(changes.calls);
    }

    /** The same update of an identity without its empty texts; empty when it has none. */
    public static Optional<ApiCall> withoutEmpty(ApiCall call) {
        if (!(call.request() instanceof UpdateUserIdentityInfoRequest request)) {
            return Optional.empty();
        }
        var info = request.identityInfo();
        UpdateUserIdentityInfoRequest left = request.toBuilder()
                .identityInfo(info.toBuilder()
                        .email("".equals(info.email()) ? null : info.email())
                        .secondaryEmail("".equals(info.secondaryEmail()) ? null : info.secondaryEmail())
                        .build())
                .build();
        return left.equals(request)
                ? Optional.empty()
                : Optional.of(new ApiCall(Step.IDENTITY_WITHOUT_EMPTY, call.property(), left));
    }

    private void identityInfo() {
        UserIdentityInfo target = PhoneAndIdentity.identityInfo(
                desired.previous().getIdentityInfo(),
                desired.model().getIdentityInfo(),
                live.model().getIdentityInfo());
        if (!PhoneAndIdentity.sameIdentity(target, live.model().getIdentityInfo())) {
            calls.add(
                    new ApiCall(Step.IDENTITY, "IdentityInfo", RequestTranslator.updateUserIdentityInfo(user, target)));
        }
    }

    /**
     * PhoneConfig and the lists by channel, in the order in which no call undoes another: lists that go, PhoneConfig,
     * which Connect may give to every channel, then the lists that are to stay. Each call carries all lists that are to
     * stay, changed or not: whether Connect keeps one that is absent is not documented.
     */
    private void phoneAndChannels() {
        ResourceModel shown = live.model();
        UserPhoneConfig phone = PhoneAndIdentity.phoneConfig(desired.previous(), desired.model(), shown);
        // What clears a list may take the member of PhoneConfig along that is desired instead.
        boolean phoneChanges = !PhoneAndIdentity.samePhone(phone, shown.getPhoneConfig())
                || Stream.of(ChannelSetting.values())
                        .anyMatch(setting -> setting.drops(desired.previous(), desired.model(), shown, phone)
                                && !setting.membersIn(desired.model()).isEmpty());
        ResourceModel cleared = new ResourceModel();
        ResourceModel target = new ResourceModel();
        List<String> going = new ArrayList<>();
        List<String> coming = new ArrayList<>();
        for (ChannelSetting setting : ChannelSetting.values()) {
            setting.copyChannels(shown, cleared);
            if (setting.hasChannels(desired.model())) {
                setting.copyChannels(desired.model(), target);
                boolean endangered = phoneChanges && !setting.follows(target, phone);
                if (endangered || !setting.showsChannels(desired.model(), shown)) {
                    coming.add(setting.property());
                }
            } else if (setting.drops(desired.previous(), desired.model(), shown, phone)) {
                going.add(setting.property());
                setting.clearChannels(cleared);
                if (!phoneChanges || setting.membersIn(desired.model()).isEmpty()) {
                    setting.clearChannels(target);
                }
            } else if (phoneChanges && !setting.sameInPhone(phone, phoneOf(shown))) {
                // Nobody asks for the list, and it may be another view of what PhoneConfig sets now.
                if (setting.mayBeOneThing(shown)) {
                    setting.copyChannelsLike(phone, shown, target);
                } else {
                    setting.copyChannels(shown, target);
                }
            } else {
                setting.copyChannels(shown, target);
                if (phoneChanges && setting.hasChannels(shown) && !setting.follows(shown, phone)) {
                    coming.add(setting.property());
                }
            }
        }
        if (phoneChanges && !going.isEmpty()) {
            lists(Step.CLEAR_LISTS, going, cleared);
        }
        if (phoneChanges) {
            phoneConfig(phone);
        } else {
            coming.addAll(going);
        }
        if (!coming.isEmpty()) {
            lists(Step.SET_LISTS, coming, target);
        }
    }

    private static UserPhoneConfig phoneOf(ResourceModel model) {
        return Objects.requireNonNullElseGet(model.getPhoneConfig(), UserPhoneConfig::new);
    }

    private void lists(Step step, List<String> properties, ResourceModel channels) {
        calls.add(new ApiCall(step, String.join(", ", properties), RequestTranslator.updateUserConfig(user, channels)));
    }

    private void phoneConfig(UserPhoneConfig target) {
        calls.add(new ApiCall(Step.PHONE, "PhoneConfig", RequestTranslator.updateUserPhoneConfig(user, target)));
    }

    private void routingProfile() {
        String target = ConnectArn.idOf(desired.model().getRoutingProfileArn());
        if (target != null && !target.equals(ConnectArn.idOf(live.model().getRoutingProfileArn()))) {
            calls.add(new ApiCall(
                    Step.ROUTING_PROFILE,
                    "RoutingProfileArn",
                    UpdateUserRoutingProfileRequest.builder()
                            .instanceId(user.instanceId())
                            .userId(user.id())
                            .routingProfileId(target)
                            .build()));
        }
    }

    private void hierarchyGroup() {
        String target = ConnectArn.idOf(desired.model().getHierarchyGroupArn());
        String shown = ConnectArn.idOf(live.model().getHierarchyGroupArn());
        boolean drop = target == null && shown != null && desired.previous().getHierarchyGroupArn() != null;
        if (drop || target != null && !target.equals(shown)) {
            calls.add(new ApiCall(
                    Step.HIERARCHY_GROUP,
                    "HierarchyGroupArn",
                    UpdateUserHierarchyRequest.builder()
                            .instanceId(user.instanceId())
                            .userId(user.id())
                            .hierarchyGroupId(target)
                            .build()));
        }
    }

    private void securityProfiles() {
        Set<String> target = ids(desired.model().getSecurityProfileArns());
        if (!target.isEmpty() && !target.equals(ids(live.model().getSecurityProfileArns()))) {
            calls.add(new ApiCall(
                    Step.SECURITY_PROFILES,
                    "SecurityProfileArns",
                    UpdateUserSecurityProfilesRequest.builder()
                            .instanceId(user.instanceId())
                            .userId(user.id())
                            .securityProfileIds(target.stream().sorted().toList())
                            .build()));
        }
    }

    private static Set<String> ids(Set<String> arns) {
        return Stream.ofNullable(arns)
                .flatMap(Set::stream)
                .map(ConnectArn::idOf)
                .collect(Collectors.toSet());
    }
}
