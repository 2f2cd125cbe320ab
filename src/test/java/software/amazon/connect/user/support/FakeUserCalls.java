package software.amazon.connect.user.support;

import static java.lang.Boolean.TRUE;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.connect.model.UpdateUserIdentityInfoRequest;
import software.amazon.awssdk.services.connect.model.UpdateUserIdentityInfoResponse;
import software.amazon.awssdk.services.connect.model.UpdateUserPhoneConfigRequest;
import software.amazon.awssdk.services.connect.model.UpdateUserPhoneConfigResponse;
import software.amazon.connect.slice.model.ApiAutoAcceptConfig;
import software.amazon.connect.slice.model.ApiUserIdentityInfo;
import software.amazon.connect.slice.model.ApiUserPhoneConfig;
import software.amazon.connect.slice.model.CreateUserRequest;
import software.amazon.connect.slice.model.CreateUserResponse;
import software.amazon.connect.slice.model.DescribeUserRequest;
import software.amazon.connect.slice.model.DescribeUserResponse;
import software.amazon.connect.slice.model.UpdateUserConfigRequest;
import software.amazon.connect.slice.model.UpdateUserConfigResponse;
import software.amazon.connect.slice.model.User;
import software.amazon.connect.user.model.ConnectArn;
import software.amazon.connect.user.support.FakeConnect.Behaviour;
import software.amazon.connect.user.support.FakeConnect.Stored;
import software.amazon.connect.user.support.FakeConnectApi.References;

/** The operations of the fake that carry a user's settings. */
public abstract class FakeUserCalls extends FakeProficiencyCalls {
    public FakeUserCalls(FakeConnect fake) {
        super(fake);
    }

    @Override
    public CreateUserResponse createUser(CreateUserRequest request) {
        return fake.call(request, () -> {
            String instance = fake.instances.get(ConnectArn.idOf(request.instanceId()));
            if (instance == null) {
                throw Fault.error("ResourceNotFoundException", 404, "Instance not found");
            }
            References.check("routing profile", request.routingProfileId());
            References.check("hierarchy group", request.hierarchyGroupId());
            References.checkSecurityProfiles(request.securityProfileIds());
            References.checkTagKeys(request.tags().keySet());
            if (fake.users().stream()
                    .anyMatch(other -> other.instanceId().equals(ConnectArn.idOf(request.instanceId()))
                            && other.user().username().equals(request.username()))) {
                throw Fault.error(
                        "DuplicateResourceException",
                        409,
                        "The user %s is already associated with the Amazon Connect instance"
                                .formatted(request.username()));
            }
            String id = UUID.randomUUID().toString();
            String arn = instance + "/agent/" + id;
            User user =
                    user(request).id(id).arn(arn).lastModifiedTime(fake.now()).build();
            fake.add(new Stored(ConnectArn.idOf(request.instanceId()), user, FakeConnect.noLevels()));
            return CreateUserResponse.builder().userId(id).userArn(arn).build();
        });
    }

    /** A user with everything that its creation set. */
    public static User.Builder user(CreateUserRequest request) {
        return filled(User.builder(), request).phoneConfig(shown(request.phoneConfig()));
    }

    /** Gives a shape the members that another has under the same names, be it of the other client. */
    private static <T extends SdkPojo> T filled(T builder, SdkPojo given) {
        for (SdkField<?> field : builder.sdkFields()) {
            given.sdkFields().stream()
                    .filter(other -> other.memberName().equals(field.memberName()))
                    .map(other -> other.getValueOrDefault(given))
                    .filter(Objects::nonNull)
                    .forEach(value -> field.set(builder, value));
        }
        return builder;
    }

    /** Connect shows members that were never set as false and 0. */
    private static ApiUserPhoneConfig shown(ApiUserPhoneConfig given) {
        ApiUserPhoneConfig phone = given == null ? ApiUserPhoneConfig.builder().build() : given;
        return phone.toBuilder()
                .autoAccept(Boolean.TRUE.equals(phone.autoAccept()))
                .afterContactWorkTimeLimit(
                        phone.afterContactWorkTimeLimit() == null ? 0 : phone.afterContactWorkTimeLimit())
                .build();
    }

    @Override
    public DescribeUserResponse describeUser(DescribeUserRequest request) {
        return fake.call(request, () -> DescribeUserResponse.builder()
                .user(asShown(fake.look("DescribeUser", request.instanceId(), request.userId())
                        .user()))
                .build());
    }

    private User asShown(User user) {
        User.Builder shown = user.toBuilder();
        if (fake.looksWithoutTags > 0) {
            fake.looksWithoutTags--;
            shown.tags(Map.of());
        }
        ApiUserIdentityInfo info = user.identityInfo();
        if (fake.behaves(Behaviour.NORMALISES_EMAIL) && info != null) {
            shown.identityInfo(info.toBuilder()
                    .email(lower(info.email()))
                    .secondaryEmail(lower(info.secondaryEmail()))
                    .build());
        }
        if (fake.behaves(Behaviour.CUTS_LAST_NAMES) && info != null && info.lastName() != null) {
            String name = info.lastName();
            shown.identityInfo(info.toBuilder()
                    .lastName(name.substring(0, Math.min(5, name.length())))
                    .build());
        }
        if (fake.behaves(Behaviour.SHOWS_ALL_CHANNELS)) {
            Stream<ApiAutoAcceptConfig> others = Stream.of("VOICE", "CHAT", "TASK", "EMAIL")
                    .filter(channel ->
                            user.autoAcceptConfigs().stream().noneMatch(item -> channel.equals(item.channelAsString())))
                    .map(channel -> ApiAutoAcceptConfig.builder()
                            .channel(channel)
                            .autoAccept(false)
                            .build());
            shown.autoAcceptConfigs(
                    Stream.concat(user.autoAcceptConfigs().stream(), others).toList());
        }
        if (fake.behaves(Behaviour.HIDES_UNSET_CHANNELS)) {
            hideUnset(user, shown);
        }
        return shown.build();
    }

