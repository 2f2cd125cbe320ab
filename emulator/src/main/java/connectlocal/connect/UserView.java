package connectlocal.connect;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import connectlocal.connect.ChannelSettings.AfterContactWork;
import connectlocal.connect.ChannelSettings.Limit;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** How users are shown: by DescribeUser, ListUsers, SearchUsers, and in the state view. */
final class UserView {
    private static final int MILLISECONDS = 1000;

    private final ConnectState state;
    private final Instance instance;
    private final PhoneMirror mirror;
    private final Normalisation normalisation;

    UserView(ConnectState state, Instance instance) {
        this.state = state;
        this.instance = instance;
        this.mirror = new PhoneMirror(state.behaviours());
        this.normalisation = new Normalisation(state.behaviours());
    }

    /** User of the API. */
    record Described(
            String id,
            String arn,
            String username,
            IdentityInfo identityInfo,
            PhoneConfig phoneConfig,
            String directoryUserId,
            List<String> securityProfileIds,
            String routingProfileId,
            String hierarchyGroupId,
            Map<String, String> tags,
            @JsonUnwrapped ChannelSettings channels,
            Instant lastModifiedTime,
            String lastModifiedRegion) {}

    /** UserSummary of the API. */
    record Summary(String id, String arn, String username, Instant lastModifiedTime, String lastModifiedRegion) {}

    /** UserSearchSummary of the API. */
    record Found(
            String arn,
            String directoryUserId,
            String hierarchyGroupId,
            String id,
            IdentityInfo identityInfo,
            PhoneConfig phoneConfig,
            String routingProfileId,
            List<String> securityProfileIds,
            Map<String, String> tags,
            String username,
            @JsonUnwrapped ChannelSettings channels) {}

    /** A user in the state view: everything that is kept, as it is kept. */
    record Kept(String id, String username, boolean passwordSet, String directoryUserId, Settings settings) {}

    Described describe(User user) {
        Settings settings = user.settings();
        return new Described(
                user.id(),
                arn(user),
                user.username(),
                settings.identityInfo(),
                shownPhone(settings),
                user.directoryUserId(),
                settings.securityProfileIds(),
                settings.routingProfileId(),
                settings.hierarchyGroupId(),
                settings.tags(),
                shownLists(settings),
                user.modified(),
                state.region());
    }

    Summary summary(User user) {
        return new Summary(user.id(), arn(user), user.username(), user.modified(), state.region());
    }

    Found found(User user) {
        Settings settings = user.settings();
        IdentityInfo names = new IdentityInfo(
                settings.identityInfo().firstName(), settings.identityInfo().lastName(), null, null, null);
        PhoneConfig phone = shownPhone(settings);
        return new Found(
                arn(user),
                user.directoryUserId(),
                settings.hierarchyGroupId(),
                user.id(),
                names,
                phone.withAfterContactWorkTimeLimit(phone.afterContactWorkTimeLimit() * MILLISECONDS),
                settings.routingProfileId(),
                settings.securityProfileIds(),
                settings.tags(),
                user.username(),
                inMilliseconds(shownLists(settings)));
    }

    Kept state(User user) {
        return new Kept(user.id(), user.username(), user.passwordSet(), user.directoryUserId(), user.settings());
    }

    private String arn(User user) {
        return state.arns().of(Arns.Kind.USER, instance.id(), user.id());
    }

    /**
     * AutoAccept and AfterContactWorkTimeLimit are no nullable values in the service: unset they show as false and 0.
     */
    private PhoneConfig shownPhone(Settings settings) {
        PhoneConfig shown = normalisation.shown(mirror.shownPhone(settings));
        shown = shown.autoAccept() == null ? shown.withAutoAccept(false) : shown;
        return shown.afterContactWorkTimeLimit() == null ? shown.withAfterContactWorkTimeLimit(0) : shown;
    }

    /** A limit is the same value there, so it shows as 0 as well where a configuration does not set it. */
    private ChannelSettings shownLists(Settings settings) {
        return eachLimit(
                normalisation.shown(mirror.shownLists(settings)),
                limit -> limit.afterContactWorkTimeLimit() == null ? new Limit(0) : limit);
    }

    private static ChannelSettings inMilliseconds(ChannelSettings lists) {
        return eachLimit(lists, limit -> new Limit(limit.afterContactWorkTimeLimit() * MILLISECONDS));
    }

    private static ChannelSettings eachLimit(ChannelSettings lists, UnaryOperator<Limit> change) {
        if (lists.afterContactWorkConfigs() == null) {
            return lists;
        }
        List<AfterContactWork> changed = lists.afterContactWorkConfigs().stream()
                .map(item -> new AfterContactWork(
                        item.channel(),
                        change.apply(item.afterContactWorkConfig()),
                        item.agentFirstCallbackAfterContactWorkConfig() == null
                                ? null
                                : change.apply(item.agentFirstCallbackAfterContactWorkConfig())))
                .toList();
        return new ChannelSettings(null, changed, null, null, null).over(lists);
    }
}
