package software.amazon.connect.user;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.ProgressEvent;
import software.amazon.connect.user.change.ApiCall;
import software.amazon.connect.user.change.ApiCall.Step;
import software.amazon.connect.user.change.Desired;
import software.amazon.connect.user.change.UserChanges;
import software.amazon.connect.user.model.ConnectArn;
import software.amazon.connect.user.model.ConnectFailure;
import software.amazon.connect.user.model.Difference;
import software.amazon.connect.user.model.LiveUser;

/**
 * Brings a user that exists to the desired state: what is missing is sent, each kind of call once, then the operation
 * only looks, for a look may be late. It sends again when look after look agrees that something is missing, and gives
 * up when Connect agrees with itself and not with the request.
 */
final class Convergence {
    /** Rounds of calls, the first included. */
    private static final int MOST_ROUNDS = 2;

    private final Invocation invocation;
    private final CallbackContext progress;
    private final ConnectArn user;
    private final CallSender sender;
    private final Evidence evidence;
    private final Predicate<Step> mayBeSent;

    /** @param mayBeSent which kinds of call this operation may make; for what needs others it only waits */
    Convergence(Invocation invocation, ConnectArn user, Predicate<Step> mayBeSent) {
        this.invocation = invocation;
        this.progress = invocation.progress();
        this.user = user;
        this.sender = new CallSender(invocation, user);
        this.evidence = new Evidence(invocation, user);
        this.mayBeSent = mayBeSent;
    }

    /** Goes on from what a look has shown. */
    ProgressEvent<ResourceModel, CallbackContext> from(LiveUser seen) {
        progress.look(seen);
        List<ApiCall> due = due(seen);
        if (due.isEmpty()) {
            return confirm(seen);
        }
        if (progress.getBefore() == 0) {
            progress.setBefore(seen.fingerprint());
        }
        return act(due);
    }

    /** Sends what is due without a look, for a user that has just been made and is as it was asked for. */
    ProgressEvent<ResourceModel, CallbackContext> fromNew(LiveUser asked) {
        return act(due(asked));
    }

    private List<ApiCall> sendable(LiveUser live) {
        return UserChanges.between(user, invocation.desired(), live).stream()
                .filter(call -> mayBeSent.test(call.step()))
                .toList();
    }

    private List<ApiCall> due(LiveUser live) {
        List<ApiCall> missing = sendable(live);
        List<ApiCall> unsent =
                missing.stream().filter(call -> !progress.hasSent(call.step())).toList();
        boolean anew = unsent.isEmpty()
                && !missing(live).isEmpty()
                && evidence.looksAgree()
                && progress.getRounds() + 1 < MOST_ROUNDS;
        if (!anew || missing.isEmpty()) {
            return unsent;
        }
        progress.startAgain();
        return missing;
    }

    private ProgressEvent<ResourceModel, CallbackContext> act(List<ApiCall> due) {
        for (ApiCall call : due) {
            if (invocation.session().pace().isSpent()) {
                return invocation.outOfTime(user);
            }
            Optional<ConnectFailure> refused = sender.send(call);
            if (refused.isPresent()) {
                return invocation.stale(
                        user,
                        "%s, and refused: %s"
                                .formatted(places(List.of(call)), refused.get().getMessage()));
            }
            progress.remember(call.step());
        }
        if (invocation.session().pace().isSpent()) {
            return invocation.outOfTime(user);
        }
        Optional<LiveUser> shown = invocation.look(user);
        if (shown.isEmpty()) {
            return invocation.stale(user, "the user");
        }
        progress.look(shown.get());
        return confirm(shown.get());
    }

    private ProgressEvent<ResourceModel, CallbackContext> confirm(LiveUser live) {
        String missing = missing(live);
        if (missing.isEmpty()) {
            return evidence.mayBeLate()
                    ? invocation.stale(user, "whether something else was made of the user")
                    : ProgressEvent.defaultSuccessHandler(live.shownLike(invocation.desiredModel()));
        }
        return isKeptOtherwise(live)
                ? invocation.failed(
                        user,
                        HandlerErrorCode.NotStabilized,
                        ("Amazon Connect took the changes of %s and goes on showing %s otherwise than asked for:"
                                        + " read the user to see how, and ask for that")
                                .formatted(user, missing))
                : invocation.stale(user, missing);
    }

    /**
     * Whether looks agree on something that is neither what was asked for nor what there was before, and no call is
     * left that could change it.
     */
    private boolean isKeptOtherwise(LiveUser live) {
        if (progress.getSent() == 0 || !evidence.looksAgree()) {
            return false;
        }
        boolean hasChanged = progress.getBefore() != 0 && live.fingerprint() != progress.getBefore();
        boolean lastRound = progress.getRounds() + 1 >= MOST_ROUNDS;
        return sendable(live).isEmpty() || hasChanged && lastRound;
    }

    /** The properties that Connect does not show as desired, for people; empty when it shows them all. */
    private String missing(LiveUser live) {
        Desired wanted = invocation
                .desired()
                .asShown(live, progress.hasSent(Step.EMAIL_STAYS), progress.hasSent(Step.SECONDARY_EMAIL_STAYS));
        return places(UserChanges.between(user, wanted, live));
    }

    private static String places(List<ApiCall> calls) {
        return calls.stream()
                .flatMap(call -> call.differences().stream())
                .map(Difference::place)
                .distinct()
                .collect(Collectors.joining(", "));
    }
}
