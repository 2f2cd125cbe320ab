package software.amazon.connect.user.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.connect.user.change.Desired;
import software.amazon.connect.user.change.UserChanges;
import software.amazon.connect.user.model.ConnectArn;
import software.amazon.connect.user.model.ConnectFailure;
import software.amazon.connect.user.model.LiveUser;

/** Looking for the user that a call of CreateUser may have made whose answer was lost. */
final class LostUser {
    /** How far Connect's clock and ours may be apart. */
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(30);

    private final ConnectSession session;
    private final Desired wanted;
    private final ConnectArn instance;
    private final Instant start;
    private final boolean nameIsTaken;
    private ConnectArn ours;
    private ConnectArn stranger;
    private boolean undecided;

    /**
     * @param start when the first call was made
     * @param nameIsTaken whether the service has said so since
     */
    LostUser(ConnectSession session, Desired wanted, ConnectArn instance, Instant start, boolean nameIsTaken) {
        this.session = session;
        this.wanted = wanted;
        this.instance = instance;
        this.start = start;
        this.nameIsTaken = nameIsTaken;
    }

    /** The user that was looked for; null unless it was found. */
    ConnectArn user() {
        return ours;
    }

    /** Somebody else's user of that name; null when none was seen. */
    ConnectArn stranger() {
        return stranger;
    }

    /** Whether looking again may tell more: no user is shown yet, or a new one that differs, as ours does at first. */
    boolean isUndecided() {
        return undecided;
    }

    /**
     * Looks once.
     *
     * @param thoroughly whether to walk the list of users when the search index does not tell of one that is there
     */
    boolean isFound(boolean thoroughly) {
        String username = wanted.model().getUsername();
        undecided = nameIsTaken;
        if (!shows(() -> UserLookup.search(session, instance, username)) && thoroughly) {
            shows(() -> UserLookup.scan(session, instance, username));
        }
        return ours != null;
    }

    /** Whether a look shows a user that is there. An index may show one that is gone, or not be there to be asked. */
    private boolean shows(Supplier<List<ConnectArn>> look) {
        try {
            List<ConnectArn> found = look.get();
            undecided |= !found.isEmpty();
            return found.stream().anyMatch(this::isThere);
        } catch (ConnectFailure unseen) {
            undecided |= unseen.isRetriable();
            return false;
        }
    }

    private boolean isThere(ConnectArn user) {
        Optional<LiveUser> shown = ConnectSession.ifFound(() -> UserReader.observeWithoutProficiencies(session, user));
        shown.ifPresent(live -> judge(user, live));
        return shown.isPresent();
    }

    private void judge(ConnectArn user, LiveUser live) {
        Instant modified = live.lastModified();
        boolean isNew = modified != null && !modified.isBefore(start.minus(CLOCK_SKEW));
        ours = isNew && UserChanges.isAsMade(user, wanted, live) ? user : null;
        stranger = modified != null && !isNew ? user : null;
    }
}
