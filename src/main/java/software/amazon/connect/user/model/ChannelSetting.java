package software.amazon.connect.user.model;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import software.amazon.connect.user.AfterContactWorkConfig;
import software.amazon.connect.user.AfterContactWorkConfigPerChannel;
import software.amazon.connect.user.AutoAcceptConfig;
import software.amazon.connect.user.PersistentConnectionConfig;
import software.amazon.connect.user.PhoneNumberConfig;
import software.amazon.connect.user.ResourceModel;
import software.amazon.connect.user.UserPhoneConfig;
import software.amazon.connect.user.VoiceEnhancementConfig;

/**
 * The five settings that may differ by channel. Four of them can also be made for all channels at once, by members of
 * PhoneConfig: each setting is desired and compared in one of its two forms, and shown in both, as Connect does.
 */
public enum ChannelSetting {
    AUTO_ACCEPT(
            "AutoAcceptConfigs",
            new ChannelList<>(
                    ResourceModel::getAutoAcceptConfigs,
                    ResourceModel::setAutoAcceptConfigs,
                    AutoAcceptConfig::getChannel,
                    item -> AutoAcceptConfig.builder()
                            .channel(item.getChannel())
                            .autoAccept(item.getAutoAccept())
                            .agentFirstCallbackAutoAccept(orFalse(item.getAgentFirstCallbackAutoAccept()))
                            .build(),
                    (channel, phone) -> AutoAcceptConfig.builder()
                            .channel(channel)
                            .autoAccept(orFalse(phone.getAutoAccept()))
                            .build()),
            new Member<>("AutoAccept", UserPhoneConfig::getAutoAccept, UserPhoneConfig::setAutoAccept)),
    AFTER_CONTACT_WORK(
            "AfterContactWorkConfigs",
            new ChannelList<>(
                    ResourceModel::getAfterContactWorkConfigs,
                    ResourceModel::setAfterContactWorkConfigs,
                    AfterContactWorkConfigPerChannel::getChannel,
                    item -> AfterContactWorkConfigPerChannel.builder()
                            .channel(item.getChannel())
                            .afterContactWorkConfig(orUnlimited(item.getAfterContactWorkConfig()))
                            .agentFirstCallbackAfterContactWorkConfig(
                                    orUnlimited(item.getAgentFirstCallbackAfterContactWorkConfig()))
                            .build(),
                    (channel, phone) -> AfterContactWorkConfigPerChannel.builder()
                            .channel(channel)
                            .afterContactWorkConfig(orUnlimited(AfterContactWorkConfig.builder()
                                    .afterContactWorkTimeLimit(phone.getAfterContactWorkTimeLimit())
                                    .build()))
                            .build()),
            new Member<>(
                    "AfterContactWorkTimeLimit",
                    UserPhoneConfig::getAfterContactWorkTimeLimit,
                    UserPhoneConfig::setAfterContactWorkTimeLimit)),
    PHONE_NUMBER(
            "PhoneNumberConfigs",
            new ChannelList<>(
                    ResourceModel::getPhoneNumberConfigs,
                    ResourceModel::setPhoneNumberConfigs,
                    PhoneNumberConfig::getChannel,
                    ChannelSetting::withoutUnusedNumber,
                    (channel, phone) ->
                            new PhoneNumberConfig(channel, phone.getPhoneType(), phone.getDeskPhoneNumber())),
            new Member<>("PhoneType", UserPhoneConfig::getPhoneType, UserPhoneConfig::setPhoneType),
            new Member<>("DeskPhoneNumber", UserPhoneConfig::getDeskPhoneNumber, UserPhoneConfig::setDeskPhoneNumber)),
    PERSISTENT_CONNECTION(
            "PersistentConnectionConfigs",
            new ChannelList<>(
                    ResourceModel::getPersistentConnectionConfigs,
                    ResourceModel::setPersistentConnectionConfigs,
                    PersistentConnectionConfig::getChannel,
                    Function.identity(),
                    (channel, phone) ->
                            new PersistentConnectionConfig(channel, orFalse(phone.getPersistentConnection()))),
            new Member<>(
                    "PersistentConnection",
                    UserPhoneConfig::getPersistentConnection,
                    UserPhoneConfig::setPersistentConnection)),
    VOICE_ENHANCEMENT(
            "VoiceEnhancementConfigs",
            new ChannelList<>(
                    ResourceModel::getVoiceEnhancementConfigs,
                    ResourceModel::setVoiceEnhancementConfigs,
                    VoiceEnhancementConfig::getChannel,
                    Function.identity(),
                    (channel, phone) -> new VoiceEnhancementConfig(channel, "NONE")));

