package software.amazon.connect.user.model;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.connect.user.ResourceModel;
import software.amazon.connect.user.UserIdentityInfo;
import software.amazon.connect.user.UserPhoneConfig;

/**
 * One of the two objects that are sent with every member that is to stay: whether an update keeps one that is absent is
 * not documented. Each member is a row, which says what becomes of it when it is no longer desired.
 */
public final class WholeObject<O> {
    public static final String DESK_PHONE = "DESK_PHONE";

    /** Users must have names; an empty text clears an e-mail address; a mobile number can only be left out. */
    public static final WholeObject<UserIdentityInfo> IDENTITY = new WholeObject<>(
            "IdentityInfo",
            UserIdentityInfo::new,
            ResourceModel::getIdentityInfo,
            stays("FirstName", UserIdentityInfo::getFirstName, UserIdentityInfo::setFirstName),
            stays("LastName", UserIdentityInfo::getLastName, UserIdentityInfo::setLastName),
            isEmptied("Email", UserIdentityInfo::getEmail, UserIdentityInfo::setEmail),
            isEmptied("SecondaryEmail", UserIdentityInfo::getSecondaryEmail, UserIdentityInfo::setSecondaryEmail),
            goes("Mobile", UserIdentityInfo::getMobile, UserIdentityInfo::setMobile, (shown, target) -> null));

    /** A phone type cannot be taken away, so it stays, with its number; the rest goes back to what a new user has. */
    public static final WholeObject<UserPhoneConfig> PHONE = new WholeObject<>(
            "PhoneConfig",
            UserPhoneConfig::new,
            ResourceModel::getPhoneConfig,
            stays("PhoneType", UserPhoneConfig::getPhoneType, UserPhoneConfig::setPhoneType),
            goes(
                    "DeskPhoneNumber",
                    UserPhoneConfig::getDeskPhoneNumber,
                    UserPhoneConfig::setDeskPhoneNumber,
                    (shown, target) -> DESK_PHONE.equals(target.getPhoneType()) ? shown.getDeskPhoneNumber() : null),
            isReset("AutoAccept", UserPhoneConfig::getAutoAccept, UserPhoneConfig::setAutoAccept, false),
            isReset(
                    "AfterContactWorkTimeLimit",
                    UserPhoneConfig::getAfterContactWorkTimeLimit,
                    UserPhoneConfig::setAfterContactWorkTimeLimit,
                    0),
            isReset(
                    "PersistentConnection",
                    UserPhoneConfig::getPersistentConnection,
                    UserPhoneConfig::setPersistentConnection,
                    false));

    private final String property;
    private final Supplier<O> empty;
    private final Function<ResourceModel, O> getter;
    private final List<Member<O, ?>> members;

    @SafeVarargs
    private WholeObject(
            String property, Supplier<O> empty, Function<ResourceModel, O> getter, Member<O, ?>... members) {
        this.property = property;
        this.empty = empty;
        this.getter = getter;
        this.members = List.of(members);
    }

    /** The members of these names. */
    List<Member<O, ?>> members(String... names) {
        return members.stream()
                .filter(member -> Arrays.asList(names).contains(member.name()))
                .toList();
    }

    /** The object as the model has it; an empty one when it has none. */
    public O of(ResourceModel model) {
        O given = model == null ? null : getter.apply(model);
        return given == null ? empty.get() : given;
    }

    /** A copy that can be changed. */
    public O copy(O given) {
        O copy = empty.get();
        members.forEach(member -> member.copy(given, copy));
        return copy;
    }

    /** What to send so that what is desired holds and what was desired before and no longer is, is dropped. */
    public O target(O previous, O desired, O shown) {
        O target = empty.get();
        members.forEach(member -> member.aim(previous, desired, shown, target));
        return target;
    }

    /** What is desired, spelled as Connect spells it where only upper and lower case of an e-mail address differ. */
    public O spelledLike(O shown, O desired) {
        O spelled = empty.get();
        members.forEach(member -> member.spell(shown, desired, spelled));
        return spelled;
    }

    /** The members that do not say the same; an empty text is an absent one, and a flag never set is false. */
    public List<Difference> differences(O shown, O target) {
        return members.stream()
                .filter(member -> !Objects.equals(member.says(shown), member.says(target)))
                .map(member ->
                        new Difference(List.of(property, member.name()), member.says(shown), member.says(target)))
                .toList();
    }

    private static <O, V> Member<O, V> stays(String name, Function<O, V> getter, BiConsumer<O, V> setter) {
        return goes(name, getter, setter, (shown, target) -> getter.apply(shown));
    }

    private static <O> Member<O, String> isEmptied(
            String name, Function<O, String> getter, BiConsumer<O, String> setter) {
        return new Member<>(
                name, getter, setter, null, (shown, target) -> getter.apply(shown) == null ? null : "", true);
    }

    private static <O, V> Member<O, V> isReset(String name, Function<O, V> getter, BiConsumer<O, V> setter, V unset) {
        return new Member<>(name, getter, setter, unset, (shown, target) -> unset, false);
    }

    private static <O, V> Member<O, V> goes(
            String name, Function<O, V> getter, BiConsumer<O, V> setter, BiFunction<O, O, V> dropped) {
        return new Member<>(name, getter, setter, null, dropped, false);
    }

    /**
     * One member.
     *
     * @param unset what Connect shows when it was never set
     * @param dropped what becomes of it when it is no longer desired, by what is shown and what is sent of the rest
     * @param anyCase whether a service may keep it in upper or in lower case
     */
    public record Member<O, V>(
            String name,
            Function<O, V> getter,
            BiConsumer<O, V> setter,
            V unset,
            BiFunction<O, O, V> dropped,
            boolean anyCase) {
        public V get(O object) {
            return getter.apply(object);
        }

        void copy(O source, O target) {
            setter.accept(target, get(source));
        }

        void clear(O object) {
            setter.accept(object, null);
        }

        private V says(O object) {
            V value = get(object);
            return value == null || "".equals(value) ? unset : value;
        }

        private void aim(O previous, O desired, O shown, O target) {
            if (get(desired) == null) {
                setter.accept(target, get(previous) == null ? get(shown) : dropped.apply(shown, target));
            } else if (get(desired).equals(get(previous))) {
                spell(shown, desired, target);
            } else {
                copy(desired, target);
            }
        }

        private void spell(O shown, O desired, O target) {
            boolean sameButForCase =
                    anyCase && get(shown) instanceof String text && text.equalsIgnoreCase((String) get(desired));
            copy(sameButForCase ? shown : desired, target);
        }
    }
}
