package software.amazon.connect.user.model;

import java.util.Objects;
import java.util.function.Function;
import software.amazon.connect.user.ResourceModel;
import software.amazon.connect.user.UserIdentityInfo;
import software.amazon.connect.user.UserPhoneConfig;

/**
 * The two objects that Connect takes whole: whether an update keeps a member that is absent is not documented, so each
 * is sent with every member that is to stay.
 */
public final class PhoneAndIdentity {
    public static final String DESK_PHONE = "DESK_PHONE";

    private static final UserIdentityInfo NO_IDENTITY = new UserIdentityInfo();
    private static final UserPhoneConfig NO_PHONE = new UserPhoneConfig();

    /** What Connect shows of members that were never set. */
    private static final UserPhoneConfig UNSET = UserPhoneConfig.builder()
            .autoAccept(false)
            .afterContactWorkTimeLimit(0)
            .persistentConnection(false)
            .build();

    private PhoneAndIdentity() {}

    /**
     * The identity to send: e-mail addresses that are no longer desired become empty, which clears them; a mobile
     * number is left out, since nothing but a number is one; names stay, for a user must have them.
     */
    public static UserIdentityInfo identityInfo(
            UserIdentityInfo previous, UserIdentityInfo desired, UserIdentityInfo live) {
        UserIdentityInfo before = Objects.requireNonNullElse(previous, NO_IDENTITY);
        UserIdentityInfo wanted = Objects.requireNonNullElse(desired, NO_IDENTITY);
        UserIdentityInfo shown = Objects.requireNonNullElse(live, NO_IDENTITY);
        return UserIdentityInfo.builder()
                .firstName(first(wanted.getFirstName(), shown.getFirstName()))
                .lastName(first(wanted.getLastName(), shown.getLastName()))
                .email(orCleared(UserIdentityInfo::getEmail, before, wanted, shown))
                .secondaryEmail(orCleared(UserIdentityInfo::getSecondaryEmail, before, wanted, shown))
                .mobile(first(wanted.getMobile(), before.getMobile() == null ? shown.getMobile() : null))
                .build();
    }

    private static String orCleared(
            Function<UserIdentityInfo, String> member,
            UserIdentityInfo before,
            UserIdentityInfo wanted,
            UserIdentityInfo shown) {
        String wish = member.apply(wanted);
        String live = member.apply(shown);
        if (wish != null) {
            return wish.equals(member.apply(before)) ? spelledLike(live, wish) : wish;
        }
        return member.apply(before) != null && live != null ? "" : live;
    }

    /**
     * The text as Connect spells it where only upper and lower case differ: a service may keep e-mail in one of them.
     */
    public static String spelledLike(String shown, String wanted) {
        return shown != null && shown.equalsIgnoreCase(wanted) ? shown : wanted;
    }

    /** The identity as Connect spells it, where only upper and lower case of an e-mail address differ. */
    public static UserIdentityInfo spelledLike(UserIdentityInfo shown, UserIdentityInfo wanted) {
        if (wanted == null || shown == null) {
            return wanted;
        }
        UserIdentityInfo spelled = copy(wanted);
        spelled.setEmail(spelledLike(shown.getEmail(), wanted.getEmail()));
        spelled.setSecondaryEmail(spelledLike(shown.getSecondaryEmail(), wanted.getSecondaryEmail()));
        return spelled;
    }

    /** Whether both say the same; an empty text is an absent one. */
    public static boolean sameIdentity(UserIdentityInfo one, UserIdentityInfo other) {
        return withoutEmpty(one).equals(withoutEmpty(other));
    }

    private static UserIdentityInfo withoutEmpty(UserIdentityInfo info) {
        UserIdentityInfo given = Objects.requireNonNullElse(info, NO_IDENTITY);
        return UserIdentityInfo.builder()
                .firstName(orAbsent(given.getFirstName()))
                .lastName(orAbsent(given.getLastName()))
                .email(orAbsent(given.getEmail()))
                .secondaryEmail(orAbsent(given.getSecondaryEmail()))
                .mobile(orAbsent(given.getMobile()))
                .build();
    }

