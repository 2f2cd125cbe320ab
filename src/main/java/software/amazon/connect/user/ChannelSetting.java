package software.amazon.connect.user;

import static java.util.Comparator.comparing;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The five settings that may differ by channel. Four of them can also be made for all channels at once, by members of
 * PhoneConfig: each setting is desired, compared and shown in one of its two forms, never in both.
 */
enum ChannelSetting {
    AUTO_ACCEPT(
            "AutoAcceptConfigs",
            new Items<>(
                    ResourceModel::getAutoAcceptConfigs,
                    ResourceModel::setAutoAcceptConfigs,
                    AutoAcceptConfig::getChannel,
                    item -> AutoAcceptConfig.builder()
                            .channel(item.getChannel())
                            .autoAccept(item.getAutoAccept())
                            .agentFirstCallbackAutoAccept(orFalse(item.getAgentFirstCallbackAutoAccept()))
                            .build()),
            new Member<>("AutoAccept", UserPhoneConfig::getAutoAccept, UserPhoneConfig::setAutoAccept)),
    AFTER_CONTACT_WORK(
            "AfterContactWorkConfigs",
            new Items<>(
                    ResourceModel::getAfterContactWorkConfigs,
                    ResourceModel::setAfterContactWorkConfigs,
                    AfterContactWorkConfigPerChannel::getChannel,
                    item -> AfterContactWorkConfigPerChannel.builder()
                            .channel(item.getChannel())
                            .afterContactWorkConfig(orUnlimited(item.getAfterContactWorkConfig()))
                            .agentFirstCallbackAfterContactWorkConfig(
                                    orUnlimited(item.getAgentFirstCallbackAfterContactWorkConfig()))
                            .build()),
            new Member<>(
                    "AfterContactWorkTimeLimit",
                    UserPhoneConfig::getAfterContactWorkTimeLimit,
                    UserPhoneConfig::setAfterContactWorkTimeLimit)),
    PHONE_NUMBER(
            "PhoneNumberConfigs",
            new Items<>(
                    ResourceModel::getPhoneNumberConfigs,
                    ResourceModel::setPhoneNumberConfigs,
                    PhoneNumberConfig::getChannel,
                    ChannelSetting::withoutUnusedNumber),
            new Member<>("PhoneType", UserPhoneConfig::getPhoneType, UserPhoneConfig::setPhoneType),
            new Member<>("DeskPhoneNumber", UserPhoneConfig::getDeskPhoneNumber, UserPhoneConfig::setDeskPhoneNumber)),
    PERSISTENT_CONNECTION(
            "PersistentConnectionConfigs",
            new Items<>(
                    ResourceModel::getPersistentConnectionConfigs,
                    ResourceModel::setPersistentConnectionConfigs,
                    PersistentConnectionConfig::getChannel,
                    Function.identity()),
            new Member<>(
                    "PersistentConnection",
                    UserPhoneConfig::getPersistentConnection,
                    UserPhoneConfig::setPersistentConnection)),
    VOICE_ENHANCEMENT(
            "VoiceEnhancementConfigs",
            new Items<>(
                    ResourceModel::getVoiceEnhancementConfigs,
                    ResourceModel::setVoiceEnhancementConfigs,
                    VoiceEnhancementConfig::getChannel,
                    Function.identity()));

    private final String property;
    private final Items<?> items;
    private final List<Member<?>> members;

    ChannelSetting(String property, Items<?> items, Member<?>... members) {
        this.property = property;
        this.items = items;
        this.members = List.of(members);
    }

    /** The property that holds the setting by channel. */
    String property() {
        return property;
    }

    /** Whether the model makes this setting by channel, be it with an empty list. */
    boolean isByChannel(ResourceModel model) {
        return model != null && items.of(model) != null;
    }

    /** Whether the model has at least one channel in this setting. */
    boolean hasChannels(ResourceModel model) {
        return isByChannel(model) && !items.of(model).isEmpty();
    }

    /** The channels of this setting in the model, in its order. */
    List<String> channels(ResourceModel model) {
        return isByChannel(model) ? items.channels(model) : List.of();
    }

    /** The members of PhoneConfig by which the model makes this setting for all channels. */
    List<Member<?>> membersIn(ResourceModel model) {
        UserPhoneConfig phone = model == null ? null : model.getPhoneConfig();
        return phone == null
                ? List.of()
                : members.stream().filter(member -> member.get(phone) != null).toList();
    }

    /** Whether both models say the same of every channel: order and spelled-out defaults make no difference. */
    boolean sameChannels(ResourceModel one, ResourceModel other) {
        return items.comparable(one).equals(items.comparable(other));
    }

    /** Gives the target this setting by channel as the source has it. */
    void copyChannels(ResourceModel source, ResourceModel target) {
        items.copy(source, target);
    }

    /** Takes this setting by channel out of the model. */
    void removeChannels(ResourceModel model) {
        items.copy(new ResourceModel(), model);
    }

    /** Gives the model no channel in this setting, which is what clears it. */
    void clearChannels(ResourceModel model) {
        items.clear(model);
    }

    /** Gives the target this setting for all channels as the source has it. */
    void copyMembers(UserPhoneConfig source, UserPhoneConfig target) {
        members.forEach(member -> member.copy(source, target));
    }

    /** Takes this setting for all channels out of a phone configuration. */
    void removeMembers(UserPhoneConfig phone) {
        members.forEach(member -> member.clear(phone));
    }

    /** Takes out of a phone configuration the members of this setting that are as in both others. */
    void removeMembersLike(UserPhoneConfig one, UserPhoneConfig other, UserPhoneConfig phone) {
        members.stream()
                .filter(member -> Objects.equals(member.get(phone), member.get(one)))
                .filter(member -> Objects.equals(member.get(phone), member.get(other)))
                .forEach(member -> member.clear(phone));
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
    record Member<T>(String name, Function<UserPhoneConfig, T> getter, BiConsumer<UserPhoneConfig, T> setter) {
        T get(UserPhoneConfig phone) {
            return getter.apply(phone);
        }

        void copy(UserPhoneConfig source, UserPhoneConfig target) {
            setter.accept(target, get(source));
        }

        void clear(UserPhoneConfig phone) {
            setter.accept(phone, null);
        }
    }

    /** One list by channel; {@code spelledOut} gives an item its defaults, so that items can be compared. */
    private record Items<T>(
            Function<ResourceModel, List<T>> getter,
            BiConsumer<ResourceModel, List<T>> setter,
            Function<T, String> channel,
            Function<T, T> spelledOut) {
        List<T> of(ResourceModel model) {
            return getter.apply(model);
        }

        List<String> channels(ResourceModel model) {
            return of(model).stream().map(channel).toList();
        }

        List<T> comparable(ResourceModel model) {
            return Stream.ofNullable(of(model))
                    .flatMap(List::stream)
                    .map(spelledOut)
                    .sorted(comparing(channel))
                    .toList();
        }

        void copy(ResourceModel source, ResourceModel target) {
            setter.accept(target, of(source));
        }

        void clear(ResourceModel model) {
            setter.accept(model, List.of());
        }
    }
}
