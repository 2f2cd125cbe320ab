package software.amazon.connect.user.model;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.services.connect.model.UpdateUserIdentityInfoRequest;
import software.amazon.awssdk.services.connect.model.UpdateUserPhoneConfigRequest;
import software.amazon.awssdk.services.connect.model.UserProficiency;
import software.amazon.connect.slice.model.ApiAfterContactWorkConfig;
import software.amazon.connect.slice.model.ApiAfterContactWorkConfigPerChannel;
import software.amazon.connect.slice.model.ApiAutoAcceptConfig;
import software.amazon.connect.slice.model.ApiPersistentConnectionConfig;
import software.amazon.connect.slice.model.ApiPhoneNumberConfig;
import software.amazon.connect.slice.model.ApiUserIdentityInfo;
import software.amazon.connect.slice.model.ApiUserPhoneConfig;
import software.amazon.connect.slice.model.ApiVoiceEnhancementConfig;
import software.amazon.connect.slice.model.CreateUserRequest;
import software.amazon.connect.slice.model.UpdateUserConfigRequest;
import software.amazon.connect.user.AfterContactWorkConfig;
import software.amazon.connect.user.ResourceModel;
import software.amazon.connect.user.UserIdentityInfo;
import software.amazon.connect.user.UserPhoneConfig;

/** From the model to Connect: ARNs become ids, null stays null, and collections that have no order are sent sorted. */
public final class RequestTranslator {

    private RequestTranslator() {}

    /**
     * Everything of a new user but the proficiencies, which CreateUser does not take.
     *
     * @see <a href="https://docs.aws.amazon.com/connect/latest/APIReference/API_CreateUser.html">CreateUser</a>
     */
    public static CreateUserRequest createUser(ResourceModel model, Map<String, String> tags) {
        return CreateUserRequest.builder()
                .instanceId(ConnectArn.idOf(model.getInstanceArn()))
                .username(model.getUsername())
                .password(model.getPassword())
                .directoryUserId(model.getDirectoryUserId())
                .routingProfileId(ConnectArn.idOf(model.getRoutingProfileArn()))
                .hierarchyGroupId(ConnectArn.idOf(model.getHierarchyGroupArn()))
                .securityProfileIds(model.getSecurityProfileArns().stream()
                        .map(ConnectArn::idOf)
                        .sorted()
                        .toList())
                .identityInfo(identityInfo(model.getIdentityInfo()))
                .phoneConfig(phoneConfig(model.getPhoneConfig()))
                .autoAcceptConfigs(nonEmpty(autoAccept(model)))
                .afterContactWorkConfigs(nonEmpty(afterContactWork(model)))
                .phoneNumberConfigs(nonEmpty(phoneNumber(model)))
                .persistentConnectionConfigs(nonEmpty(persistentConnection(model)))
                .voiceEnhancementConfigs(nonEmpty(voiceEnhancement(model)))
                .tags(tags.isEmpty() ? null : new TreeMap<>(tags))
                .build();
    }

    /**
     * The settings by channel: an empty list clears one, an absent one says nothing.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/connect/latest/APIReference/API_UpdateUserConfig.html">UpdateUserConfig</a>
     */
    public static UpdateUserConfigRequest updateUserConfig(ConnectArn user, ResourceModel channels) {
        return UpdateUserConfigRequest.builder()
                .instanceId(user.instanceId())
                .userId(user.id())
                .autoAcceptConfigs(autoAccept(channels))
                .afterContactWorkConfigs(afterContactWork(channels))
                .phoneNumberConfigs(phoneNumber(channels))
                .persistentConnectionConfigs(persistentConnection(channels))
                .voiceEnhancementConfigs(voiceEnhancement(channels))
                .build();
    }

    private static ApiUserIdentityInfo identityInfo(UserIdentityInfo info) {
        return info == null
                ? null
                : ApiUserIdentityInfo.builder()
                        .firstName(info.getFirstName())
                        .lastName(info.getLastName())
                        .email(info.getEmail())
                        .secondaryEmail(info.getSecondaryEmail())
                        .mobile(info.getMobile())
                        .build();
    }

