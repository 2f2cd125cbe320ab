package software.amazon.connect.user.model;

import static java.util.Comparator.comparing;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import software.amazon.connect.slice.model.User;
import software.amazon.connect.user.AfterContactWorkConfig;
import software.amazon.connect.user.AfterContactWorkConfigPerChannel;
import software.amazon.connect.user.AutoAcceptConfig;
import software.amazon.connect.user.PersistentConnectionConfig;
import software.amazon.connect.user.PhoneNumberConfig;
import software.amazon.connect.user.ResourceModel;
import software.amazon.connect.user.Tag;
import software.amazon.connect.user.UserIdentityInfo;
import software.amazon.connect.user.UserPhoneConfig;
import software.amazon.connect.user.UserProficiency;
import software.amazon.connect.user.VoiceEnhancementConfig;

/**
 * From Connect to the model: ids become ARNs, what is not there stays null, and whatever has no order of its own comes
 * back sorted, because Cloud Control patches arrays by index.
 */
public final class ModelTranslator {
    private static final Comparator<UserProficiency> BY_ATTRIBUTE =
            comparing(UserProficiency::getAttributeName).thenComparing(UserProficiency::getAttributeValue);

    private ModelTranslator() {}

    /**
     * The user as Connect shows it.
     *
     * @param arn the user's ARN as the caller knows it; the ARNs of what belongs to the user are built on it
     */
    public static LiveUser liveUser(
            ConnectArn arn, User user, List<software.amazon.connect.slice.model.ApiUserProficiency> proficiencies) {
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
        addChannels(model, user);
        return new LiveUser(model, user.tags(), user.lastModifiedTime());
    }

    /**
     * The lists by channel keep Connect's order: Terraform's awscc pairs their members with the configuration's by
     * position, and finds them in the order in which they were written.
     */
    private static void addChannels(ResourceModel model, User user) {
        model.setAutoAcceptConfigs(inOrder(user.autoAcceptConfigs(), it -> AutoAcceptConfig.builder()
                .channel(it.channelAsString())
                .autoAccept(it.autoAccept())
                .agentFirstCallbackAutoAccept(it.agentFirstCallbackAutoAccept())
                .build()));
        model.setAfterContactWorkConfigs(
                inOrder(user.afterContactWorkConfigs(), it -> AfterContactWorkConfigPerChannel.builder()
                        .channel(it.channelAsString())
                        .afterContactWorkConfig(afterContactWork(it.afterContactWorkConfig()))
                        .agentFirstCallbackAfterContactWorkConfig(
                                afterContactWork(it.agentFirstCallbackAfterContactWorkConfig()))
                        .build()));
        model.setPhoneNumberConfigs(inOrder(user.phoneNumberConfigs(), it -> PhoneNumberConfig.builder()
                .channel(it.channelAsString())
                .phoneType(it.phoneTypeAsString())
                .phoneNumber(text(it.phoneNumber()))
                .build()));
        model.setPersistentConnectionConfigs(
                inOrder(user.persistentConnectionConfigs(), it -> PersistentConnectionConfig.builder()
                        .channel(it.channelAsString())
                        .persistentConnection(it.persistentConnection())
                        .build()));
        model.setVoiceEnhancementConfigs(inOrder(user.voiceEnhancementConfigs(), it -> VoiceEnhancementConfig.builder()
                .channel(it.channelAsString())
                .voiceEnhancementMode(it.voiceEnhancementModeAsString())
                .build()));
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

    private static AfterContactWorkConfig afterContactWork(
            software.amazon.connect.slice.model.ApiAfterContactWorkConfig config) {
        return config == null
                ? null
                : AfterContactWorkConfig.builder()
                        .afterContactWorkTimeLimit(config.afterContactWorkTimeLimit())
                        .build();
    }

    private static Set<Tag> tags(Map<String, String> tags) {
        return sortedSet(
                new TreeMap<>(tags)
                        .entrySet().stream()
                                .filter(tag -> !tag.getKey().startsWith("aws:"))
                                .toList(),
                tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build(),
                comparing(Tag::getKey));
    }

    /** The nearest double by decimal digits: a float's own widening would turn 3.3 into 3.299999952316284. */
    private static Double exactly(Float level) {
        return level == null ? null : Double.valueOf(level.toString());
    }

    /** Connect shows some absent texts as empty ones; the contract knows no empty values. */
    private static String text(String value) {
        return value == null || value.isEmpty() ? null : value;
    }

    private static <S, T> List<T> inOrder(Collection<S> source, Function<S, T> translate) {
        return source.isEmpty() ? null : source.stream().map(translate).toList();
    }

    private static <S, T> List<T> sorted(Collection<S> source, Function<S, T> translate, Comparator<? super T> order) {
        List<T> given = inOrder(source, translate);
        return given == null ? null : given.stream().sorted(order).toList();
    }

    private static <S, T> Set<T> sortedSet(
            Collection<S> source, Function<S, T> translate, Comparator<? super T> order) {
        List<T> sorted = sorted(source, translate, order);
        return sorted == null ? null : new LinkedHashSet<>(sorted);
    }
}
