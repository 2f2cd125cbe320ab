package software.amazon.connect.user.change;

import static software.amazon.connect.user.model.WholeObject.PHONE;

import java.util.List;
import java.util.SortedMap;
import software.amazon.connect.user.ResourceModel;
import software.amazon.connect.user.UserPhoneConfig;
import software.amazon.connect.user.model.ChannelSetting;
import software.amazon.connect.user.model.ChannelSettings;
import software.amazon.connect.user.model.Difference;

/**
 * What a list by channel and PhoneConfig are to each other: one thing that is shown twice, or two, of which one is
 * written over by the other.
 *
 * @param previous the model of the last time, in the forms that the request is about
 * @param desired the desired one, likewise
 * @param asked the desired one as it was given
 * @param shown what Connect shows
 * @param phone PhoneConfig as it is to be sent
 */
record TwoForms(
        ResourceModel previous,
        ResourceModel desired,
        ResourceModel asked,
        ResourceModel shown,
        UserPhoneConfig phone) {

    /** What is to stay of a list and what PhoneConfig would make of it, given to every channel. */
    List<Difference> overwritten(ChannelSetting<?, ?> setting, ResourceModel lists) {
        SortedMap<String, List<?>> kept = setting.said(lists);
        SortedMap<String, List<?>> made = setting.said(kept.keySet(), phone);
        if (!setting.saidOfAll(phone).equals(setting.saidOfAll(new UserPhoneConfig()))) {
            made.putAll(setting.said(setting.spread(), phone));
        }
        return setting.members().isEmpty() ? List.of() : setting.differences(made, kept);
    }

    /**
     * Whether a list that Connect shows, or makes of PhoneConfig, must go: it was desired and no longer is, or is
     * desired to be empty; unless that was so before and it only says what PhoneConfig sets, as it does where the
     * service gives that to every channel.
     */
    boolean isDropped(ChannelSetting<?, ?> setting) {
        if (setting.hasChannels(desired)) {
            return false;
        }
        if (!setting.hasChannels(shown)) {
            return setting.isByChannel(desired) && setting.membersIn(desired).isEmpty();
        }
        if (!setting.isByChannel(desired) && !setting.hasChannels(previous)) {
            return false;
        }
        if (setting.membersIn(desired).isEmpty()) {
            return !setting.isUnset(shown);
        }
        return !(setting.isByChannel(previous) && !setting.hasChannels(previous) && setting.follows(shown, phone));
    }

    /** Where a list that nobody asks for is to be taken from: a request may repeat it, and a look be late. */
    ResourceModel repeated(ChannelSetting<?, ?> setting) {
        return setting.hasChannels(asked) ? asked : shown;
    }

    /** What a list says otherwise than PhoneConfig, which is documented to write it over. */
    List<Difference> unsaid(ChannelSetting<?, ?> setting, ResourceModel lists) {
        SortedMap<String, List<?>> kept = setting.said(lists);
        return setting == ChannelSettings.AFTER_CONTACT_WORK
                ? setting.differences(setting.said(kept.keySet(), phone), kept)
                : List.of();
    }

    /** Whether list and PhoneConfig may be two views of one thing. */
    boolean mayBeOneThing(ChannelSetting<?, ?> setting) {
        return saysOfVoice(setting, shown, PHONE.of(shown));
    }

    /** Whether a list says of VOICE what a phone configuration says, where both can: a list without it says nothing. */
    static boolean saysOfVoice(ChannelSetting<?, ?> setting, ResourceModel lists, UserPhoneConfig phone) {
        int sayable = setting.members().size();
        List<?> inPhone = setting.saidOfAll(phone).subList(0, sayable);
        List<?> voice = setting.said(lists).get("VOICE");
        return (voice == null ? setting.saidOfAll(new UserPhoneConfig()) : voice)
                .subList(0, sayable)
                .equals(inPhone);
    }

    /** Whether PhoneConfig is to say something else of this setting than it does. */
    boolean changesInPhone(ChannelSetting<?, ?> setting) {
        return !setting.saidOfAll(phone).equals(setting.saidOfAll(PHONE.of(shown)));
    }
}