    private static ApiUserPhoneConfig phoneConfig(UserPhoneConfig phone) {
        return phone == null
                ? null
                : ApiUserPhoneConfig.builder()
                        .phoneType(phone.getPhoneType())
                        .autoAccept(phone.getAutoAccept())
                        .afterContactWorkTimeLimit(phone.getAfterContactWorkTimeLimit())
                        .deskPhoneNumber(phone.getDeskPhoneNumber())
                        .persistentConnection(phone.getPersistentConnection())
                        .build();
    }

    /** The whole identity, which replaces or is merged into what there is. */
    public static UpdateUserIdentityInfoRequest updateUserIdentityInfo(ConnectArn user, UserIdentityInfo info) {
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

    /** The whole phone configuration. */
    public static UpdateUserPhoneConfigRequest updateUserPhoneConfig(ConnectArn user, UserPhoneConfig phone) {
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

    public static List<UserProficiency> proficiencies(SortedMap<Proficiency, Double> levels) {
        return levels.entrySet().stream()
                .map(entry -> UserProficiency.builder()
                        .attributeName(entry.getKey().name())
                        .attributeValue(entry.getKey().value())
                        .level(entry.getValue().floatValue())
                        .build())
                .toList();
    }

    private static List<ApiAutoAcceptConfig> autoAccept(ResourceModel model) {
        return each(model.getAutoAcceptConfigs(), it -> ApiAutoAcceptConfig.builder()
                .channel(it.getChannel())
                .autoAccept(it.getAutoAccept())
                .agentFirstCallbackAutoAccept(it.getAgentFirstCallbackAutoAccept())
                .build());
    }

    private static List<ApiAfterContactWorkConfigPerChannel> afterContactWork(ResourceModel model) {
        return each(model.getAfterContactWorkConfigs(), it -> ApiAfterContactWorkConfigPerChannel.builder()
                .channel(it.getChannel())
                .afterContactWorkConfig(limit(it.getAfterContactWorkConfig()))
                .agentFirstCallbackAfterContactWorkConfig(limit(it.getAgentFirstCallbackAfterContactWorkConfig()))
                .build());
    }

    private static ApiAfterContactWorkConfig limit(AfterContactWorkConfig config) {
        return config == null
                ? null
                : ApiAfterContactWorkConfig.builder()
                        .afterContactWorkTimeLimit(config.getAfterContactWorkTimeLimit())
                        .build();
    }

    private static List<ApiPhoneNumberConfig> phoneNumber(ResourceModel model) {
        return each(model.getPhoneNumberConfigs(), it -> ApiPhoneNumberConfig.builder()
                .channel(it.getChannel())
                .phoneType(it.getPhoneType())
                .phoneNumber(it.getPhoneNumber())
                .build());
    }

    private static List<ApiPersistentConnectionConfig> persistentConnection(ResourceModel model) {
        return each(model.getPersistentConnectionConfigs(), it -> ApiPersistentConnectionConfig.builder()
                .channel(it.getChannel())
                .persistentConnection(it.getPersistentConnection())
                .build());
    }

    private static List<ApiVoiceEnhancementConfig> voiceEnhancement(ResourceModel model) {
        return each(model.getVoiceEnhancementConfigs(), it -> ApiVoiceEnhancementConfig.builder()
                .channel(it.getChannel())
                .voiceEnhancementMode(it.getVoiceEnhancementMode())
                .build());
    }

    private static <S, T> List<T> each(List<S> items, Function<S, T> translate) {
        return items == null ? null : items.stream().map(translate).toList();
    }

    private static <T> List<T> nonEmpty(List<T> items) {
        return Stream.ofNullable(items).anyMatch(list -> !list.isEmpty()) ? items : null;
    }
}
