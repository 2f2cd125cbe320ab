package software.amazon.connect.user.model;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import software.amazon.connect.slice.model.ApiAfterContactWorkConfig;
import software.amazon.connect.slice.model.ApiAfterContactWorkConfigPerChannel;
import software.amazon.connect.slice.model.ApiAutoAcceptConfig;
import software.amazon.connect.slice.model.ApiPersistentConnectionConfig;
import software.amazon.connect.slice.model.ApiPhoneNumberConfig;
import software.amazon.connect.slice.model.ApiVoiceEnhancementConfig;
import software.amazon.connect.slice.model.CreateUserRequest;
import software.amazon.connect.slice.model.UpdateUserConfigRequest;
import software.amazon.connect.slice.model.User;
import software.amazon.connect.user.AfterContactWorkConfig;
import software.amazon.connect.user.AfterContactWorkConfigPerChannel;
import software.amazon.connect.user.AutoAcceptConfig;
import software.amazon.connect.user.PersistentConnectionConfig;
import software.amazon.connect.user.PhoneNumberConfig;
import software.amazon.connect.user.ResourceModel;
import software.amazon.connect.user.VoiceEnhancementConfig;
import software.amazon.connect.user.model.RequestTranslator.ChannelWire;

/** The settings that may differ by channel, a row for each: all that is particular to one stands in its row. */
public final class ChannelSettings {
    private static final List<String> EVERY_CHANNEL = List.of("VOICE", "CHAT", "TASK", "EMAIL");

    public static final ChannelSetting<?, ?> AUTO_ACCEPT = new ChannelSetting<>(
            "AutoAcceptConfigs",
            ResourceModel::getAutoAcceptConfigs,
            ResourceModel::setAutoAcceptConfigs,
            AutoAcceptConfig::getChannel,
            item -> List.of(isTrue(item.getAutoAccept()), isTrue(item.getAgentFirstCallbackAutoAccept())),
            (channel, phone, before) -> new AutoAcceptConfig(
                    channel,
                    isTrue(phone.getAutoAccept()),
                    before == null ? null : before.getAgentFirstCallbackAutoAccept()),
            WholeObject.PHONE.members("AutoAccept"),
            EVERY_CHANNEL,
            new ChannelWire<>(
                    item -> ApiAutoAcceptConfig.builder()
                            .channel(item.getChannel())
                            .autoAccept(item.getAutoAccept())
                            .agentFirstCallbackAutoAccept(item.getAgentFirstCallbackAutoAccept())
                            .build(),
                    CreateUserRequest.Builder::autoAcceptConfigs,
                    UpdateUserConfigRequest.Builder::autoAcceptConfigs,
                    User::autoAcceptConfigs,
                    it -> new AutoAcceptConfig(
                            it.channelAsString(), it.autoAccept(), it.agentFirstCallbackAutoAccept())));

    public static final ChannelSetting<?, ?> AFTER_CONTACT_WORK = new ChannelSetting<>(
            "AfterContactWorkConfigs",
            ResourceModel::getAfterContactWorkConfigs,
            ResourceModel::setAfterContactWorkConfigs,
            AfterContactWorkConfigPerChannel::getChannel,
            item -> List.of(
                    limit(item.getAfterContactWorkConfig()), limit(item.getAgentFirstCallbackAfterContactWorkConfig())),
            (channel, phone, before) -> AfterContactWorkConfigPerChannel.builder()
                    .channel(channel)
                    .agentFirstCallbackAfterContactWorkConfig(
                            before == null ? null : before.getAgentFirstCallbackAfterContactWorkConfig())
                    .afterContactWorkConfig(AfterContactWorkConfig.builder()
                            .afterContactWorkTimeLimit(
                                    Objects.requireNonNullElse(phone.getAfterContactWorkTimeLimit(), 0))
                            .build())
                    .build(),
            WholeObject.PHONE.members("AfterContactWorkTimeLimit"),
            EVERY_CHANNEL,
            new ChannelWire<>(
                    item -> ApiAfterContactWorkConfigPerChannel.builder()
                            .channel(item.getChannel())
                            .afterContactWorkConfig(toApi(item.getAfterContactWorkConfig()))
                            .agentFirstCallbackAfterContactWorkConfig(
                                    toApi(item.getAgentFirstCallbackAfterContactWorkConfig()))
                            .build(),
                    CreateUserRequest.Builder::afterContactWorkConfigs,
                    UpdateUserConfigRequest.Builder::afterContactWorkConfigs,
                    User::afterContactWorkConfigs,
                    it -> AfterContactWorkConfigPerChannel.builder()
                            .channel(it.channelAsString())
                            .afterContactWorkConfig(fromApi(it.afterContactWorkConfig()))
                            .agentFirstCallbackAfterContactWorkConfig(
                                    fromApi(it.agentFirstCallbackAfterContactWorkConfig()))
                            .build()));

