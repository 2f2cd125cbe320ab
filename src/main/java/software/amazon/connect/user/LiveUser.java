package software.amazon.connect.user;

import java.time.Instant;
import java.util.Map;

/**
 * One user as Connect shows it.
 *
 * @param model every property that Connect shows, in both forms where it shows two, without {@code aws:} tags
 * @param tags all tags, {@code aws:} ones included
 * @param lastModified when anything of the user last changed; null when Connect does not say
 */
record LiveUser(ResourceModel model, Map<String, String> tags, Instant lastModified) {

    /** The model to answer a read with: each setting once, by channel where Connect has it by channel. */
    ResourceModel shown() {
        return shownLike(new ResourceModel());
    }

    /** The model to answer a write with: each setting once, in the form in which it is desired. */
    ResourceModel shownLike(ResourceModel desired) {
        ResourceModel shown = model.toBuilder().build();
        UserPhoneConfig phone = PhoneAndIdentity.copy(model.getPhoneConfig());
        for (ChannelSetting setting : ChannelSetting.values()) {
            boolean byChannel =
                    setting.hasChannels(model) && setting.membersIn(desired).isEmpty();
            if (byChannel) {
                setting.removeMembers(phone);
            } else {
                setting.removeChannels(shown);
            }
        }
        shown.setPhoneConfig(phone.equals(new UserPhoneConfig()) ? null : phone);
        return shown;
    }
}