    /**
     * The phone configuration to send: members no longer desired go back to what a new user has. A phone type cannot be
     * taken away, so it stays, with its number. What is made by channel stays as it is here.
     */
    public static UserPhoneConfig phoneConfig(ResourceModel previous, ResourceModel desired, ResourceModel live) {
        UserPhoneConfig before = previous == null ? NO_PHONE : phoneOf(previous);
        UserPhoneConfig wanted = phoneOf(desired);
        UserPhoneConfig shown = phoneOf(live);
        String phoneType = first(wanted.getPhoneType(), shown.getPhoneType());
        boolean numberGoes = before.getDeskPhoneNumber() != null && !DESK_PHONE.equals(phoneType);
        UserPhoneConfig target = UserPhoneConfig.builder()
                .phoneType(phoneType)
                .deskPhoneNumber(first(wanted.getDeskPhoneNumber(), numberGoes ? null : shown.getDeskPhoneNumber()))
                .autoAccept(orReset(UserPhoneConfig::getAutoAccept, before, wanted, shown))
                .afterContactWorkTimeLimit(
                        orReset(UserPhoneConfig::getAfterContactWorkTimeLimit, before, wanted, shown))
                .persistentConnection(orReset(UserPhoneConfig::getPersistentConnection, before, wanted, shown))
                .build();
        for (ChannelSetting setting : ChannelSetting.values()) {
            if (setting.hasChannels(desired)) {
                setting.copyMembers(shown, target);
            }
        }
        return target;
    }

    private static <T> T orReset(
            Function<UserPhoneConfig, T> member,
            UserPhoneConfig before,
            UserPhoneConfig wanted,
            UserPhoneConfig shown) {
        return first(member.apply(wanted), member.apply(before) != null ? member.apply(UNSET) : member.apply(shown));
    }

    /** Whether both say the same; Connect shows members that were never set as false and 0. */
    public static boolean samePhone(UserPhoneConfig one, UserPhoneConfig other) {
        return spelledOut(one).equals(spelledOut(other));
    }

    private static UserPhoneConfig spelledOut(UserPhoneConfig phone) {
        UserPhoneConfig given = Objects.requireNonNullElse(phone, NO_PHONE);
        return UserPhoneConfig.builder()
                .phoneType(given.getPhoneType())
                .deskPhoneNumber(given.getDeskPhoneNumber())
                .autoAccept(first(given.getAutoAccept(), false))
                .afterContactWorkTimeLimit(first(given.getAfterContactWorkTimeLimit(), 0))
                .persistentConnection(first(given.getPersistentConnection(), false))
                .build();
    }

    public static UserIdentityInfo copy(UserIdentityInfo info) {
        return new UserIdentityInfo(
                info.getFirstName(), info.getLastName(), info.getEmail(), info.getSecondaryEmail(), info.getMobile());
    }

    /** A copy that can be changed; an empty one of null. */
    public static UserPhoneConfig copy(UserPhoneConfig given) {
        UserPhoneConfig phone = Objects.requireNonNullElse(given, NO_PHONE);
        return UserPhoneConfig.builder()
                .phoneType(phone.getPhoneType())
                .deskPhoneNumber(phone.getDeskPhoneNumber())
                .autoAccept(phone.getAutoAccept())
                .afterContactWorkTimeLimit(phone.getAfterContactWorkTimeLimit())
                .persistentConnection(phone.getPersistentConnection())
                .build();
    }

    private static UserPhoneConfig phoneOf(ResourceModel model) {
        return Objects.requireNonNullElse(model.getPhoneConfig(), NO_PHONE);
    }

    private static String orAbsent(String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    private static <T> T first(T one, T other) {
        return one != null ? one : other;
    }
}
