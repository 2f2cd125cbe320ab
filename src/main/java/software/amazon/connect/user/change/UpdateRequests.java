package software.amazon.connect.user.change;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.services.connect.model.AssociateUserProficienciesRequest;
import software.amazon.awssdk.services.connect.model.DisassociateUserProficienciesRequest;
import software.amazon.awssdk.services.connect.model.TagResourceRequest;
import software.amazon.awssdk.services.connect.model.UntagResourceRequest;
import software.amazon.awssdk.services.connect.model.UpdateUserHierarchyRequest;
import software.amazon.awssdk.services.connect.model.UpdateUserIdentityInfoRequest;
import software.amazon.awssdk.services.connect.model.UpdateUserPhoneConfigRequest;
import software.amazon.awssdk.services.connect.model.UpdateUserProficienciesRequest;
import software.amazon.awssdk.services.connect.model.UpdateUserRoutingProfileRequest;
import software.amazon.awssdk.services.connect.model.UpdateUserSecurityProfilesRequest;
import software.amazon.awssdk.services.connect.model.UserProficiency;
import software.amazon.awssdk.services.connect.model.UserProficiencyDisassociate;
import software.amazon.connect.slice.model.UpdateUserConfigRequest;
import software.amazon.connect.user.ResourceModel;
import software.amazon.connect.user.UserIdentityInfo;
import software.amazon.connect.user.UserPhoneConfig;
import software.amazon.connect.user.change.ApiCall.Step;
import software.amazon.connect.user.model.ChannelSettings;
import software.amazon.connect.user.model.ConnectArn;
import software.amazon.connect.user.model.Difference;

/**
 * The request of each kind of call: ARNs become ids, null stays null, and what has no order is sent sorted.
 *
 * @param model the desired model
 * @param identity the identity as it is to be
 * @param phone what becomes of PhoneConfig and the lists by channel
 */
record UpdateRequests(ConnectArn user, ResourceModel model, UserIdentityInfo identity, PhoneChanges phone) {

    /** Those that carry nothing but what differs: proficiencies and tags. */
    UpdateRequests(ConnectArn user) {
        this(user, null, null, null);
    }

    /** The request that mends these differences. */
    AwsRequest of(Step step, List<Difference> differences) {
        return switch (step) {
            case IDENTITY -> updateUserIdentityInfo(identity);
            case CLEAR_LISTS, SET_LISTS -> updateUserConfig(phone.lists(step));
            case PHONE -> updateUserPhoneConfig(phone.target());
            case ROUTING_PROFILE -> updateUserRoutingProfile();
            case HIERARCHY_GROUP -> updateUserHierarchy();
            case SECURITY_PROFILES -> updateUserSecurityProfiles();
            case DISASSOCIATE -> disassociateUserProficiencies(differences);
            case ASSOCIATE -> associateUserProficiencies(differences);
            case LEVELS -> updateUserProficiencies(differences);
            case UNTAG -> untagResource(differences);
            case TAG -> tagResource(differences);
            default -> throw new IllegalArgumentException(step + " is no call of an update");
        };
    }

    /** The whole identity, which replaces or is merged into what there is. */
    private UpdateUserIdentityInfoRequest updateUserIdentityInfo(UserIdentityInfo info) {
        return UpdateUserIdentityInfoRequest.builder()
                .instanceId(user.instanceId())
                .userId(user.id())
                .identityInfo(identity -> identity.firstName(info.getFirstName())
                        .lastName(info.getLastName())
                        .email(info.getEmail())
                        .secondaryEmail(info.getSecondaryEmail())
                        .mobile(info.getMobile()))
                .build();
    }

