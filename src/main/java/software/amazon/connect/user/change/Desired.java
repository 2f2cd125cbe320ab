package software.amazon.connect.user.change;

import java.util.Map;
import software.amazon.connect.user.ResourceModel;
import software.amazon.connect.user.UserIdentityInfo;
import software.amazon.connect.user.UserPhoneConfig;
import software.amazon.connect.user.model.ChannelSetting;
import software.amazon.connect.user.model.LiveUser;
import software.amazon.connect.user.model.PhoneAndIdentity;

/**
 * What is wanted of a user, and what was wanted before: what fell away between the two must go.
 *
 * @param previous the model of the last time; an empty one when there was none or the caller does not know
 * @param model the desired model
 * @param previousTags the tags of the last time, the stack's included
 * @param tags the desired tags, the stack's included
 */
public record Desired(
        ResourceModel previous, ResourceModel model, Map<String, String> previousTags, Map<String, String> tags) {

    /** The same with each setting by channel in the one form that the request is about. */
    public static Desired of(
            ResourceModel previous, ResourceModel model, Map<String, String> previousTags, Map<String, String> tags) {
        ResourceModel before = copy(previous == null ? new ResourceModel() : previous);
        ResourceModel wanted = copy(model);
        // Whoever knows no previous model repeats what there is, as far as can be told.
        ResourceModel repeated = previous == null ? copy(model) : before;
        for (ChannelSetting setting : ChannelSetting.values()) {
            setting.leaveOneForm(repeated, wanted);
        }
        return new Desired(before, wanted, previousTags, tags);
    }

    /**
     * The same with nothing asked for that Connect may rightly show otherwise: the absence of a mobile number, which
     * stays where updates merge, the absence of a list by channel that shows what PhoneConfig sets or nothing set, the
     * number of a desk phone that is not in use, and the case of an e-mail address.
     *
     * @param emailsMayStay whether the service refused to clear e-mail addresses
     */
    public Desired asShown(LiveUser live, boolean emailsMayStay) {
        ResourceModel before = copy(previous);
        ResourceModel wanted = copy(model);
        UserIdentityInfo identity = before.getIdentityInfo();
        if (identity != null) {
            identity.setMobile(null);
            identity.setEmail(emailsMayStay ? null : identity.getEmail());
            identity.setSecondaryEmail(emailsMayStay ? null : identity.getSecondaryEmail());
        }
        wanted.setIdentityInfo(PhoneAndIdentity.spelledLike(live.model().getIdentityInfo(), wanted.getIdentityInfo()));
        UserPhoneConfig shown = live.model().getPhoneConfig();
        for (ChannelSetting setting : ChannelSetting.values()) {
            if (setting.follows(live.model(), shown) || setting.isUnset(live.model())) {
                setting.removeChannels(before);
                if (!setting.hasChannels(wanted)) {
                    setting.removeChannels(wanted);
                }
            }
        }
        UserPhoneConfig phone = PhoneAndIdentity.copy(wanted.getPhoneConfig());
        String phoneType = phone.getPhoneType() != null || shown == null ? phone.getPhoneType() : shown.getPhoneType();
        if (!PhoneAndIdentity.DESK_PHONE.equals(phoneType)) {
            phone.setDeskPhoneNumber(shown == null ? null : shown.getDeskPhoneNumber());
        }
        wanted.setPhoneConfig(phone);
        return new Desired(before, wanted, previousTags, tags);
    }

    /** A copy whose identity and phone configuration can be changed, too. */
    private static ResourceModel copy(ResourceModel model) {
        ResourceModel copy = model.toBuilder().build();
        copy.setIdentityInfo(model.getIdentityInfo() == null ? null : PhoneAndIdentity.copy(model.getIdentityInfo()));
        copy.setPhoneConfig(model.getPhoneConfig() == null ? null : PhoneAndIdentity.copy(model.getPhoneConfig()));
        return copy;
    }
}
