package connectlocal.connect;

import connectlocal.connect.ChannelSettings.AfterContactWork;
import connectlocal.connect.ChannelSettings.AutoAccept;
import connectlocal.connect.ChannelSettings.Limit;
import connectlocal.connect.ChannelSettings.PerChannel;
import connectlocal.connect.ChannelSettings.Phone;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** How the service may write down or show settings otherwise than they were given; each way is a switch. */
final class Normalisation {
    private final Behaviours behaviours;

    Normalisation(Behaviours behaviours) {
        this.behaviours = behaviours;
    }

    private boolean dropNumbers() {
        return behaviours.is(Switch.SOFT_PHONE_NUMBER, "dropped");
    }

    private boolean fillMembers() {
        return behaviours.is(Switch.FILL_MEMBERS, "on");
    }

    /** The identity as it is kept. */
    IdentityInfo kept(IdentityInfo info) {
        return behaviours.is(Switch.NORMALISE_EMAIL, "lower")
                ? new IdentityInfo(
                        info.firstName(),
                        info.lastName(),
                        lower(info.email()),
                        lower(info.secondaryEmail()),
                        info.mobile())
                : info;
    }

    /** The phone as it is kept. */
    PhoneConfig kept(PhoneConfig phone) {
        return dropNumbers() && PhoneRules.SOFT_PHONE.equals(phone.phoneType())
                ? phone.withPhone(phone.phoneType(), null)
                : phone;
    }

    /** The lists as they are kept. */
    ChannelSettings kept(ChannelSettings lists) {
        if (!dropNumbers() || lists.phoneNumberConfigs() == null) {
            return lists;
        }
        List<Phone> phones = lists.phoneNumberConfigs().stream()
                .map(item -> PhoneRules.SOFT_PHONE.equals(item.phoneType())
                        ? new Phone(item.channel(), item.phoneType(), null)
                        : item)
                .toList();
        return new ChannelSettings(null, null, phones, null, null).over(lists);
    }

    PhoneConfig shown(PhoneConfig phone) {
        if (!fillMembers()) {
            return phone;
        }
        PhoneConfig filled = phone.phoneType() == null ? phone.withPhone("SOFT_PHONE", phone.deskPhoneNumber()) : phone;
        return filled.persistentConnection() == null ? filled.withPersistentConnection(false) : filled;
    }

    ChannelSettings shown(ChannelSettings lists) {
        List<AutoAccept> accept = lists.autoAcceptConfigs();
        List<AfterContactWork> work = lists.afterContactWorkConfigs();
        if (behaviours.is(Switch.SHOW_ALL_CHANNELS, "on")) {
            accept = everywhere(accept, channel -> new AutoAccept(channel, false, null));
            work = everywhere(work, channel -> new AfterContactWork(channel, new Limit(0), null));
        }
        if (fillMembers()) {
            accept = each(accept, Normalisation::filled);
            work = each(work, Normalisation::filled);
        }
        return new ChannelSettings(accept, work, null, null, null).over(lists);
    }

    private static AutoAccept filled(AutoAccept item) {
        return item.channel().equals(ChannelSettings.VOICE) && item.agentFirstCallbackAutoAccept() == null
                ? new AutoAccept(item.channel(), item.autoAccept(), false)
                : item;
    }

    private static AfterContactWork filled(AfterContactWork item) {
        return item.channel().equals(ChannelSettings.VOICE) && item.agentFirstCallbackAfterContactWorkConfig() == null
                ? new AfterContactWork(item.channel(), item.afterContactWorkConfig(), new Limit(0))
                : item;
    }

    private static <T extends PerChannel> List<T> everywhere(List<T> list, Function<String, T> unset) {
        if (list == null) {
            return null;
        }
        List<T> all = new ArrayList<>(list);
        PhoneMirror.CHANNELS.stream()
                .filter(channel ->
                        list.stream().noneMatch(item -> item.channel().equals(channel)))
                .map(unset)
                .forEach(all::add);
        return all;
    }

    private static <T> List<T> each(List<T> list, Function<T, T> change) {
        return list == null ? null : list.stream().map(change).toList();
    }

    private static String lower(String text) {
        return text == null ? null : text.toLowerCase(Locale.ROOT);
    }
}
