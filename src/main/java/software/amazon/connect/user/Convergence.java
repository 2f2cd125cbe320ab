package software.amazon.connect.user;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
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
        this.evidence = new Evidence(invocation, user);
        this.sender = new CallSender(invocation, user, evidence);
        this.mayBeSent = mayBeSent;
    }

    /**
     * Takes a step of this operation. What was just written may take away the right to look, as a tag does on which a
     * policy depends: that is no failure of what was answered, and a rollback could not look either.
     */
    ProgressEvent<ResourceModel, CallbackContext> take(Supplier<ProgressEvent<ResourceModel, CallbackContext>> step) {
        return invocation.onExisting(user, () -> {
            try {
                return step.get();
            } catch (ConnectFailure failure) {
                if (failure.is(HandlerErrorCode.AccessDenied) && evidence.isAllAnswered()) {
                    return invocation.unseen(user, failure.getMessage());
                }
                throw failure;
            }
        });
    }

    /** Goes on from a look; from several that agree where a call repeats what nobody asks for, which may have gone. */
    ProgressEvent<ResourceModel, CallbackContext> from(LiveUser first) {
        progress.look(first);
        LiveUser seen = first;
        if (unsent(first).stream().anyMatch(ApiCall::carriesShown)) {
            progress.setOpen(unsent(first).size());
            seen = evidence.agreed(first).orElse(null);
            if (seen == null || unsent(seen).isEmpty()) {
                if (invocation.session().pace().isSpent()) {
                    return invocation.outOfTime(user);
                }
                progress.forgetLooks(); // looks of one moment that contradict each other tell nothing
                return invocation.stale(user, "the same in a few looks, so that what nobody asks for can be kept");
            }
        }
        List<ApiCall> due = due(seen);
        if (due.isEmpty()) {
            return confirm(seen);
        }
        rememberBefore(seen);
        return act(due);
    }

    /** Remembers what the places show that no call of this operation has changed yet, in the terms of later looks. */
    private void rememberBefore(LiveUser seen) {
        missing(seen).stream()
                .filter(call ->
                        progress.getRounds() == 0 && mayBeSent.test(call.step()) && !progress.hasSent(call.step()))
                .flatMap(call -> call.differences().stream())
                .forEach(progress::rememberBefore);
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

    private List<ApiCall> unsent(LiveUser live) {
        return sendable(live).stream()
                .filter(call -> !progress.hasSent(call.step()))
                .toList();
    }

    private List<ApiCall> due(LiveUser live) {
        List<ApiCall> missing = sendable(live);
        List<ApiCall> unsent = unsent(live);
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
        progress.setOpen(due.size());
        progress.rememberDue(due.stream().map(ApiCall::step));
        for (ApiCall call : due) {
            if (invocation.session().pace().isSpent()) {
                return invocation.outOfTime(user);
            }
            Optional<ConnectFailure> refused = sender.send(call);
            if (refused.isPresent()) {
                String places = Difference.places(call.differences());
                return invocation.stale(
                        user, places + ", and refused: " + refused.get().getMessage());
            }
            progress.setOpen(progress.getOpen() - 1);
        }
        if (invocation.session().pace().isSpent()) {
            return invocation.outOfTime(user);
        }
        Optional<LiveUser> shown = invocation.look(user);
        if (shown.isEmpty()) {
            progress.lookInVain();
            return invocation.stale(user, "the user");
        }
        progress.look(shown.get());
        return confirm(shown.get());
    }

    private ProgressEvent<ResourceModel, CallbackContext> confirm(LiveUser live) {
        List<ApiCall> lacking = missing(live);
        progress.rememberDue(lacking.stream().map(ApiCall::step).filter(mayBeSent));
        List<Difference> missing =
                lacking.stream().flatMap(call -> call.differences().stream()).toList();
        if (missing.isEmpty()) {
            return evidence.mayBeLate()
                    ? invocation.stale(user, "whether something else was made of the user")
                    : ProgressEvent.defaultSuccessHandler(live.shownLike(invocation.desiredModel()));
        }
        // Where looks agree, no call is left that could change what they show: it would have been sent before this.
        List<Difference> otherwise = evidence.looksAgree() ? evidence.keptOtherwise(missing, live) : List.of();
        return otherwise.isEmpty()
                ? invocation.stale(user, Difference.places(missing))
                : invocation.failed(
                        user,
                        HandlerErrorCode.NotStabilized,
                        ("Amazon Connect took the changes of %s and goes on showing %s otherwise than asked for:"
                                        + " read the user to see how, and ask for that")
                                .formatted(user, Difference.places(otherwise)));
    }

    /** What Connect does not show as desired. */
    private List<ApiCall> missing(LiveUser live) {
        Desired wanted = invocation
                .desired()
                .asShown(live, progress.hasSent(Step.EMAIL_STAYS), progress.hasSent(Step.SECONDARY_EMAIL_STAYS));
        return UserChanges.between(user, wanted, live);
    }
}
