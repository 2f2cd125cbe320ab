package software.amazon.connect.user;

import java.util.Map;

/**
 * What is wanted of a user, and what was wanted before.
 *
 * @param previous the model of the last time; null when there was none or the caller does not know
 * @param model the desired model
 * @param previousTags the tags of the last time, the stack's included
 * @param tags the desired tags, the stack's included
 */
record Desired(
        ResourceModel previous, ResourceModel model, Map<String, String> previousTags, Map<String, String> tags) {

    /**
     * The same with nothing asked for that Connect may rightly not show: the absence of a mobile number, which stays
     * where updates merge, the absence of a list by channel that shows what PhoneConfig sets, and the number of a desk
     * phone that is not in use.
     */
    Desired asShown(LiveUser live) {
        ResourceModel before =
                previous == null ? new ResourceModel() : previous.toBuilder().build();
        if (before.getIdentityInfo() != null) {
            UserIdentityInfo identity = PhoneAndIdentity.copy(before.getIdentityInfo());
            identity.setMobile(null);
            before.setIdentityInfo(identity);
        }
        for (ChannelSetting setting : ChannelSetting.values()) {
            if (!setting.membersIn(model).isEmpty()) {
                setting.removeChannels(before);
            }
        }
        UserPhoneConfig shown = live.model().getPhoneConfig();
        UserPhoneConfig phone = PhoneAndIdentity.copy(model.getPhoneConfig());
        String phoneType = phone.getPhoneType() != null || shown == null ? phone.getPhoneType() : shown.getPhoneType();
        if (!PhoneAndIdentity.DESK_PHONE.equals(phoneType)) {
            phone.setDeskPhoneNumber(shown == null ? null : shown.getDeskPhoneNumber());
        }
        return new Desired(before, model.toBuilder().phoneConfig(phone).build(), previousTags, tags);
    }
}