    private final String property;
    private final ChannelList<?> items;
    private final List<Member<?>> members;

    ChannelSetting(String property, ChannelList<?> items, Member<?>... members) {
        this.property = property;
        this.items = items;
        this.members = List.of(members);
    }

    /** The property that holds the setting by channel. */
    public String property() {
        return property;
    }

    /** Whether the model makes this setting by channel, be it with an empty list. */
    public boolean isByChannel(ResourceModel model) {
        return model != null && items.of(model) != null;
    }

    /** Whether the model has at least one channel in this setting. */
    public boolean hasChannels(ResourceModel model) {
        return isByChannel(model) && !items.of(model).isEmpty();
    }

    /** The channels of this setting in the model, in its order. */
    public List<String> channels(ResourceModel model) {
        return isByChannel(model) ? items.channels(model) : List.of();
    }

    /** The members of PhoneConfig by which the model makes this setting for all channels. */
    public List<Member<?>> membersIn(ResourceModel model) {
        UserPhoneConfig phone = model == null ? null : model.getPhoneConfig();
        return phone == null
                ? List.of()
                : members.stream().filter(member -> member.get(phone) != null).toList();
    }

    /** Whether both models say the same of every channel: order and spelled-out defaults make no difference. */
    public boolean sameChannels(ResourceModel one, ResourceModel other) {
        return items.comparable(one).equals(items.comparable(other));
    }

    /** Whether Connect shows every channel as desired, and further ones only as a user has them that never set any. */
    public boolean showsChannels(ResourceModel desired, ResourceModel shown) {
        return items.without(items.unset(shown), shown, channels(desired)).equals(items.comparable(desired));
    }

    /** Whether every channel is as a user has it that never set any: some services show those, too. */
    public boolean isUnset(ResourceModel shown) {
        return items.without(items.unset(shown), shown, List.of()).isEmpty();
    }

    /** Whether the list says for each of its channels what the phone configuration says for all of them. */
    public boolean follows(ResourceModel model, UserPhoneConfig phone) {
        UserPhoneConfig given = Objects.requireNonNullElseGet(phone, UserPhoneConfig::new);
        return items.comparable(model).equals(items.like(channels(model), given));
    }

    /** Whether two phone configurations say the same of this setting; what was never set is false or 0. */
    public boolean sameInPhone(UserPhoneConfig one, UserPhoneConfig other) {
        return items.like(ChannelList.VOICE, one).equals(items.like(ChannelList.VOICE, other));
    }

    /** Whether list and PhoneConfig may be two views of one thing: both say the same of VOICE. */
    public boolean mayBeOneThing(ResourceModel shown) {
        UserPhoneConfig phone = Objects.requireNonNullElseGet(shown.getPhoneConfig(), UserPhoneConfig::new);
        ResourceModel voice = new ResourceModel();
        items.copyOnly(ChannelList.VOICE, shown, voice);
        return hasChannels(voice) ? follows(voice, phone) : sameInPhone(phone, new UserPhoneConfig());
    }

    /** Gives the target the channels of the source, and VOICE, with what the phone configuration says for all. */
    public void copyChannelsLike(UserPhoneConfig phone, ResourceModel source, ResourceModel target) {
        items.copyLike(phone, source, target);
    }

    /**
     * Whether a list that Connect shows must go: it was desired and no longer is, or is desired to be empty; unless
     * that was so before and it only says what PhoneConfig sets, as it does where the service gives that to every
     * channel.
     *
     * @param phone the phone configuration that the user is to have
     */
    public boolean drops(ResourceModel previous, ResourceModel desired, ResourceModel shown, UserPhoneConfig phone) {
        if (hasChannels(desired) || !hasChannels(shown)) {
            return false;
        }
        if (!isByChannel(desired) && !hasChannels(previous)) {
            return false;
        }
        if (membersIn(desired).isEmpty()) {
            return !isUnset(shown);
        }
        boolean wasEmpty = isByChannel(previous) && !hasChannels(previous);
        return !(wasEmpty && follows(shown, phone));
    }

