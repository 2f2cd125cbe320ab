package connectlocal.connect;

import connectlocal.connect.ChannelSettings.PerChannel;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How a user may take contacts: phone, auto-accept, after-contact work, per channel or for all.
 *
 * <p>Source: <a href="https://docs.aws.amazon.com/connect/latest/APIReference/API_UserPhoneConfig.html">UserPhoneConfig
 * </a> and <a href="https://docs.aws.amazon.com/connect/latest/APIReference/API_UpdateUserConfig.html">UpdateUserConfig
 * </a>.
 */
final class PhoneRules {
    static final String SOFT_PHONE = "SOFT_PHONE";
    private static final String DESK_PHONE = "DESK_PHONE";
    private static final int LONGEST_AFTER_CONTACT_WORK = 2_000_000;

    private final Behaviours behaviours;

    PhoneRules(Behaviours behaviours) {
        this.behaviours = behaviours;
    }

    void checkPhone(PhoneConfig phone) {
        checkNumber(phone.phoneType(), phone.deskPhoneNumber(), "PhoneConfig.DeskPhoneNumber");
        checkLimit(phone.afterContactWorkTimeLimit(), "PhoneConfig.AfterContactWorkTimeLimit");
    }

    /** Lists that are null were not given. */
    void checkChannels(ChannelSettings lists) {
        for (var item : checked(lists.autoAcceptConfigs(), "AutoAcceptConfigs")) {
            checkCallback(item, item.agentFirstCallbackAutoAccept(), "AutoAcceptConfigs.AgentFirstCallbackAutoAccept");
        }
        for (var item : checked(lists.afterContactWorkConfigs(), "AfterContactWorkConfigs")) {
            var callback = item.agentFirstCallbackAfterContactWorkConfig();
            checkCallback(item, callback, "AfterContactWorkConfigs.AgentFirstCallbackAfterContactWorkConfig");
            checkLimit(item.afterContactWorkConfig().afterContactWorkTimeLimit(), "AfterContactWorkConfigs");
            checkLimit(callback == null ? null : callback.afterContactWorkTimeLimit(), "AfterContactWorkConfigs");
        }
        for (var item : checked(lists.phoneNumberConfigs(), "PhoneNumberConfigs")) {
            checkVoice(item, "PhoneNumberConfigs");
            checkNumber(item.phoneType(), item.phoneNumber(), "PhoneNumberConfigs.PhoneNumber");
        }
        checked(lists.persistentConnectionConfigs(), "PersistentConnectionConfigs")
                .forEach(item -> checkVoice(item, "PersistentConnectionConfigs"));
        checked(lists.voiceEnhancementConfigs(), "VoiceEnhancementConfigs")
                .forEach(item -> checkVoice(item, "VoiceEnhancementConfigs"));
    }

    /** CreateUser takes each aspect in one form: PhoneConfig, or a list per channel. */
    void checkOneForm(PhoneConfig phone, ChannelSettings lists) {
        refuseBoth(phone.autoAccept(), "AutoAccept", lists.autoAcceptConfigs(), "AutoAcceptConfigs");
        refuseBoth(
                phone.afterContactWorkTimeLimit(),
                "AfterContactWorkTimeLimit",
                lists.afterContactWorkConfigs(),
                "AfterContactWorkConfigs");
        refuseBoth(phone.phoneType(), "PhoneType", lists.phoneNumberConfigs(), "PhoneNumberConfigs");
        refuseBoth(phone.deskPhoneNumber(), "DeskPhoneNumber", lists.phoneNumberConfigs(), "PhoneNumberConfigs");
        refuseBoth(
                phone.persistentConnection(),
                "PersistentConnection",
                lists.persistentConnectionConfigs(),
                "PersistentConnectionConfigs");
    }

    private static void refuseBoth(Object inPhoneConfig, String member, List<?> list, String listName) {
        if (inPhoneConfig != null && list != null) {
            throw ConnectErrors.invalidRequest("PhoneConfig." + member + " and " + listName
                    + " must not be given together: they set the same thing");
        }
    }

    private static <T extends PerChannel> List<T> checked(List<T> list, String name) {
        if (list == null) {
            return List.of();
        }
        Set<String> channels = new HashSet<>();
        for (T item : list) {
            if (!channels.add(item.channel())) {
                throw ConnectErrors.invalidParameter(
                        name + " must include channel " + item.channel() + " at most once");
            }
        }
        return list;
    }

    private static void checkVoice(PerChannel item, String name) {
        if (!item.channel().equals(ChannelSettings.VOICE)) {
            throw ConnectErrors.invalidParameter(name + " supports channel VOICE only, not " + item.channel());
        }
    }

    private static void checkCallback(PerChannel item, Object callback, String name) {
        if (callback != null) {
            checkVoice(item, name);
        }
    }

    private void checkNumber(String phoneType, String number, String member) {
        if (SOFT_PHONE.equals(phoneType) && number != null && behaviours.is(Switch.SOFT_PHONE_NUMBER, "refused")) {
            throw ConnectErrors.invalidParameter(member + " must not be given with PhoneType SOFT_PHONE");
        }
        if (DESK_PHONE.equals(phoneType) && number == null && behaviours.is(Switch.DESK_PHONE_NUMBER, "required")) {
            throw ConnectErrors.invalidParameter(member + " is required with PhoneType DESK_PHONE");
        }
    }

    private static void checkLimit(Integer seconds, String member) {
        if (seconds != null && seconds > LONGEST_AFTER_CONTACT_WORK) {
            throw ConnectErrors.invalidParameter(
                    member + " must be at most " + LONGEST_AFTER_CONTACT_WORK + " seconds of after-contact work");
        }
    }
}
