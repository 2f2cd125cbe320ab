package software.amazon.connect.user.change;

import static software.amazon.connect.user.model.WholeObject.DESK_PHONE;
import static software.amazon.connect.user.model.WholeObject.PHONE;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.connect.user.ResourceModel;
import software.amazon.connect.user.UserPhoneConfig;
import software.amazon.connect.user.change.ApiCall.Step;
import software.amazon.connect.user.model.ChannelSetting;
import software.amazon.connect.user.model.ChannelSettings;
import software.amazon.connect.user.model.Difference;

/**
 * What becomes of PhoneConfig and the lists by channel, which may be two views of the same settings.
 *
 * <p>The calls come in the order in which none undoes another: lists that go, PhoneConfig, which Connect may give to
 * every channel, then the lists that are to stay. Each call carries all lists that are to stay, changed or not: whether
 * Connect keeps one that is absent is not documented.
 */
final class PhoneChanges {
    private final ResourceModel previous;
    private final ResourceModel desired;
    private final ResourceModel shown;
    private final UserPhoneConfig phone;
    private final TwoForms forms;
    private final List<Difference> phoneDifferences;
    private final ResourceModel beforePhone = new ResourceModel();
    private final ResourceModel afterPhone = new ResourceModel();
    private final List<Difference> going = new ArrayList<>();
    private final List<Difference> coming = new ArrayList<>();

    PhoneChanges(Desired wanted, ResourceModel shown) {
        this.previous = wanted.previous();
        this.desired = wanted.model();
        this.shown = shown;
        this.phone = phone();
        this.forms = new TwoForms(previous, desired, wanted.asked(), shown, phone);
        this.phoneDifferences = phoneDifferences();
        ChannelSettings.ALL.forEach(this::decide);
    }

    /** What is to be done, by kind of call. */
    Map<Step, List<Difference>> differences() {
        if (phoneDifferences.isEmpty()) {
            coming.addAll(going);
            return Map.of(Step.SET_LISTS, List.copyOf(coming));
        }
        return Map.of(Step.CLEAR_LISTS, going, Step.PHONE, phoneDifferences, Step.SET_LISTS, coming);
    }

    /** PhoneConfig as it is to be sent. */
    UserPhoneConfig target() {
        return phone;
    }

    /** The lists as they are to be sent before PhoneConfig, or after it. */
    ResourceModel lists(Step step) {
        return step == Step.CLEAR_LISTS ? beforePhone : afterPhone;
    }

    /** PhoneConfig as it is to be sent, without what is desired by channel and has been asked for otherwise. */
    UserPhoneConfig beside(ResourceModel asked) {
        UserPhoneConfig rest = PHONE.copy(phone);
        ChannelSettings.ALL.stream()
                .filter(this::isByChannelAlone)
                .forEach(setting -> setting.copyMembers(PHONE.of(asked), rest));
        return rest;
    }

    /** Whether the lists say more than a model asks for in either form; what is only cleared later says nothing. */
    boolean saysMore(Step step, ResourceModel asked) {
        ResourceModel sent = lists(step);
        return ChannelSettings.ALL.stream()
                .filter(setting -> !setting.said(sent).equals(setting.said(asked)))
                .filter(setting -> step != Step.CLEAR_LISTS
                        || !setting.hasChannels(desired) && !setting.follows(sent, PHONE.of(shown)))
                .anyMatch(setting -> !setting.follows(sent, PHONE.of(asked)));
    }

    /**
     * What is made by channel, and not for all, stays in PhoneConfig as it is. A number that nobody asks for goes with
     * the desk phone that it was for: a service may refuse it for another.
     */
    private UserPhoneConfig phone() {
        UserPhoneConfig target = PHONE.target(PHONE.of(previous), PHONE.of(desired), PHONE.of(shown));
        boolean putAway =
                DESK_PHONE.equals(PHONE.of(shown).getPhoneType()) && !DESK_PHONE.equals(target.getPhoneType());
        if (putAway && PHONE.of(desired).getDeskPhoneNumber() == null) {
            target.setDeskPhoneNumber(null);
        }
        ChannelSettings.ALL.stream()
                .filter(setting -> isByChannelAlone(setting)
                        && (setting.membersIn(previous).isEmpty()
                                || TwoForms.saysOfVoice(setting, desired, PHONE.of(shown))))
                .forEach(setting -> setting.copyMembers(PHONE.of(shown), target));
        return target;
    }

    private boolean isByChannelAlone(ChannelSetting<?, ?> setting) {
        return setting.hasChannels(desired) && setting.membersIn(desired).isEmpty();
    }

    /** What clears a list may take the member of PhoneConfig along that is desired instead. */
    private List<Difference> phoneDifferences() {
        List<Difference> differences = new ArrayList<>(PHONE.differences(PHONE.of(shown), phone));
        ChannelSettings.ALL.stream()
                .filter(forms::isDropped)
                .flatMap(setting -> setting.membersIn(desired).stream())
                .map(member -> new Difference(
                        List.of("PhoneConfig", member.name()),
                        member.get(PHONE.of(shown)),
                        member.get(PHONE.of(desired))))
                .filter(taken -> differences.stream().noneMatch(it -> it.path().equals(taken.path())))
                .toList()
                .forEach(differences::add);
        return differences;
    }

    private void decide(ChannelSetting<?, ?> setting) {
        boolean phoneChanges = !phoneDifferences.isEmpty();
        boolean changesInPhone = phoneChanges && forms.changesInPhone(setting);
        setting.copyChannels(shown, beforePhone);
        if (setting.hasChannels(desired)) {
            setting.copyChannels(desired, afterPhone);
            coming.addAll(setting.differences(shown, desired));
            coming.addAll(phoneChanges ? forms.overwritten(setting, afterPhone) : List.of());
        } else if (forms.isDropped(setting)) {
            going.addAll(setting.differences(setting.said(shown), Map.of()));
            setting.clearChannels(beforePhone);
            if (!phoneChanges || setting.membersIn(desired).isEmpty()) {
                setting.clearChannels(afterPhone);
                coming.addAll(phoneChanges ? forms.overwritten(setting, afterPhone) : List.of());
            }
        } else if (changesInPhone && forms.mayBeOneThing(setting)) {
            // Nobody asks for the list, and but for what it alone can say it may be another view of PhoneConfig.
            boolean repeats = setting.hasChannels(forms.asked())
                    && !setting.membersIn(previous).isEmpty();
            UserPhoneConfig said = PHONE.of(repeats ? previous : shown);
            setting.copyChannelsLike(said, phone, forms.repeated(setting), afterPhone);
            coming.addAll(forms.unsaid(setting, afterPhone));
        } else {
            setting.copyChannels(shown, afterPhone);
            boolean stays = phoneChanges && setting.hasChannels(shown);
            coming.addAll(stays ? forms.overwritten(setting, afterPhone) : List.of());
        }
    }
}
