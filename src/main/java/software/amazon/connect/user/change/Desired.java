package software.amazon.connect.user.change;

import static software.amazon.connect.user.model.WholeObject.DESK_PHONE;
import static software.amazon.connect.user.model.WholeObject.IDENTITY;
import static software.amazon.connect.user.model.WholeObject.PHONE;

import java.util.Map;
import software.amazon.connect.user.ResourceModel;
import software.amazon.connect.user.UserIdentityInfo;
import software.amazon.connect.user.UserPhoneConfig;
import software.amazon.connect.user.model.ChannelSetting;
import software.amazon.connect.user.model.ChannelSettings;
import software.amazon.connect.user.model.LiveUser;

/**
 * What is wanted of a user, and what was wanted before: what fell away between the two must go.
 *
 * @param previous the model of the last time; an empty one when there was none or the caller does not know
 * @param model the desired model
 * @param previousTags the tags of the last time, the stack's included, AWS's own not
 * @param tags the desired tags, the stack's included, AWS's own not
 * @param asked the desired model as it was given, in both forms where it has two
 */
public record Desired(
        ResourceModel previous,
        ResourceModel model,
        Map<String, String> previousTags,
        Map<String, String> tags,
        ResourceModel asked) {

    private static final ResourceModel NOTHING = new ResourceModel();

    /**
     * The same with each setting by channel in the one form that the request is about.
     *
     * @param isRollback whether an update is taken back: then a member that falls away was not dropped by anybody, and
     *     the list beside it is what there was
     */
    public static Desired of(
            ResourceModel previous,
            ResourceModel model,
            Map<String, String> previousTags,
            Map<String, String> tags,
            boolean isRollback) {
        ResourceModel before = copy(previous == null ? new ResourceModel() : previous);
        ResourceModel wanted = copy(model);
        // Whoever knows no previous model repeats what there is, as far as can be told.
        leaveOneForm(previous == null ? copy(model) : before, wanted, isRollback);
        return new Desired(before, wanted, LiveUser.ownTags(previousTags), LiveUser.ownTags(tags), model);
    }

    /**
     * The same with nothing asked for that Connect may rightly show otherwise: the absence of a mobile number, which
     * stays where updates merge, the absence of a list by channel that shows what PhoneConfig sets or nothing set, the
     * number of a desk phone that is not in use, and the case of an e-mail address.
     *
     * @param emailMayStay whether the service refused to clear the e-mail address
     * @param secondaryMayStay whether it refused to clear the secondary one
     */
    public Desired asShown(LiveUser live, boolean emailMayStay, boolean secondaryMayStay) {
        ResourceModel before = copy(previous);
        ResourceModel wanted = copy(model);
        UserIdentityInfo identity = before.getIdentityInfo();
        if (identity != null) {
            identity.setMobile(null);
            identity.setEmail(emailMayStay ? null : identity.getEmail());
            identity.setSecondaryEmail(secondaryMayStay ? null : identity.getSecondaryEmail());
        }
        UserIdentityInfo spelled = IDENTITY.spelledLike(IDENTITY.of(live.model()), IDENTITY.of(wanted));
        spelled.setEmail(emailMayStay && "".equals(spelled.getEmail()) ? null : spelled.getEmail());
        spelled.setSecondaryEmail(
                secondaryMayStay && "".equals(spelled.getSecondaryEmail()) ? null : spelled.getSecondaryEmail());
        wanted.setIdentityInfo(spelled);
        leaveWhatMayBeShown(before, wanted, live.model());
        return new Desired(before, wanted, previousTags, tags, asked);
    }

    /**
     * Leaves each setting in the one form that the request is about. Clients of Cloud Control patch what a read shows,
     * and a read shows both forms: what a request sets or drops wins over what it only repeats. What it only repeats in
     * both forms holds in both where they say the same, and is nobody's wish where they do not. A rollback of a member
     * repeats no list: what it names is what there was, in both forms.
     */
    private static void leaveOneForm(ResourceModel previous, ResourceModel desired, boolean isRollback) {
        for (ChannelSetting<?, ?> setting : ChannelSettings.ALL) {
            boolean listed = setting.hasChannels(desired);
            boolean inPhone = !setting.membersIn(desired).isEmpty();
            boolean sameList = setting.said(previous).equals(setting.said(desired));
            boolean sameMembers = !setting.membersChange(previous, desired);
            // A request without any PhoneConfig says nothing of its members: then the list that it gives holds.
            boolean dropsMember = !inPhone
                    && desired.getPhoneConfig() != null
                    && !setting.membersIn(previous).isEmpty();
            boolean holdsInBoth = sameList && sameMembers && setting.follows(desired, PHONE.of(desired));
            if (listed && (isRollback && sameList && !sameMembers || inPhone && holdsInBoth)) {
                continue;
            }
            if (listed && inPhone && sameList && !sameMembers && isWrittenOver(setting, previous)) {
                setting.copyChannelsLike(null, PHONE.of(desired), desired, desired);
                continue;
            }
            if (listed && sameList && (inPhone || dropsMember)) {
                setting.copyChannels(NOTHING, previous);
                setting.copyChannels(NOTHING, desired);
            }
            if (listed && inPhone && (sameMembers || !sameList)) {
                setting.removeMembers(previous);
                setting.removeMembers(desired);
            }
            if (setting.hasChannels(desired) && setting.membersIn(desired).isEmpty()) {
                setting.removeMembers(previous); // what is made by channel stays in PhoneConfig as it is
            }
        }
    }

    /**
     * Whether a list is documented to be written over by PhoneConfig, and is another than Connect makes of it: then
     * what is asked of the member is asked of the list.
     */
    private static boolean isWrittenOver(ChannelSetting<?, ?> setting, ResourceModel previous) {
        return setting == ChannelSettings.AFTER_CONTACT_WORK
                && !setting.said(previous).equals(setting.said(setting.spread(), PHONE.of(previous)));
    }

    /**
     * Asks for nothing that Connect may rightly show otherwise: the absence of a list that says what PhoneConfig sets
     * or nothing set, a channel that says as much as nothing set, and the number of a desk phone that is not in use.
     */
    private static void leaveWhatMayBeShown(ResourceModel previous, ResourceModel desired, ResourceModel shown) {
        UserPhoneConfig there = PHONE.of(shown);
        for (ChannelSetting<?, ?> setting : ChannelSettings.ALL) {
            if (setting.follows(shown, there) || setting.isUnset(shown)) {
                setting.copyChannels(NOTHING, previous);
                if (!setting.hasChannels(desired)) {
                    setting.copyChannels(NOTHING, desired);
                }
            }
            boolean byChannel = setting.hasChannels(desired);
            setting.leaveUnset(shown, desired);
            if (byChannel && !setting.hasChannels(desired)) {
                setting.removeMembers(previous); // what is made by channel stays in PhoneConfig as it is
            }
        }
        UserPhoneConfig wanted = PHONE.copy(PHONE.of(desired));
        String phoneType = wanted.getPhoneType() != null ? wanted.getPhoneType() : there.getPhoneType();
        if (!DESK_PHONE.equals(phoneType)) {
            wanted.setDeskPhoneNumber(there.getDeskPhoneNumber());
        }
        desired.setPhoneConfig(wanted);
    }

    /** A copy whose identity and phone configuration can be changed, too. */
    private static ResourceModel copy(ResourceModel model) {
        ResourceModel copy = model.toBuilder().build();
        copy.setIdentityInfo(model.getIdentityInfo() == null ? null : IDENTITY.copy(model.getIdentityInfo()));
        copy.setPhoneConfig(model.getPhoneConfig() == null ? null : PHONE.copy(model.getPhoneConfig()));
        return copy;
    }
}
