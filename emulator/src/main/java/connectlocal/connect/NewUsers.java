package connectlocal.connect;

import connectlocal.connect.wire.Input;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Admits new users: every rule of CreateUser is checked before anything is stored. */
final class NewUsers {
    private final ConnectState state;
    private final IdentityRules identity;
    private final PhoneRules phone;
    private final PhoneMirror mirror;
    private final Normalisation normalisation;

    NewUsers(ConnectState state) {
        this.state = state;
        this.identity = new IdentityRules(state.behaviours());
        this.phone = new PhoneRules(state.behaviours());
        this.mirror = new PhoneMirror(state.behaviours());
        this.normalisation = new Normalisation(state.behaviours());
    }

    /**
     * Stores a new user.
     *
     * @param seeded whether the user comes from the seed, where nobody has to write down a password, and both forms of
     *     phone settings may stand side by side, as they do after updates
     */
    User admit(Instance instance, String id, Input in, boolean seeded) {
        String username = in.text("Username");
        IdentityInfo info =
                in.has("IdentityInfo") ? in.structure("IdentityInfo", IdentityInfo.class) : IdentityInfo.NONE;
        identity.checkUsername(instance, username);
        identity.checkCredentials(
                instance, in.has("Password") || seeded && needsPassword(instance), in.has("DirectoryUserId"));
        identity.checkEmpties(info);
        identity.checkInfo(instance, info.withoutEmpties());

        PhoneConfig phoneConfig =
                in.has("PhoneConfig") ? in.structure("PhoneConfig", PhoneConfig.class) : PhoneConfig.NONE;
        ChannelSettings lists = in.all(ChannelSettings.class);
        ChannelSettings channels = lists.withoutEmpties();
        phone.checkPhone(phoneConfig);
        phone.checkChannels(channels);
        if (!seeded) {
            phone.checkOneForm(phoneConfig, channels);
        }

        ChannelSettings mirrored = mirror.listsAfter(phoneConfig, PhoneConfig.NONE, normalisation.kept(channels));
        synchronized (instance.catalog()) {
            References references = new References(state, instance);
            Settings settings = new Settings(
                    normalisation.kept(info.withoutEmpties()),
                    normalisation.kept(phoneConfig),
                    seeded ? normalisation.kept(lists).over(mirrored).withoutEmpties() : mirrored,
                    references.routingProfile(in.text("RoutingProfileId")),
                    references.securityProfiles(in.texts("SecurityProfileIds")),
                    references.hierarchyGroup(in.text("HierarchyGroupId")),
                    in.has("Tags") ? new TreeMap<>(in.map("Tags")) : Map.of(),
                    List.of());
            return instance.users().add(id, username, in.has("Password"), directoryUserId(instance, in), settings);
        }
    }

    private static boolean needsPassword(Instance instance) {
        return instance.type().equals(Instance.CONNECT_MANAGED);
    }

    /** With a directory the service finds out the user's id in it; Terraform counts on that. */
    private static String directoryUserId(Instance instance, Input in) {
        if (in.has("DirectoryUserId") || !instance.type().equals(Instance.EXISTING_DIRECTORY)) {
            return in.text("DirectoryUserId");
        }
        return "directory-" + UUID.randomUUID();
    }
}