    /**
     * The members of PhoneConfig that a request sets while it sets the list, too: which of them holds, none can say.
     */
    public List<Member<?>> conflicts(ResourceModel previous, ResourceModel desired) {
        boolean listIsNew = hasChannels(desired) && !sameChannels(orEmpty(previous), desired);
        return listIsNew && membersChange(previous, desired) ? membersIn(desired) : List.of();
    }

    /**
     * Leaves each setting in the one form that the request is about. Clients of Cloud Control patch what a read shows,
     * and a read shows both forms: what a request sets or drops wins over what it only repeats, and what it only
     * repeats in both forms is nobody's wish.
     */
    public void leaveOneForm(ResourceModel previous, ResourceModel desired) {
        boolean listed = hasChannels(desired);
        boolean inPhone = !membersIn(desired).isEmpty();
        boolean sameList = sameChannels(previous, desired);
        boolean sameMembers = !membersChange(previous, desired);
        // A request without any PhoneConfig says nothing of its members: then the list that it gives holds.
        boolean dropsMember = !inPhone
                && desired.getPhoneConfig() != null
                && !membersIn(previous).isEmpty();
        boolean onlyRepeatsList = listed && sameList && (inPhone || dropsMember);
        if (onlyRepeatsList) {
            removeChannels(previous);
            removeChannels(desired);
        }
        if (listed && inPhone && (sameMembers || !sameList)) {
            removeMembers(previous.getPhoneConfig());
            removeMembers(desired.getPhoneConfig());
        }
    }

    private boolean membersChange(ResourceModel previous, ResourceModel desired) {
        return members.stream()
                .anyMatch(member -> !Objects.equals(memberOf(member, previous), memberOf(member, desired)));
    }

    private static Object memberOf(Member<?> member, ResourceModel model) {
        return model == null || model.getPhoneConfig() == null ? null : member.get(model.getPhoneConfig());
    }

    private static ResourceModel orEmpty(ResourceModel model) {
        return Objects.requireNonNullElseGet(model, ResourceModel::new);
    }

    /** Gives the target this setting by channel as the source has it. */
    public void copyChannels(ResourceModel source, ResourceModel target) {
        items.copy(source, target);
    }

    /** Takes this setting by channel out of the model. */
    public void removeChannels(ResourceModel model) {
        items.copy(new ResourceModel(), model);
    }

    /** Gives the model no channel in this setting, which is what clears it. */
    public void clearChannels(ResourceModel model) {
        items.clear(model);
    }

    /** Gives the target this setting for all channels as the source has it. */
    public void copyMembers(UserPhoneConfig source, UserPhoneConfig target) {
        members.forEach(member -> member.copy(source, target));
    }

    private void removeMembers(UserPhoneConfig phone) {
        if (phone != null) {
            members.forEach(member -> member.clear(phone));
        }
    }

    /** The number of a desk phone that is not in use says nothing, and Connect need not keep it. */
    private static PhoneNumberConfig withoutUnusedNumber(PhoneNumberConfig item) {
        return PhoneAndIdentity.DESK_PHONE.equals(item.getPhoneType())
                ? item
                : new PhoneNumberConfig(item.getChannel(), item.getPhoneType(), null);
    }

    private static Boolean orFalse(Boolean value) {
        return Boolean.TRUE.equals(value);
    }

    private static AfterContactWorkConfig orUnlimited(AfterContactWorkConfig config) {
        return Optional.ofNullable(config)
                .filter(given -> given.getAfterContactWorkTimeLimit() != null)
                .orElseGet(() -> AfterContactWorkConfig.builder()
                        .afterContactWorkTimeLimit(0)
                        .build());
    }

    /** One member of PhoneConfig. */
    public record Member<T>(String name, Function<UserPhoneConfig, T> getter, BiConsumer<UserPhoneConfig, T> setter) {
        public T get(UserPhoneConfig phone) {
            return getter.apply(phone);
        }

        void copy(UserPhoneConfig source, UserPhoneConfig target) {
            setter.accept(target, get(source));
        }

        void clear(UserPhoneConfig phone) {
            setter.accept(phone, null);
        }
    }
}
