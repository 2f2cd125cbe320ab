package software.amazon.connect.user.model;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.connect.slice.model.AfterContactWorkConfig;
import software.amazon.connect.slice.model.AfterContactWorkConfigPerChannel;
import software.amazon.connect.slice.model.AutoAcceptConfig;
import software.amazon.connect.slice.model.CreateUserRequest;
import software.amazon.connect.slice.model.PersistentConnectionConfig;
import software.amazon.connect.slice.model.PhoneNumberConfig;
import software.amazon.connect.slice.model.UpdateUserConfigRequest;
import software.amazon.connect.slice.model.UserIdentityInfo;
import software.amazon.connect.slice.model.UserPhoneConfig;
import software.amazon.connect.slice.model.UserProficiency;
import software.amazon.connect.slice.model.VoiceEnhancementConfig;
import software.amazon.connect.user.ResourceModel;

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

    public static UserIdentityInfo identityInfo(software.amazon.connect.user.UserIdentityInfo info) {
        return info == null
                ? null
                : UserIdentityInfo.builder()
                        .firstName(info.getFirstName())
                        .lastName(info.getLastName())
                        .email(info.getEmail())
                        .secondaryEmail(info.getSecondaryEmail())
                        .mobile(info.getMobile())
                        .build();
    }

    public static UserPhoneConfig phoneConfig(software.amazon.connect.user.UserPhoneConfig phone) {
        return phone == null
                ? null
                : UserPhoneConfig.builder()
                        .phoneType(phone.getPhoneType())
                        .autoAccept(phone.getAutoAccept())
                        .afterContactWorkTimeLimit(phone.getAfterContactWorkTimeLimit())
                        .deskPhoneNumber(phone.getDeskPhoneNumber())
                        .persistentConnection(phone.getPersistentConnection())
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

    private static List<AutoAcceptConfig> autoAccept(ResourceModel model) {
        return each(model.getAutoAcceptConfigs(), it -> AutoAcceptConfig.builder()
                .channel(it.getChannel())
                .autoAccept(it.getAutoAccept())
                .agentFirstCallbackAutoAccept(it.getAgentFirstCallbackAutoAccept())
                .build());
    }

    private static List<AfterContactWorkConfigPerChannel> afterContactWork(ResourceModel model) {
        return each(model.getAfterContactWorkConfigs(), it -> AfterContactWorkConfigPerChannel.builder()
                .channel(it.getChannel())
                .afterContactWorkConfig(limit(it.getAfterContactWorkConfig()))
                .agentFirstCallbackAfterContactWorkConfig(limit(it.getAgentFirstCallbackAfterContactWorkConfig()))
                .build());
    }

    private static AfterContactWorkConfig limit(software.amazon.connect.user.AfterContactWorkConfig config) {
        return config == null
                ? null
                : AfterContactWorkConfig.builder()
                        .afterContactWorkTimeLimit(config.getAfterContactWorkTimeLimit())
                        .build();
    }

    private static List<PhoneNumberConfig> phoneNumber(ResourceModel model) {
        return each(model.getPhoneNumberConfigs(), it -> PhoneNumberConfig.builder()
                .channel(it.getChannel())
                .phoneType(it.getPhoneType())
                .phoneNumber(it.getPhoneNumber())
                .build());
    }

    private static List<PersistentConnectionConfig> persistentConnection(ResourceModel model) {
        return each(model.getPersistentConnectionConfigs(), it -> PersistentConnectionConfig.builder()
                .channel(it.getChannel())
                .persistentConnection(it.getPersistentConnection())
                .build());
    }

    private static List<VoiceEnhancementConfig> voiceEnhancement(ResourceModel model) {
        return each(model.getVoiceEnhancementConfigs(), it -> VoiceEnhancementConfig.builder()
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