    private static void hideUnset(User user, User.Builder shown) {
        shown.autoAcceptConfigs(user.autoAcceptConfigs().stream()
                .filter(item -> TRUE.equals(item.autoAccept()) || TRUE.equals(item.agentFirstCallbackAutoAccept()))
                .toList());
        shown.persistentConnectionConfigs(user.persistentConnectionConfigs().stream()
                .filter(item -> TRUE.equals(item.persistentConnection()))
                .toList());
        shown.voiceEnhancementConfigs(user.voiceEnhancementConfigs().stream()
                .filter(item -> !"NONE".equals(item.voiceEnhancementModeAsString()))
                .toList());
    }

    private static String lower(String text) {
        return text == null ? null : text.toLowerCase(Locale.ROOT);
    }

    @Override
    public UpdateUserIdentityInfoResponse updateUserIdentityInfo(UpdateUserIdentityInfoRequest request) {
        return fake.call(request, () -> {
            var given = request.identityInfo();
            if (fake.behaves(Behaviour.REFUSES_EMPTY_EMAIL)
                    && ("".equals(given.email()) || "".equals(given.secondaryEmail()))) {
                throw Fault.error("InvalidParameterException", 400, "An e-mail address must contain @");
            }
            fake.write(request.instanceId(), request.userId(), stored -> {
                ApiUserIdentityInfo old =
                        fake.behaves(Behaviour.IDENTITY_MERGES) && stored.user().identityInfo() != null
                                ? stored.user().identityInfo()
                                : ApiUserIdentityInfo.builder().build();
                ApiUserIdentityInfo kept = ApiUserIdentityInfo.builder()
                        .firstName(or(given.firstName(), old.firstName()))
                        .lastName(or(given.lastName(), old.lastName()))
                        .email(or(given.email(), old.email()))
                        .secondaryEmail(or(given.secondaryEmail(), old.secondaryEmail()))
                        .mobile(or(given.mobile(), old.mobile()))
                        .build();
                return stored.with(user -> user.identityInfo(kept));
            });
            return UpdateUserIdentityInfoResponse.builder().build();
        });
    }

    private static String or(String given, String old) {
        return given == null ? old : given;
    }

    @Override
    public UpdateUserPhoneConfigResponse updateUserPhoneConfig(UpdateUserPhoneConfigRequest request) {
        return fake.call(request, () -> {
            fake.write(
                    request.instanceId(),
                    request.userId(),
                    stored -> stored.with(user -> {
                        ApiUserPhoneConfig given = filled(ApiUserPhoneConfig.builder(), request.phoneConfig())
                                .build();
                        user.phoneConfig(shown(given));
                        if (fake.behaves(Behaviour.PHONE_GIVES_AFTER_CONTACT_WORK)) {
                            Mirror.afterContactWork(user, shown(given).afterContactWorkTimeLimit());
                        }
                        return fake.behaves(Behaviour.PHONE_MIRRORS_LISTS) ? Mirror.lists(user, given) : user;
                    }));
            return UpdateUserPhoneConfigResponse.builder().build();
        });
    }

    @Override
    public UpdateUserConfigResponse updateUserConfig(UpdateUserConfigRequest request) {
        return fake.call(request, () -> {
            fake.write(
                    request.instanceId(),
                    request.userId(),
                    stored -> stored.with(user -> {
                        list(request.hasAutoAcceptConfigs(), request.autoAcceptConfigs(), user::autoAcceptConfigs);
                        list(
                                request.hasAfterContactWorkConfigs(),
                                request.afterContactWorkConfigs(),
                                user::afterContactWorkConfigs);
                        list(request.hasPhoneNumberConfigs(), request.phoneNumberConfigs(), user::phoneNumberConfigs);
                        list(
                                request.hasPersistentConnectionConfigs(),
                                request.persistentConnectionConfigs(),
                                user::persistentConnectionConfigs);
                        list(
                                request.hasVoiceEnhancementConfigs(),
                                request.voiceEnhancementConfigs(),
                                user::voiceEnhancementConfigs);
                        return fake.behaves(Behaviour.PHONE_MIRRORS_LISTS)
                                ? user.phoneConfig(
                                        shown(Mirror.phone(stored.user().phoneConfig(), request)))
                                : user;
                    }));
            return UpdateUserConfigResponse.builder().build();
        });
    }

    private <T> void list(boolean given, List<T> items, Consumer<List<T>> setter) {
        if (given || fake.behaves(Behaviour.ABSENT_LISTS_CLEAR)) {
            setter.accept(items);
        }
    }
}
