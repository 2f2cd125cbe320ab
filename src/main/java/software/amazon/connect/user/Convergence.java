package software.amazon.connect.user;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.ProgressEvent;
import software.amazon.connect.user.change.ApiCall;
import software.amazon.connect.user.change.Desired;
import software.amazon.connect.user.change.Step;
import software.amazon.connect.user.change.UserChanges;
import software.amazon.connect.user.model.ConnectArn;
import software.amazon.connect.user.model.ConnectFailure;
import software.amazon.connect.user.model.LiveUser;

/**
 * Brings a user that exists to the desired state: what is missing is sent, each kind of call once, then the operation
 * only looks, for a look may be late. It sends again when look after look agrees that something is missing, and gives
 * up when Connect agrees with itself and not with the request.
 */
final class Convergence {
    /** Looks that must agree before they are believed against a call that was answered. */
    private static final int AGREEING_LOOKS = 3;

    /** Rounds of calls, the first included. */
    private static final int MOST_ROUNDS = 2;

    private final Invocation invocation;
    private final CallbackContext progress;
    private final ConnectArn user;
    private final Predicate<Step> mayBeSent;

    /** @param mayBeSent which kinds of call this operation may make; for what needs others it only waits */
    Convergence(Invocation invocation, ConnectArn user, Predicate<Step> mayBeSent) {
        this.invocation = invocation;
        this.progress = invocation.progress();
        this.user = user;
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
                && progress.getSameLooks() >= AGREEING_LOOKS
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
            if (!send(call)) {
                return invocation.stale(user, call.property());
            }
            progress.remember(call.step());
        }
        if (invocation.session().pace().isSpent()) {
            return invocation.outOfTime(user);
        }
        Optional<LiveUser> shown = look();
        if (shown.isEmpty()) {
            return invocation.stale(user, "the user");
        }
        progress.look(shown.get());
        return confirm(shown.get());
    }

    /** The user as it is shown now; empty when it is not. */
    Optional<LiveUser> look() {
        try {
            return Optional.of(invocation.session().observe(user));
        } catch (ConnectFailure failure) {
            if (failure.is(HandlerErrorCode.NotFound)) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    private ProgressEvent<ResourceModel, CallbackContext> confirm(LiveUser live) {
        String missing = missing(live);
        if (missing.isEmpty()) {
            // The update that is rolled back may have been carried out and not be shown yet.
            boolean early =
                    Boolean.TRUE.equals(invocation.request().getRollback()) && progress.getSameLooks() < AGREEING_LOOKS;
            return early
                    ? invocation.stale(user, "whether there is something left to take back")
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
        if (progress.getSent() == 0 || progress.getSameLooks() < AGREEING_LOOKS) {
            return false;
        }
        boolean hasChanged = progress.getBefore() != 0 && live.fingerprint() != progress.getBefore();
        boolean lastRound = progress.getRounds() + 1 >= MOST_ROUNDS;
        return sendable(live).isEmpty() || hasChanged && lastRound;
    }

    /** The properties that Connect does not show as desired, for people; empty when it shows them all. */
    private String missing(LiveUser live) {
        Desired wanted = invocation.desired().asShown(live, progress.hasSent(Step.IDENTITY_WITHOUT_EMPTY));
        return UserChanges.between(user, wanted, live).stream()
                .map(ApiCall::property)
                .distinct()
                .collect(Collectors.joining(", "));
    }

    /**
     * Sends one call.
     *
     * @return false when it was refused for a reason that a later look may clear up
     */
    private boolean send(ApiCall call) {
        try {
            invocation.session().send(call);
            return true;
        } catch (ConnectFailure failure) {
            if (failure.mayHaveTakenEffect()) {
                progress.rememberTry(call.step());
            }
            if (failure.isRetriable()) {
                throw explained(call, failure);
            }
            if (call.step() == Step.IDENTITY && failure.is(HandlerErrorCode.InvalidRequest)) {
                return sendWithoutEmpty(call, failure);
            }
            if (call.step().isRefusedTwice() && isUndecided(failure)) {
                return isDone(call, failure);
            }
            if (failure.is(HandlerErrorCode.NotFound) && !invocation.session().knows(user)) {
                throw ConnectFailure.notFound("There is no user %s any more".formatted(user));
            }
            throw explained(call, failure);
        }
    }

    private static boolean isUndecided(ConnectFailure failure) {
        return failure.is(HandlerErrorCode.NotFound)
                || failure.is(HandlerErrorCode.InvalidRequest)
                || failure.is(HandlerErrorCode.AlreadyExists);
    }

    /** Not every service takes an empty e-mail address: what cannot be taken away so is left out, as a number is. */
    private boolean sendWithoutEmpty(ApiCall call, ConnectFailure refused) {
        Optional<ApiCall> without = UserChanges.withoutEmpty(call);
        if (without.isEmpty()) {
            throw explained(call, refused);
        }
        sendExplained(without.get());
        progress.remember(Step.IDENTITY_WITHOUT_EMPTY);
        return true;
    }

    private void sendExplained(ApiCall call) {
        try {
            invocation.session().send(call);
        } catch (ConnectFailure failure) {
            throw explained(call, failure);
        }
    }

    /** A pair that is there, or is gone, already is refused, and so is one that there cannot be: a look tells which. */
    private boolean isDone(ApiCall call, ConnectFailure refused) {
        Optional<LiveUser> now = look();
        if (now.isPresent()) {
            Optional<ApiCall> rest = UserChanges.between(user, invocation.desired(), now.get()).stream()
                    .filter(other -> other.step() == call.step())
                    .findFirst();
            if (rest.isEmpty()) {
                return true;
            }
            if (!rest.get().request().equals(call.request())) {
                sendExplained(rest.get());
                return true;
            }
        }
        if (progress.hasTried(call.step())) {
            // It is done as far as can be told, and only shown late.
            return true;
        }
        if (progress.getRefusals() > 0) {
            throw explained(call, refused);
        }
        progress.setRefusals(progress.getRefusals() + 1);
        return false;
    }

    /** The same failure, saying which property it is about. */
    private static ConnectFailure explained(ApiCall call, ConnectFailure failure) {
        String message = "%s (%s): %s".formatted(call.property(), call.name(), failure.getMessage());
        // The user is there, so what is not found, or is there twice, is something that the call names.
        if (failure.is(HandlerErrorCode.NotFound) || failure.is(HandlerErrorCode.AlreadyExists)) {
            return failure.as(HandlerErrorCode.InvalidRequest, message);
        }
        if (failure.is(HandlerErrorCode.AccessDenied) && "Tags".equals(call.property())) {
            return failure.as(HandlerErrorCode.UnauthorizedTaggingOperation, message);
        }
        return failure.as(failure.code(), message);
    }
}
