package software.amazon.connect.user;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;

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
        shown.setRoutingProfileArn(spelledLike(desired.getRoutingProfileArn(), shown.getRoutingProfileArn()));
        shown.setHierarchyGroupArn(spelledLike(desired.getHierarchyGroupArn(), shown.getHierarchyGroupArn()));
        return shown;
    }

    /** The same thing's ARN as the desired model has it: in a replicated instance its region may differ. */
    private static String spelledLike(String desired, String shown) {
        return Objects.equals(ConnectArn.idOf(desired), ConnectArn.idOf(shown)) ? desired : shown;
    }
}
