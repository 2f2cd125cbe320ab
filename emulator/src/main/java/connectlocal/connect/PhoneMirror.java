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
 * How PhoneConfig and the per-channel lists show each other's settings where the switch {@code mirror-phone-config} is
 * on: what PhoneConfig sets shows as a list for all channels, what a list sets for VOICE shows in PhoneConfig. Of the
 * two forms only the one written last is stored.
 */
final class PhoneMirror {
    private static final List<String> CHANNELS = List.of(VOICE, "CHAT", "TASK", "EMAIL");

    private final boolean on;

    PhoneMirror(Behaviours behaviours) {
        this.on = behaviours.is(Switch.MIRROR_PHONE_CONFIG, "on");
    }

    /** The lists that stay when PhoneConfig is written. */
    ChannelSettings listsAfter(PhoneConfig written, ChannelSettings lists) {
        if (!on) {
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
        if (!on) {
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
        if (!on) {
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
        if (!on) {
            return settings.channels();
        }
        PhoneConfig phone = settings.phoneConfig();
        Limit limit = new Limit(phone.afterContactWorkTimeLimit());
        ChannelSettings mirrored = new ChannelSettings(
                phone.autoAccept() == null
                        ? null
                        : CHANNELS.stream()
                                .map(channel -> new AutoAccept(channel, phone.autoAccept(), null))
                                .toList(),
                phone.afterContactWorkTimeLimit() == null
                        ? null
                        : CHANNELS.stream()
                                .map(channel -> new AfterContactWork(channel, limit, null))
                                .toList(),
                phone.phoneType() == null
                        ? null
                        : List.of(new Phone(VOICE, phone.phoneType(), phone.deskPhoneNumber())),
                phone.persistentConnection() == null
                        ? null
                        : List.of(new PersistentConnection(VOICE, phone.persistentConnection())),
                null);
        return settings.channels().over(mirrored);
    }

    private static <T extends ChannelSettings.PerChannel> Optional<T> voice(List<T> list) {
        return list == null
                ? Optional.empty()
                : list.stream().filter(item -> item.channel().equals(VOICE)).findFirst();
    }
}
