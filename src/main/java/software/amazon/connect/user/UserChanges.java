package software.amazon.connect.user;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.connect.model.UpdateUserHierarchyRequest;
import software.amazon.awssdk.services.connect.model.UpdateUserRoutingProfileRequest;
import software.amazon.awssdk.services.connect.model.UpdateUserSecurityProfilesRequest;
import software.amazon.awssdk.services.connectuser.model.UpdateUserIdentityInfoRequest;
import software.amazon.awssdk.services.connectuser.model.UpdateUserPhoneConfigRequest;

/**
 * What must be sent so that a user becomes what is desired: pure, and empty when nothing is missing.
 *
 * <p>What is desired wins; what was desired before and no longer is, goes; what is in neither stays as somebody else
 * left it. Removals come before additions, so that limits hold all the way, and tags come last, because a policy
 * conditioned on tags may take away the right to make the other calls.
 */
final class UserChanges {
    private final ConnectArn user;
    private final Desired desired;
    private final LiveUser live;
    private final List<ApiCall<?, ?>> calls = new ArrayList<>();

    private UserChanges(ConnectArn user, Desired desired, LiveUser live) {
        this.user = user;
        this.desired = desired;
        this.live = live;
    }

    /** The calls that make everything desired hold, in the order in which they must be sent. */
    static List<ApiCall<?, ?>> between(ConnectArn user, Desired desired, LiveUser live) {
        UserChanges changes = new UserChanges(user, desired, live);
        changes.identityInfo();
        changes.channels();
        changes.phoneConfig();
        changes.routingProfile();
        changes.hierarchyGroup();
        changes.securityProfiles();
        changes.calls.addAll(KeyedChanges.proficiencies(user, desired, live));
        changes.calls.addAll(KeyedChanges.tags(user, desired, live));
        return List.copyOf(changes.calls);
    }

    private void identityInfo() {
        UserIdentityInfo target = PhoneAndIdentity.identityInfo(
                desired.previous() == null ? null : desired.previous().getIdentityInfo(),
                desired.model().getIdentityInfo(),
                live.model().getIdentityInfo());
        if (!PhoneAndIdentity.sameIdentity(target, live.model().getIdentityInfo())) {
            calls.add(new ApiCall<>(
                    "IdentityInfo",
                    UpdateUserIdentityInfoRequest.builder()
                            .instanceId(user.instanceId())
                            .userId(user.id())
                            .identityInfo(RequestTranslator.identityInfo(target))
                            .build(),
                    (clients, request) -> clients.users().updateUserIdentityInfo(request)));
        }
    }

    /**
     * Sends all lists that there are, changed or not: whether Connect keeps a list that is absent is not documented.
     */
    private void channels() {
        ResourceModel target = new ResourceModel();
        List<String> changed = new ArrayList<>();
        for (ChannelSetting setting : ChannelSetting.values()) {
            boolean drop = setting.hasChannels(desired.previous()) && setting.hasChannels(live.model());
            if (setting.isByChannel(desired.model())) {
                setting.copyChannels(desired.model(), target);
            } else if (drop) {
                setting.clearChannels(target);
            } else {
                setting.copyChannels(live.model(), target);
            }
            if (!setting.sameChannels(target, live.model())) {
                changed.add(setting.property());
            }
        }
        if (!changed.isEmpty()) {
            calls.add(new ApiCall<>(
                    String.join(", ", changed),
                    RequestTranslator.updateUserConfig(user, target),
                    (clients, request) -> clients.users().updateUserConfig(request)));
        }
    }

    private void phoneConfig() {
        UserPhoneConfig target = PhoneAndIdentity.phoneConfig(desired.previous(), desired.model(), live.model());
        if (!PhoneAndIdentity.samePhone(target, live.model().getPhoneConfig())) {
            calls.add(new ApiCall<>(
                    "PhoneConfig",
                    UpdateUserPhoneConfigRequest.builder()
                            .instanceId(user.instanceId())
                            .userId(user.id())
                            .phoneConfig(RequestTranslator.phoneConfig(target))
                            .build(),
                    (clients, request) -> clients.users().updateUserPhoneConfig(request)));
        }
    }

    private void routingProfile() {
        String target = ConnectArn.idOf(desired.model().getRoutingProfileArn());
        if (target != null && !target.equals(ConnectArn.idOf(live.model().getRoutingProfileArn()))) {
            calls.add(new ApiCall<>(
                    "RoutingProfileArn",
                    UpdateUserRoutingProfileRequest.builder()
                            .instanceId(user.instanceId())
                            .userId(user.id())
                            .routingProfileId(target)
                            .build(),
                    (clients, request) -> clients.connect().updateUserRoutingProfile(request)));
        }
    }

    private void hierarchyGroup() {
        String target = ConnectArn.idOf(desired.model().getHierarchyGroupArn());
        String shown = ConnectArn.idOf(live.model().getHierarchyGroupArn());
        boolean drop = target == null
                && shown != null
                && desired.previous() != null
                && desired.previous().getHierarchyGroupArn() != null;
        if (drop || target != null && !target.equals(shown)) {
            calls.add(new ApiCall<>(
                    "HierarchyGroupArn",
                    UpdateUserHierarchyRequest.builder()
                            .instanceId(user.instanceId())
                            .userId(user.id())
                            .hierarchyGroupId(target)
                            .build(),
                    (clients, request) -> clients.connect().updateUserHierarchy(request)));
        }
    }

    private void securityProfiles() {
        Set<String> target = ids(desired.model().getSecurityProfileArns());
        if (!target.isEmpty() && !target.equals(ids(live.model().getSecurityProfileArns()))) {
            calls.add(new ApiCall<>(
                    "SecurityProfileArns",
                    UpdateUserSecurityProfilesRequest.builder()
                            .instanceId(user.instanceId())
                            .userId(user.id())
                            .securityProfileIds(target.stream().sorted().toList())
                            .build(),
                    (clients, request) -> clients.connect().updateUserSecurityProfiles(request)));
        }
    }

    private static Set<String> ids(Set<String> arns) {
        return Stream.ofNullable(arns)
                .flatMap(Set::stream)
                .map(ConnectArn::idOf)
                .collect(Collectors.toSet());
    }
}
