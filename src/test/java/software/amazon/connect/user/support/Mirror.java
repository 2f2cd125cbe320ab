package software.amazon.connect.user.support;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import software.amazon.connect.slice.model.ApiAfterContactWorkConfigPerChannel;
import software.amazon.connect.slice.model.ApiAutoAcceptConfig;
import software.amazon.connect.slice.model.ApiPersistentConnectionConfig;
import software.amazon.connect.slice.model.ApiPhoneNumberConfig;
import software.amazon.connect.slice.model.ApiUserPhoneConfig;
import software.amazon.connect.slice.model.UpdateUserConfigRequest;
import software.amazon.connect.slice.model.User;

/** A Connect in which PhoneConfig and the lists by channel are two views of the same settings. */
public final class Mirror {
    private static final List<String> CHANNELS = List.of("VOICE", "CHAT", "TASK", "EMAIL");

    private Mirror() {}

    /**
     * A user that such a Connect may have: lists say what they say, and PhoneConfig the same of VOICE and of the rest.
     */
    public static User both(User.Builder given) {
        User user = given.build();
        ApiUserPhoneConfig phone = phone(user.phoneConfig(), lists(user));
        User mirrored = lists(given, phone).build();
        User.Builder both = mirrored.toBuilder().phoneConfig(phone);
        if (!user.autoAcceptConfigs().isEmpty()) {
            both.autoAcceptConfigs(user.autoAcceptConfigs());
        }
        if (!user.afterContactWorkConfigs().isEmpty()) {
            both.afterContactWorkConfigs(user.afterContactWorkConfigs());
        }
        if (!user.phoneNumberConfigs().isEmpty()) {
            both.phoneNumberConfigs(user.phoneNumberConfigs());
        }
        if (!user.persistentConnectionConfigs().isEmpty()) {
            both.persistentConnectionConfigs(user.persistentConnectionConfigs());
        }
        return both.build();
    }

    private static UpdateUserConfigRequest lists(User user) {
        UpdateUserConfigRequest.Builder lists = UpdateUserConfigRequest.builder();
        if (!user.autoAcceptConfigs().isEmpty()) {
            lists.autoAcceptConfigs(user.autoAcceptConfigs());
        }
        if (!user.afterContactWorkConfigs().isEmpty()) {
            lists.afterContactWorkConfigs(user.afterContactWorkConfigs());
        }
        if (!user.phoneNumberConfigs().isEmpty()) {
            lists.phoneNumberConfigs(user.phoneNumberConfigs());
        }
        if (!user.persistentConnectionConfigs().isEmpty()) {
            lists.persistentConnectionConfigs(user.persistentConnectionConfigs());
        }
        return lists.build();
    }

    /** What PhoneConfig sets shows for every channel that the setting has. */
    public static User.Builder lists(User.Builder user, ApiUserPhoneConfig phone) {
        if (phone.autoAccept() != null) {
            user.autoAcceptConfigs(CHANNELS.stream()
                    .map(channel -> ApiAutoAcceptConfig.builder()
                            .channel(channel)
                            .autoAccept(phone.autoAccept())
                            .build())
                    .toList());
        }
        if (phone.afterContactWorkTimeLimit() != null) {
            afterContactWork(user, phone.afterContactWorkTimeLimit());
        }
        if (phone.phoneType() != null) {
            user.phoneNumberConfigs(ApiPhoneNumberConfig.builder()
                    .channel("VOICE")
                    .phoneType(phone.phoneType())
                    .phoneNumber(phone.deskPhoneNumber())
                    .build());
        }
        if (phone.persistentConnection() != null) {
            user.persistentConnectionConfigs(ApiPersistentConnectionConfig.builder()
                    .channel("VOICE")
                    .persistentConnection(phone.persistentConnection())
                    .build());
        }
        return user;
    }

    /** The same time for every channel. */
    static void afterContactWork(User.Builder user, int seconds) {
        user.afterContactWorkConfigs(CHANNELS.stream()
                .map(channel -> ApiAfterContactWorkConfigPerChannel.builder()
                        .channel(channel)
                        .afterContactWorkConfig(limit -> limit.afterContactWorkTimeLimit(seconds))
                        .build())
                .toList());
    }

    /** What a list sets for VOICE shows in PhoneConfig; a list without VOICE leaves nothing there. */
    public static ApiUserPhoneConfig phone(ApiUserPhoneConfig old, UpdateUserConfigRequest lists) {
        ApiUserPhoneConfig.Builder phone = old.toBuilder();
        if (lists.hasAutoAcceptConfigs()) {
            phone.autoAccept(voice(
                    lists.autoAcceptConfigs(), it -> isVoice(it.channelAsString()), ApiAutoAcceptConfig::autoAccept));
        }
        if (lists.hasAfterContactWorkConfigs()) {
            phone.afterContactWorkTimeLimit(voice(
                    lists.afterContactWorkConfigs(),
                    it -> isVoice(it.channelAsString()),
                    it -> it.afterContactWorkConfig().afterContactWorkTimeLimit()));
        }
        if (lists.hasPhoneNumberConfigs()) {
            phone.phoneType(voice(lists.phoneNumberConfigs(), it -> true, ApiPhoneNumberConfig::phoneType));
            phone.deskPhoneNumber(voice(lists.phoneNumberConfigs(), it -> true, ApiPhoneNumberConfig::phoneNumber));
        }
        if (lists.hasPersistentConnectionConfigs()) {
            phone.persistentConnection(voice(
                    lists.persistentConnectionConfigs(),
                    it -> true,
                    ApiPersistentConnectionConfig::persistentConnection));
        }
        return phone.build();
    }

    private static boolean isVoice(String channel) {
        return "VOICE".equals(channel);
    }

    private static <S, T> T voice(List<S> items, Predicate<S> isVoice, Function<S, T> value) {
        return Optional.of(items)
                .flatMap(all -> all.stream().filter(isVoice).findFirst())
                .map(value)
                .orElse(null);
    }
}