    private UpdateUserPhoneConfigRequest updateUserPhoneConfig(UserPhoneConfig phone) {
        return UpdateUserPhoneConfigRequest.builder()
                .instanceId(user.instanceId())
                .userId(user.id())
                .phoneConfig(config -> config.phoneType(phone.getPhoneType())
                        .autoAccept(phone.getAutoAccept())
                        .afterContactWorkTimeLimit(phone.getAfterContactWorkTimeLimit())
                        .deskPhoneNumber(phone.getDeskPhoneNumber())
                        .persistentConnection(phone.getPersistentConnection()))
                .build();
    }

    private UpdateUserRoutingProfileRequest updateUserRoutingProfile() {
        return UpdateUserRoutingProfileRequest.builder()
                .instanceId(user.instanceId())
                .userId(user.id())
                .routingProfileId(ConnectArn.idOf(model.getRoutingProfileArn()))
                .build();
    }

    /** Without a group the user is taken out of the one that it is in. */
    private UpdateUserHierarchyRequest updateUserHierarchy() {
        return UpdateUserHierarchyRequest.builder()
                .instanceId(user.instanceId())
                .userId(user.id())
                .hierarchyGroupId(ConnectArn.idOf(model.getHierarchyGroupArn()))
                .build();
    }

    private UpdateUserSecurityProfilesRequest updateUserSecurityProfiles() {
        return UpdateUserSecurityProfilesRequest.builder()
                .instanceId(user.instanceId())
                .userId(user.id())
                .securityProfileIds(model.getSecurityProfileArns().stream()
                        .map(ConnectArn::idOf)
                        .collect(Collectors.toCollection(TreeSet::new)))
                .build();
    }

    private AssociateUserProficienciesRequest associateUserProficiencies(List<Difference> added) {
        return AssociateUserProficienciesRequest.builder()
                .instanceId(user.instanceId())
                .userId(user.id())
                .userProficiencies(proficiencies(added))
                .build();
    }

    private UpdateUserProficienciesRequest updateUserProficiencies(List<Difference> changed) {
        return UpdateUserProficienciesRequest.builder()
                .instanceId(user.instanceId())
                .userId(user.id())
                .userProficiencies(proficiencies(changed))
                .build();
    }

    private DisassociateUserProficienciesRequest disassociateUserProficiencies(List<Difference> removed) {
        return DisassociateUserProficienciesRequest.builder()
                .instanceId(user.instanceId())
                .userId(user.id())
                .userProficiencies(removed.stream()
                        .map(gone -> UserProficiencyDisassociate.builder()
                                .attributeName(gone.path().get(1))
                                .attributeValue(gone.path().get(2))
                                .build())
                        .toList())
                .build();
    }

    private static List<UserProficiency> proficiencies(List<Difference> differences) {
        return differences.stream()
                .map(it -> UserProficiency.builder()
                        .attributeName(it.path().get(1))
                        .attributeValue(it.path().get(2))
                        .level(((Double) it.after()).floatValue())
                        .build())
                .toList();
    }

    private TagResourceRequest tagResource(List<Difference> set) {
        Map<String, String> tags = new TreeMap<>();
        set.forEach(it -> tags.put(it.path().get(1), (String) it.after()));
        return TagResourceRequest.builder()
                .resourceArn(user.toString())
                .tags(tags)
                .build();
    }

    private UntagResourceRequest untagResource(List<Difference> removed) {
        return UntagResourceRequest.builder()
                .resourceArn(user.toString())
                .tagKeys(removed.stream().map(gone -> gone.path().get(1)).toList())
                .build();
    }

    /**
     * The settings by channel: an empty list clears one, an absent one says nothing.
     *
     * @see <a href="https://docs.aws.amazon.com/connect/latest/APIReference/API_UpdateUserConfig.html">API</a>
     */
    private UpdateUserConfigRequest updateUserConfig(ResourceModel channels) {
        UpdateUserConfigRequest.Builder request =
                UpdateUserConfigRequest.builder().instanceId(user.instanceId()).userId(user.id());
        ChannelSettings.ALL.forEach(setting -> setting.ask(channels, request));
        return request.build();
    }
}
