package software.amazon.connect.user;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.connect.model.TagResourceRequest;
import software.amazon.awssdk.services.connect.model.UntagResourceRequest;
import software.amazon.awssdk.services.connect.model.UpdateUserHierarchyRequest;
import software.amazon.awssdk.services.connect.model.UpdateUserRoutingProfileRequest;
import software.amazon.awssdk.services.connect.model.UpdateUserSecurityProfilesRequest;
import software.amazon.awssdk.services.connectuser.model.AssociateUserProficienciesRequest;
import software.amazon.awssdk.services.connectuser.model.DisassociateUserProficienciesRequest;
import software.amazon.awssdk.services.connectuser.model.UpdateUserIdentityInfoRequest;
import software.amazon.awssdk.services.connectuser.model.UpdateUserPhoneConfigRequest;
import software.amazon.awssdk.services.connectuser.model.UpdateUserProficienciesRequest;
import software.amazon.awssdk.services.connectuser.model.UserProficiencyDisassociate;

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

  /**
   * What is wanted of a user, and what was wanted before.
   *
   * @param previous the model of the last time; null when there was none or the caller does not know
   * @param model the desired model
   * @param previousTags the tags of the last time, the stack's included
   * @param tags the desired tags, the stack's included
   */
  record Desired(ResourceModel previous, ResourceModel model, Map<String, String> previousTags, Map<String, String> tags) {

    /**
     * The same with nothing asked for that Connect may rightly not show: the absence of a mobile number, which stays
     * where updates merge, and the number of a desk phone that is not in use.
     */
    Desired asShown(LiveUser live) {
      ResourceModel before = previous;
      if (before != null && before.getIdentityInfo() != null) {
        UserIdentityInfo identity = PhoneAndIdentity.copy(before.getIdentityInfo());
        identity.setMobile(null);
        before = before.toBuilder().identityInfo(identity).build();
      }
      UserPhoneConfig shown = live.model().getPhoneConfig();
      UserPhoneConfig phone = PhoneAndIdentity.copy(model.getPhoneConfig());
      String phoneType = phone.getPhoneType() != null || shown == null ? phone.getPhoneType() : shown.getPhoneType();
      if (!PhoneAndIdentity.DESK_PHONE.equals(phoneType)) {
        phone.setDeskPhoneNumber(shown == null ? null : shown.getDeskPhoneNumber());
      }
      return new Desired(before, model.toBuilder().phoneConfig(phone).build(), previousTags, tags);
    }
  }

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
    changes.proficiencies();
    changes.tags();
    return List.copyOf(changes.calls);
  }

  private void identityInfo() {
    UserIdentityInfo target = PhoneAndIdentity.identityInfo(
        desired.previous == null ? null : desired.previous.getIdentityInfo(),
        desired.model.getIdentityInfo(),
        live.model().getIdentityInfo());
    if (!PhoneAndIdentity.sameIdentity(target, live.model().getIdentityInfo())) {
      calls.add(new ApiCall<>(
          "IdentityInfo",
          UpdateUserIdentityInfoRequest.builder().instanceId(user.instanceId()).userId(user.id())
              .identityInfo(RequestTranslator.identityInfo(target)).build(),
          (clients, request) -> clients.users().updateUserIdentityInfo(request)));
    }
  }

  /** Sends all lists that there are, changed or not: whether Connect keeps a list that is absent is not documented. */
  private void channels() {
    ResourceModel target = new ResourceModel();
    List<String> changed = new ArrayList<>();
    for (ChannelSetting setting : ChannelSetting.values()) {
      boolean drop = !setting.isByChannel(desired.model)
          && setting.hasChannels(desired.previous)
          && setting.hasChannels(live.model());
      if (setting.isByChannel(desired.model)) {
        setting.copyChannels(desired.model, target);
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
    UserPhoneConfig target = PhoneAndIdentity.phoneConfig(desired.previous, desired.model, live.model());
    if (!PhoneAndIdentity.samePhone(target, live.model().getPhoneConfig())) {
      calls.add(new ApiCall<>(
          "PhoneConfig",
          UpdateUserPhoneConfigRequest.builder().instanceId(user.instanceId()).userId(user.id())
              .phoneConfig(RequestTranslator.phoneConfig(target)).build(),
          (clients, request) -> clients.users().updateUserPhoneConfig(request)));
    }
  }

  private void routingProfile() {
    String target = ConnectArn.idOf(desired.model.getRoutingProfileArn());
    if (target != null && !target.equals(ConnectArn.idOf(live.model().getRoutingProfileArn()))) {
      calls.add(new ApiCall<>(
          "RoutingProfileArn",
          UpdateUserRoutingProfileRequest.builder().instanceId(user.instanceId()).userId(user.id())
              .routingProfileId(target).build(),
          (clients, request) -> clients.connect().updateUserRoutingProfile(request)));
    }
  }

  private void hierarchyGroup() {
    String target = ConnectArn.idOf(desired.model.getHierarchyGroupArn());
    String shown = ConnectArn.idOf(live.model().getHierarchyGroupArn());
    boolean drop = target == null
        && shown != null
        && desired.previous != null
        && desired.previous.getHierarchyGroupArn() != null;
    if (drop || target != null && !target.equals(shown)) {
      calls.add(new ApiCall<>(
          "HierarchyGroupArn",
          UpdateUserHierarchyRequest.builder().instanceId(user.instanceId()).userId(user.id())
              .hierarchyGroupId(target).build(),
          (clients, request) -> clients.connect().updateUserHierarchy(request)));
    }
  }

  private void securityProfiles() {
    Set<String> target = ids(desired.model.getSecurityProfileArns());
    if (!target.isEmpty() && !target.equals(ids(live.model().getSecurityProfileArns()))) {
      calls.add(new ApiCall<>(
          "SecurityProfileArns",
          UpdateUserSecurityProfilesRequest.builder().instanceId(user.instanceId()).userId(user.id())
              .securityProfileIds(target.stream().sorted().toList()).build(),
          (clients, request) -> clients.connect().updateUserSecurityProfiles(request)));
    }
  }

  private void proficiencies() {
    boolean dropped = desired.previous != null && !Proficiency.levelsOf(desired.previous).isEmpty();
    if (desired.model.getUserProficiencies() == null && !dropped) {
      return;
    }
    KeyedDiff<Proficiency, Double> diff =
        KeyedDiff.between(Proficiency.levelsOf(live.model()), Proficiency.levelsOf(desired.model));
    if (!diff.removed().isEmpty()) {
      calls.add(new ApiCall<>(
          "UserProficiencies",
          DisassociateUserProficienciesRequest.builder().instanceId(user.instanceId()).userId(user.id())
              .userProficiencies(diff.removed().stream()
                  .map(gone -> UserProficiencyDisassociate.builder()
                      .attributeName(gone.name()).attributeValue(gone.value()).build())
                  .toList())
              .build(),
          (clients, request) -> clients.users().disassociateUserProficiencies(request)));
    }
    if (!diff.added().isEmpty()) {
      calls.add(associate(user, diff));
    }
    if (!diff.changed().isEmpty()) {
      calls.add(new ApiCall<>(
          "UserProficiencies",
          UpdateUserProficienciesRequest.builder().instanceId(user.instanceId()).userId(user.id())
              .userProficiencies(RequestTranslator.proficiencies(diff.changed())).build(),
          (clients, request) -> clients.users().updateUserProficiencies(request)));
    }
  }

  private static ApiCall<?, ?> associate(ConnectArn user, KeyedDiff<Proficiency, Double> diff) {
    return new ApiCall<>(
        "UserProficiencies",
        AssociateUserProficienciesRequest.builder().instanceId(user.instanceId()).userId(user.id())
            .userProficiencies(RequestTranslator.proficiencies(diff.added())).build(),
        (clients, request) -> clients.users().associateUserProficiencies(request));
  }

  private void tags() {
    Map<String, String> liveTags = new TreeMap<>(live.tags());
    KeyedDiff<String, String> diff =
        KeyedDiff.merging(own(desired.previousTags), own(liveTags), own(desired.tags));
    if (!diff.removed().isEmpty()) {
      calls.add(new ApiCall<>(
          "Tags",
          UntagResourceRequest.builder().resourceArn(user.toString()).tagKeys(diff.removed()).build(),
          (clients, request) -> clients.connect().untagResource(request)));
    }
    Map<String, String> set = new TreeMap<>(diff.added());
    set.putAll(diff.changed());
    if (!set.isEmpty()) {
      calls.add(new ApiCall<>(
          "Tags",
          TagResourceRequest.builder().resourceArn(user.toString()).tags(set).build(),
          (clients, request) -> clients.connect().tagResource(request)));
    }
  }

  /** The tags that are ours to set and to remove: AWS keeps those whose keys start with {@code aws:} for itself. */
  static Map<String, String> own(Map<String, String> tags) {
    Predicate<String> reserved = key -> key.startsWith("aws:");
    return Stream.ofNullable(tags)
        .flatMap(all -> all.entrySet().stream())
        .filter(tag -> !reserved.test(tag.getKey()))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, other) -> other, TreeMap::new));
  }

  private static Set<String> ids(Set<String> arns) {
    return Stream.ofNullable(arns).flatMap(Set::stream).map(ConnectArn::idOf).collect(Collectors.toSet());
  }
}
