package software.amazon.connect.user.change;

import static software.amazon.connect.user.model.WholeObject.DESK_PHONE;
import static software.amazon.connect.user.model.WholeObject.PHONE;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
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
    private final ResourceModel asked;
    private final ResourceModel shown;
    private final UserPhoneConfig phone;
    private final List<Difference> phoneDifferences;
    private final ResourceModel beforePhone = new ResourceModel();
    private final ResourceModel afterPhone = new ResourceModel();
    private final List<Difference> going = new ArrayList<>();
    private final List<Difference> coming = new ArrayList<>();

    PhoneChanges(Desired wanted, ResourceModel shown) {
        this.previous = wanted.previous();
        this.desired = wanted.model();
        this.asked = wanted.asked();
        this.shown = shown;
        this.phone = phone();
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
                .filter(this::isByChannelAlone)
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
                .filter(this::drops)
                .flatMap(setting -> setting.membersIn(desired).stream())
                .map(member ->
                        new Difference(List.of("PhoneConfig", member.name()), null, member.get(PHONE.of(desired))))
                .filter(taken -> differences.stream().noneMatch(it -> it.path().equals(taken.path())))
                .toList()
                .forEach(differences::add);
        return differences;
    }

    private void decide(ChannelSetting<?, ?> setting) {
        boolean phoneChanges = !phoneDifferences.isEmpty();
        boolean changesInPhone = !setting.saidOfAll(phone).equals(setting.saidOfAll(PHONE.of(shown)));
        setting.copyChannels(shown, beforePhone);
        if (setting.hasChannels(desired)) {
            setting.copyChannels(desired, afterPhone);
            coming.addAll(setting.differences(shown, desired));
            coming.addAll(phoneChanges ? overwritten(setting) : List.of());
        } else if (drops(setting)) {
            going.addAll(setting.differences(setting.said(shown), Map.of()));
            setting.clearChannels(beforePhone);
            if (!phoneChanges || setting.membersIn(desired).isEmpty()) {
                setting.clearChannels(afterPhone);
                coming.addAll(phoneChanges ? overwritten(setting) : List.of());
            }
        } else if (phoneChanges && changesInPhone && (mayBeOneThing(setting) || setting.hasChannels(asked))) {
            // Nobody asks for the list, or only repeats it, and it may be another view of what PhoneConfig sets now.
            setting.copyChannelsLike(phone, shown, afterPhone);
        } else {
            setting.copyChannels(shown, afterPhone);
            coming.addAll(phoneChanges && setting.hasChannels(shown) ? overwritten(setting) : List.of());
        }
    }

    /** What is to stay of a list and what PhoneConfig would make of it, given to every channel. */
    private List<Difference> overwritten(ChannelSetting<?, ?> setting) {
        SortedMap<String, List<?>> kept = setting.said(afterPhone);
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
    private boolean drops(ChannelSetting<?, ?> setting) {
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

    /** Whether list and PhoneConfig may be two views of one thing: both say the same of VOICE. */
    private boolean mayBeOneThing(ChannelSetting<?, ?> setting) {
        List<?> voice = setting.said(shown).get("VOICE");
        List<?> inPhone = setting.saidOfAll(PHONE.of(shown));
        return (voice == null ? setting.saidOfAll(new UserPhoneConfig()) : voice).equals(inPhone);
    }
}