    /** The number of a desk phone that is not in use says nothing, and Connect need not keep it. */
    public static final ChannelSetting<?, ?> PHONE_NUMBER = new ChannelSetting<>(
            "PhoneNumberConfigs",
            ResourceModel::getPhoneNumberConfigs,
            ResourceModel::setPhoneNumberConfigs,
            PhoneNumberConfig::getChannel,
            item -> Arrays.asList(
                    item.getPhoneType(),
                    WholeObject.DESK_PHONE.equals(item.getPhoneType()) ? item.getPhoneNumber() : null),
            (channel, phone, before) ->
                    new PhoneNumberConfig(channel, phone.getPhoneType(), phone.getDeskPhoneNumber()),
            WholeObject.PHONE.members("PhoneType", "DeskPhoneNumber"),
            List.of("VOICE"),
            new ChannelWire<>(
                    item -> ApiPhoneNumberConfig.builder()
                            .channel(item.getChannel())
                            .phoneType(item.getPhoneType())
                            .phoneNumber(item.getPhoneNumber())
                            .build(),
                    CreateUserRequest.Builder::phoneNumberConfigs,
                    UpdateUserConfigRequest.Builder::phoneNumberConfigs,
                    User::phoneNumberConfigs,
                    it -> new PhoneNumberConfig(
                            it.channelAsString(), it.phoneTypeAsString(), LiveUser.text(it.phoneNumber()))));

    public static final ChannelSetting<?, ?> PERSISTENT_CONNECTION = new ChannelSetting<>(
            "PersistentConnectionConfigs",
            ResourceModel::getPersistentConnectionConfigs,
            ResourceModel::setPersistentConnectionConfigs,
            PersistentConnectionConfig::getChannel,
            item -> Arrays.asList(item.getPersistentConnection()),
            (channel, phone, before) ->
                    new PersistentConnectionConfig(channel, isTrue(phone.getPersistentConnection())),
            WholeObject.PHONE.members("PersistentConnection"),
            List.of("VOICE"),
            new ChannelWire<>(
                    item -> ApiPersistentConnectionConfig.builder()
                            .channel(item.getChannel())
                            .persistentConnection(item.getPersistentConnection())
                            .build(),
                    CreateUserRequest.Builder::persistentConnectionConfigs,
                    UpdateUserConfigRequest.Builder::persistentConnectionConfigs,
                    User::persistentConnectionConfigs,
                    it -> new PersistentConnectionConfig(it.channelAsString(), it.persistentConnection())));

    public static final ChannelSetting<?, ?> VOICE_ENHANCEMENT = new ChannelSetting<>(
            "VoiceEnhancementConfigs",
            ResourceModel::getVoiceEnhancementConfigs,
            ResourceModel::setVoiceEnhancementConfigs,
            VoiceEnhancementConfig::getChannel,
            item -> Arrays.asList(item.getVoiceEnhancementMode()),
            (channel, phone, before) -> new VoiceEnhancementConfig(channel, "NONE"),
            List.of(),
            List.of(),
            new ChannelWire<>(
                    item -> ApiVoiceEnhancementConfig.builder()
                            .channel(item.getChannel())
                            .voiceEnhancementMode(item.getVoiceEnhancementMode())
                            .build(),
                    CreateUserRequest.Builder::voiceEnhancementConfigs,
                    UpdateUserConfigRequest.Builder::voiceEnhancementConfigs,
                    User::voiceEnhancementConfigs,
                    it -> new VoiceEnhancementConfig(it.channelAsString(), it.voiceEnhancementModeAsString())));

    public static final List<ChannelSetting<?, ?>> ALL =
            List.of(AUTO_ACCEPT, AFTER_CONTACT_WORK, PHONE_NUMBER, PERSISTENT_CONNECTION, VOICE_ENHANCEMENT);

    private ChannelSettings() {}

    private static Boolean isTrue(Boolean value) {
        return Boolean.TRUE.equals(value);
    }

    private static Integer limit(AfterContactWorkConfig config) {
        Integer limit = config == null ? null : config.getAfterContactWorkTimeLimit();
        return Objects.requireNonNullElse(limit, 0);
    }

    private static ApiAfterContactWorkConfig toApi(AfterContactWorkConfig config) {
        return config == null
                ? null
                : ApiAfterContactWorkConfig.builder()
                        .afterContactWorkTimeLimit(config.getAfterContactWorkTimeLimit())
                        .build();
    }

    private static AfterContactWorkConfig fromApi(ApiAfterContactWorkConfig config) {
        return config == null
                ? null
                : AfterContactWorkConfig.builder()
                        .afterContactWorkTimeLimit(config.afterContactWorkTimeLimit())
                        .build();
    }
}
