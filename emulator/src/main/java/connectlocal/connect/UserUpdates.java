package connectlocal.connect;

import connectlocal.connect.wire.Input;
import java.util.function.BiFunction;

/** The six operations that change a user's own settings. Each checks everything before it changes anything. */
final class UserUpdates {
    private final ConnectState state;
    private final IdentityRules identity;
    private final PhoneRules phone;
    private final PhoneMirror mirror;
    private final Normalisation normalisation;

    UserUpdates(ConnectState state) {
        this.state = state;
        this.identity = new IdentityRules(state.behaviours());
        this.phone = new PhoneRules(state.behaviours());
        this.mirror = new PhoneMirror(state.behaviours());
        this.normalisation = new Normalisation(state.behaviours());
    }

    Object updateUserIdentityInfo(Input in) {
        IdentityInfo given = in.structure("IdentityInfo", IdentityInfo.class);
        boolean merge = state.behaviours().is(Switch.IDENTITY_INFO, "merge");
        return change(in, (instance, settings) -> {
            identity.checkEmpties(given);
            IdentityInfo info = (merge ? given.over(settings.identityInfo()) : given).withoutEmpties();
            identity.checkInfo(instance, info);
            return settings.withIdentityInfo(normalisation.kept(info));
        });
    }

    Object updateUserPhoneConfig(Input in) {
        PhoneConfig given = in.structure("PhoneConfig", PhoneConfig.class);
        return change(in, (instance, settings) -> {
            phone.checkPhone(given);
            return settings.withPhone(
                    normalisation.kept(given), mirror.listsAfter(given, settings.phoneConfig(), settings.channels()));
        });
    }

    Object updateUserConfig(Input in) {
        ChannelSettings given = in.all(ChannelSettings.class);
        boolean merge = state.behaviours().is(Switch.UPDATE_USER_CONFIG, "merge");
        return change(in, (instance, settings) -> {
            phone.checkChannels(given);
            ChannelSettings kept = normalisation.kept(given);
            ChannelSettings lists = (merge ? kept.over(settings.channels()) : kept).withoutEmpties();
            return settings.withPhone(mirror.phoneAfter(given, settings.phoneConfig()), lists);
        });
    }

    Object updateUserRoutingProfile(Input in) {
        return change(
                in,
                (instance, settings) -> settings.withRoutingProfileId(
                        references(instance).routingProfile(in.text("RoutingProfileId"))));
    }

    /** Replaces all security profiles. */
    Object updateUserSecurityProfiles(Input in) {
        return change(
                in,
                (instance, settings) -> settings.withSecurityProfileIds(
                        references(instance).securityProfiles(in.texts("SecurityProfileIds"))));
    }

    /** Without an id the user leaves its group. */
    Object updateUserHierarchy(Input in) {
        return change(
                in,
                (instance, settings) -> settings.withHierarchyGroupId(
                        references(instance).hierarchyGroup(in.text("HierarchyGroupId"))));
    }

    private References references(Instance instance) {
        return new References(state, instance);
    }

    private Object change(Input in, BiFunction<Instance, Settings, Settings> change) {
        Instance instance = state.instance(in.text("InstanceId"));
        User user = state.user(instance, in.text("UserId"));
        synchronized (instance.catalog()) {
            instance.users().change(user.id(), settings -> change.apply(instance, settings));
        }
        return null;
    }
}
