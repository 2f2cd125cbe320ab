package connectlocal.connect;

import static connectlocal.connect.ChannelSettings.VOICE;

import connectlocal.connect.ChannelSettings.AfterContactWork;
import connectlocal.connect.ChannelSettings.AutoAccept;
import connectlocal.connect.ChannelSettings.Limit;
import connectlocal.connect.ChannelSettings.PersistentConnection;
import connectlocal.connect.ChannelSettings.Phone;
import java.util.List;
import java.util.Optional;

/**
 * What PhoneConfig and the per-channel lists have to do with each other, by the switch {@code mirror-phone-config}.
 *
 * <ul>
 *   <li>{@code after-contact-work}: a time limit in PhoneConfig is set for all channels, as the page of
 *       UpdateUserPhoneConfig says. It goes with the PhoneConfig that set it, unless a list was written since.
 *   <li>{@code off}: nothing.
 *   <li>{@code on}: what PhoneConfig sets shows as a list for all channels, what a list sets for VOICE shows in
 *       PhoneConfig. Of the two forms only the one written last is stored.
 * </ul>
 *
 * @see <a href="https://docs.aws.amazon.com/connect/latest/APIReference/API_UpdateUserPhoneConfig.html">
 *     UpdateUserPhoneConfig</a>
 */
final class PhoneMirror {
    static final List<String> CHANNELS = List.of(VOICE, "CHAT", "TASK", "EMAIL");

    private final Behaviours behaviours;

    PhoneMirror(Behaviours behaviours) {
        this.behaviours = behaviours;
    }

    private boolean on() {
        return behaviours.is(Switch.MIRROR_PHONE_CONFIG, "on");
    }

    /**
     * The lists there are when PhoneConfig is written.
     *
     * @param before the PhoneConfig until now
     */
    ChannelSettings listsAfter(PhoneConfig written, PhoneConfig before, ChannelSettings lists) {
        if (behaviours.is(Switch.MIRROR_PHONE_CONFIG, "after-contact-work")) {
            return withAfterContactWorkOf(written, before, lists);
        }
        if (!on()) {
            return lists;
        }
        return new ChannelSettings(
                written.autoAccept() == null ? lists.autoAcceptConfigs() : null,
                written.afterContactWorkTimeLimit() == null ? lists.afterContactWorkConfigs() : null,
                written.phoneType() == null ? lists.phoneNumberConfigs() : null,
                written.persistentConnection() == null ? lists.persistentConnectionConfigs() : null,
                lists.voiceEnhancementConfigs());
    }

    /** What stays of PhoneConfig when lists are written; a list that is null was not. */
    PhoneConfig phoneAfter(ChannelSettings written, PhoneConfig phone) {
        if (!on()) {
            return phone;
        }
        PhoneConfig left = phone;
        left = written.autoAcceptConfigs() == null ? left : left.withAutoAccept(null);
        left = written.afterContactWorkConfigs() == null ? left : left.withAfterContactWorkTimeLimit(null);
        left = written.phoneNumberConfigs() == null ? left : left.withPhone(null, null);
        return written.persistentConnectionConfigs() == null ? left : left.withPersistentConnection(null);
    }

    PhoneConfig shownPhone(Settings settings) {
        PhoneConfig shown = settings.phoneConfig();
        if (!on()) {
            return shown;
        }
        ChannelSettings lists = settings.channels();
        shown = voice(lists.autoAcceptConfigs())
                .map(AutoAccept::autoAccept)
                .map(shown::withAutoAccept)
                .orElse(shown);
        shown = voice(lists.afterContactWorkConfigs())
                .map(item -> item.afterContactWorkConfig().afterContactWorkTimeLimit())
                .map(shown::withAfterContactWorkTimeLimit)
                .orElse(shown);
        Optional<Phone> phone = voice(lists.phoneNumberConfigs());
        shown = phone.isPresent()
                ? shown.withPhone(phone.get().phoneType(), phone.get().phoneNumber())
                : shown;
        return voice(lists.persistentConnectionConfigs())
                .map(PersistentConnection::persistentConnection)
                .map(shown::withPersistentConnection)
                .orElse(shown);
    }

    ChannelSettings shownLists(Settings settings) {
        if (!on()) {
            return settings.channels();
        }
        PhoneConfig phone = settings.phoneConfig();
        ChannelSettings mirrored = new ChannelSettings(
                phone.autoAccept() == null
                        ? null
                        : CHANNELS.stream()
                                .map(channel -> new AutoAccept(channel, phone.autoAccept(), null))
                                .toList(),
                forAllChannels(phone.afterContactWorkTimeLimit()),
                phone.phoneType() == null
                        ? null
                        : List.of(new Phone(VOICE, phone.phoneType(), phone.deskPhoneNumber())),
                phone.persistentConnection() == null
                        ? null
                        : List.of(new PersistentConnection(VOICE, phone.persistentConnection())),
                null);
        return settings.channels().over(mirrored);
    }

    /** What the PhoneConfig of before had set goes with it; what a list set since then stays. */
    private static ChannelSettings withAfterContactWorkOf(
            PhoneConfig written, PhoneConfig before, ChannelSettings lists) {
        List<AfterContactWork> wasSet = forAllChannels(before.afterContactWorkTimeLimit());
        List<AfterContactWork> isSet = forAllChannels(written.afterContactWorkTimeLimit());
        if (isSet == null && (wasSet == null || !wasSet.equals(lists.afterContactWorkConfigs()))) {
            return lists;
        }
        List<AfterContactWork> now = isSet == null ? List.of() : isSet;
        return new ChannelSettings(null, now, null, null, null).over(lists).withoutEmpties();
    }

    private static List<AfterContactWork> forAllChannels(Integer seconds) {
        return seconds == null
                ? null
                : CHANNELS.stream()
                        .map(channel -> new AfterContactWork(channel, new Limit(seconds), null))
                        .toList();
    }

    private static <T extends ChannelSettings.PerChannel> Optional<T> voice(List<T> list) {
        return list == null
                ? Optional.empty()
                : list.stream().filter(item -> item.channel().equals(VOICE)).findFirst();
    }
}
