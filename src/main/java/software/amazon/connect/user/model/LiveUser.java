package software.amazon.connect.user.model;

import static java.util.Comparator.comparing;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import software.amazon.connect.slice.model.ApiUserProficiency;
import software.amazon.connect.slice.model.User;
import software.amazon.connect.user.ResourceModel;
import software.amazon.connect.user.Tag;
import software.amazon.connect.user.UserIdentityInfo;
import software.amazon.connect.user.UserPhoneConfig;
import software.amazon.connect.user.UserProficiency;

/**
 * One user as Connect shows it.
 *
 * @param model every property that Connect shows, in both forms where it shows two, without {@code aws:} tags
 * @param tags all tags, {@code aws:} ones included
 * @param lastModified when anything of the user last changed; null when Connect does not say
 */
public record LiveUser(ResourceModel model, Map<String, String> tags, Instant lastModified) {

    private static final Comparator<UserProficiency> BY_ATTRIBUTE =
            comparing(UserProficiency::getAttributeName).thenComparing(UserProficiency::getAttributeValue);

    /**
     * From Connect to the model: ids become ARNs, what is not there stays null, and whatever has no order of its own
     * comes back sorted, because Cloud Control patches arrays by index.
     *
     * @param arn the user's ARN as the caller knows it; the ARNs of what belongs to the user are built on it
     */
    public static LiveUser of(ConnectArn arn, User user, List<ApiUserProficiency> proficiencies) {
        ResourceModel model = ResourceModel.builder()
                .userArn(arn.toString())
                .instanceArn(arn.instanceArn())
                .username(user.username())
                .directoryUserId(text(user.directoryUserId()))
                .routingProfileArn(arn.sibling(ConnectArn.ROUTING_PROFILE, text(user.routingProfileId())))
                .hierarchyGroupArn(arn.sibling(ConnectArn.HIERARCHY_GROUP, text(user.hierarchyGroupId())))
                .securityProfileArns(sortedSet(
                        user.securityProfileIds(),
                        id -> arn.sibling(ConnectArn.SECURITY_PROFILE, id),
                        Comparator.naturalOrder()))
                .identityInfo(identityInfo(user))
                .phoneConfig(phoneConfig(user))
                .tags(tags(user.tags()))
                .userProficiencies(sorted(
                        proficiencies,
                        it -> UserProficiency.builder()
                                .attributeName(it.attributeName())
                                .attributeValue(it.attributeValue())
                                .level(exactly(it.level()))
                                .build(),
                        BY_ATTRIBUTE))
                .build();
        ChannelSettings.ALL.forEach(setting -> setting.show(user, model));
        return new LiveUser(model, user.tags(), user.lastModifiedTime());
    }

    /** Equal for looks that show the same, whatever the time of the last change and the order of channels. */
    public int fingerprint() {
        ResourceModel rest = model.toBuilder().build();
        int hash = ordered(new TreeMap<>(tags));
        for (ChannelSetting<?, ?> setting : ChannelSettings.ALL) {
            hash = 31 * hash + ordered(setting.said(model));
            setting.clearChannels(rest);
        }
        return 31 * hash + rest.hashCode() | 1;
    }

    /** A map's own hash is the same when two values change places. */
    private static int ordered(SortedMap<?, ?> map) {
        return List.of(List.copyOf(map.keySet()), List.copyOf(map.values())).hashCode();
    }

    /**
     * The model to answer a write with: what Connect shows, with the ARNs of one thing as the desired model has them,
     * for in a replicated instance their regions may differ.
     */
    public ResourceModel shownLike(ResourceModel desired) {
        ResourceModel shown = model.toBuilder().build();
        shown.setInstanceArn(spelledLike(desired.getInstanceArn(), shown.getInstanceArn()));
        shown.setRoutingProfileArn(spelledLike(desired.getRoutingProfileArn(), shown.getRoutingProfileArn()));
        shown.setHierarchyGroupArn(spelledLike(desired.getHierarchyGroupArn(), shown.getHierarchyGroupArn()));
        if (shown.getSecurityProfileArns() != null && desired.getSecurityProfileArns() != null) {
            Map<String, String> given = desired.getSecurityProfileArns().stream()
                    .collect(toMap(ConnectArn::idOf, identity(), (one, other) -> one));
            shown.setSecurityProfileArns(shown.getSecurityProfileArns().stream()
                    .map(arn -> given.getOrDefault(ConnectArn.idOf(arn), arn))
                    .sorted()
                    .collect(toCollection(LinkedHashSet::new)));
        }
        return shown;
    }

    /** The same thing's ARN as the desired model has it: in a replicated instance its region may differ. */
    private static String spelledLike(String desired, String shown) {
        return Objects.equals(ConnectArn.idOf(desired), ConnectArn.idOf(shown)) ? desired : shown;
    }

    private static UserIdentityInfo identityInfo(User user) {
        var info = user.identityInfo();
        if (info == null) {
            return null;
        }
        UserIdentityInfo shown = UserIdentityInfo.builder()
                .firstName(text(info.firstName()))
                .lastName(text(info.lastName()))
                .email(text(info.email()))
                .secondaryEmail(text(info.secondaryEmail()))
                .mobile(text(info.mobile()))
                .build();
        return shown.equals(new UserIdentityInfo()) ? null : shown;
    }

    private static UserPhoneConfig phoneConfig(User user) {
        var phone = user.phoneConfig();
        if (phone == null) {
            return null;
        }
        UserPhoneConfig shown = UserPhoneConfig.builder()
                .phoneType(text(phone.phoneTypeAsString()))
                .deskPhoneNumber(text(phone.deskPhoneNumber()))
                .autoAccept(phone.autoAccept())
                .afterContactWorkTimeLimit(phone.afterContactWorkTimeLimit())
                .persistentConnection(phone.persistentConnection())
                .build();
        return shown.equals(new UserPhoneConfig()) ? null : shown;
    }

    /** The tags that are ours to set and to remove: AWS keeps those whose keys start with {@code aws:} for itself. */
    public static SortedMap<String, String> ownTags(Map<String, String> tags) {
        SortedMap<String, String> own = new TreeMap<>(tags == null ? Map.of() : tags);
        own.keySet().removeIf(key -> key.startsWith("aws:"));
        return own;
    }

    private static Set<Tag> tags(Map<String, String> tags) {
        return sortedSet(
                ownTags(tags).entrySet(),
                tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build(),
                comparing(Tag::getKey));
    }

    /** The nearest double by decimal digits: a float's own widening would turn 3.3 into 3.299999952316284. */
    private static Double exactly(Float level) {
        return level == null ? null : Double.valueOf(level.toString());
    }

    /** Connect shows some absent texts as empty ones; the contract knows no empty values. */
    static String text(String value) {
        return value == null || value.isEmpty() ? null : value;
    }

    private static <S, T> List<T> sorted(Collection<S> source, Function<S, T> translate, Comparator<? super T> order) {
        return source.isEmpty()
                ? null
                : source.stream().map(translate).sorted(order).toList();
    }

    private static <S, T> Set<T> sortedSet(
            Collection<S> source, Function<S, T> translate, Comparator<? super T> order) {
        List<T> sorted = sorted(source, translate, order);
        return sorted == null ? null : new LinkedHashSet<>(sorted);
    }
}
