package software.amazon.connect.user.model;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import software.amazon.connect.slice.model.ApiUserIdentityInfo;
import software.amazon.connect.slice.model.ApiUserPhoneConfig;
import software.amazon.connect.slice.model.CreateUserRequest;
import software.amazon.connect.slice.model.UpdateUserConfigRequest;
import software.amazon.connect.slice.model.User;
import software.amazon.connect.user.ResourceModel;
import software.amazon.connect.user.UserIdentityInfo;
import software.amazon.connect.user.UserPhoneConfig;

/**
 * How the model reaches the API. The request for a new user: ARNs become ids, null stays null, and what has no order is
 * sent sorted.
 */
public final class RequestTranslator {

    private RequestTranslator() {}

    /**
     * Everything of a new user but the proficiencies, which CreateUser does not take.
     *
     * @see <a href="https://docs.aws.amazon.com/connect/latest/APIReference/API_CreateUser.html">CreateUser</a>
     */
    public static CreateUserRequest createUser(ResourceModel model, Map<String, String> tags) {
        CreateUserRequest.Builder request = CreateUserRequest.builder()
                .instanceId(ConnectArn.idOf(model.getInstanceArn()))
                .username(model.getUsername())
                .password(model.getPassword())
                .directoryUserId(model.getDirectoryUserId())
                .routingProfileId(ConnectArn.idOf(model.getRoutingProfileArn()))
                .hierarchyGroupId(ConnectArn.idOf(model.getHierarchyGroupArn()))
                .securityProfileIds(model.getSecurityProfileArns().stream()
                        .map(ConnectArn::idOf)
                        .sorted()
                        .toList())
                .identityInfo(identityInfo(model.getIdentityInfo()))
                .phoneConfig(phoneConfig(model.getPhoneConfig()))
                .tags(tags.isEmpty() ? null : new TreeMap<>(tags));
        ChannelSettings.ALL.forEach(setting -> setting.ask(model, request));
        return request.build();
    }

    private static ApiUserIdentityInfo identityInfo(UserIdentityInfo info) {
        return info == null
                ? null
                : ApiUserIdentityInfo.builder()
                        .firstName(info.getFirstName())
                        .lastName(info.getLastName())
                        .email(info.getEmail())
                        .secondaryEmail(info.getSecondaryEmail())
                        .mobile(info.getMobile())
                        .build();
    }

    private static ApiUserPhoneConfig phoneConfig(UserPhoneConfig phone) {
        return phone == null
                ? null
                : ApiUserPhoneConfig.builder()
                        .phoneType(phone.getPhoneType())
                        .autoAccept(phone.getAutoAccept())
                        .afterContactWorkTimeLimit(phone.getAfterContactWorkTimeLimit())
                        .deskPhoneNumber(phone.getDeskPhoneNumber())
                        .persistentConnection(phone.getPersistentConnection())
                        .build();
    }

    /** What a look would show of a model as it was asked for: the contract knows no empty values. */
    public static ResourceModel withoutEmpty(ResourceModel asked) {
        ResourceModel shown = asked.toBuilder().build();
        ChannelSettings.ALL.stream()
                .filter(setting -> !setting.hasChannels(shown))
                .forEach(setting -> setting.copyChannels(new ResourceModel(), shown));
        shown.setTags(shown.getTags() == null || shown.getTags().isEmpty() ? null : shown.getTags());
        shown.setUserProficiencies(Proficiency.levelsOf(shown).isEmpty() ? null : shown.getUserProficiencies());
        UserIdentityInfo info = WholeObject.IDENTITY.copy(WholeObject.IDENTITY.of(shown));
        info.setFirstName(LiveUser.text(info.getFirstName()));
        info.setLastName(LiveUser.text(info.getLastName()));
        info.setEmail(LiveUser.text(info.getEmail()));
        info.setSecondaryEmail(LiveUser.text(info.getSecondaryEmail()));
        info.setMobile(LiveUser.text(info.getMobile()));
        shown.setIdentityInfo(info.equals(new UserIdentityInfo()) ? null : info);
        shown.setPhoneConfig(new UserPhoneConfig().equals(shown.getPhoneConfig()) ? null : shown.getPhoneConfig());
        return shown;
    }

    /**
     * How a setting by channel reaches the API, and comes back: items of the model on one side, of the API on the
     * other.
     */
    record ChannelWire<T, A>(
            Function<T, A> toApi,
            BiConsumer<CreateUserRequest.Builder, Collection<A>> create,
            BiConsumer<UpdateUserConfigRequest.Builder, Collection<A>> update,
            Function<User, List<A>> shown,
            Function<A, T> fromApi) {

        /** Makes an item of a channel, of what was said of it before; that is null where nothing was. */
        interface FromPhone<T> {
            T of(String channel, UserPhoneConfig phone, T before);
        }
    }
}
