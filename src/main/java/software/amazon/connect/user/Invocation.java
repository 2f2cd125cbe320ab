package software.amazon.connect.user;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.Logger;
import software.amazon.cloudformation.proxy.ProgressEvent;
import software.amazon.cloudformation.proxy.ResourceHandlerRequest;
import software.amazon.connect.user.api.ConnectSession;
import software.amazon.connect.user.api.UserReader;
import software.amazon.connect.user.change.ApiCall.Step;
import software.amazon.connect.user.change.Desired;
import software.amazon.connect.user.model.ConnectArn;
import software.amazon.connect.user.model.ConnectFailure;
import software.amazon.connect.user.model.LiveUser;
import software.amazon.connect.user.model.RequestTranslator;

/**
 * One invocation of a handler: what was asked, the way to Connect, and the answers that the contract has for what
 * becomes of it.
 *
 * @param isFirst whether this is the first invocation of an operation
 * @param progress what is known of the operation's way so far; handed on to the next invocation
 */
record Invocation(
        ResourceHandlerRequest<ResourceModel> request,
        boolean isFirst,
        CallbackContext progress,
        ConnectSession session,
        Logger logger) {
    private static final int MOST_CALLBACKS = 60;
    /** With the delays between them seven to fourteen minutes: Connect may take "several" to show a change. */
    private static final int MOST_STALE_READS = 30;

    private static final int LONGEST_DELAY_SECONDS = 30;

    static Invocation of(
            ResourceHandlerRequest<ResourceModel> request,
            CallbackContext context,
            ConnectSession session,
            Logger logger) {
        CallbackContext progress =
                context == null ? new CallbackContext() : context.toBuilder().build();
        return new Invocation(request, context == null, progress, session, logger);
    }

    /** The desired model; an empty one when the request has none. */
    ResourceModel desiredModel() {
        return Objects.requireNonNullElseGet(request.getDesiredResourceState(), ResourceModel::new);
    }

    /** What is wanted, with the stack's tags merged into the resource's as the framework hands them over. */
    Desired desired() {
        return Desired.of(
                request.getPreviousResourceState(),
                desiredModel(),
                request.getPreviousResourceTags(),
                request.getDesiredResourceTags(),
                isRollback());
    }

    /** Whether an update is taken back that was, or may have been, carried out. */
    boolean isRollback() {
        return Boolean.TRUE.equals(request.getRollback());
    }

    /** The user as it is shown now; empty when it is not. */
    Optional<LiveUser> look(ConnectArn user) {
        return ConnectSession.ifFound(() -> UserReader.observe(session, user));
    }

    /**
     * Takes a step on a user that exists. From here on nothing is thrown, since a thrown exception loses the model and
     * with it the user's ARN: what may pass becomes a callback, what may not a failure that still names the user.
     */
    ProgressEvent<ResourceModel, CallbackContext> onExisting(
            ConnectArn user, Supplier<ProgressEvent<ResourceModel, CallbackContext>> step) {
        try {
            return step.get();
        } catch (ConnectFailure failure) {
            return failure.isRetriable()
                    ? callBack(user, failure.getMessage())
                    : failed(user, failure.code(), failure.getMessage());
        } catch (RuntimeException e) {
            return failed(user, HandlerErrorCode.InternalFailure, "This is a defect of the resource type: " + e);
        }
    }

    /** Too little time is left for another call: go on in the next invocation. */
    ProgressEvent<ResourceModel, CallbackContext> outOfTime(ConnectArn user) {
        return callBack(user, "this invocation's time was up");
    }

    /** Connect does not show yet what was written: look again later. */
    ProgressEvent<ResourceModel, CallbackContext> stale(ConnectArn user, String what) {
        progress.setStaleReads(progress.getStaleReads() + 1);
        return callBack(user, "Amazon Connect does not show %s yet".formatted(what));
    }

    /** Everything was answered, and the look at it is refused: what was asked for is there, shown or not. */
    ProgressEvent<ResourceModel, CallbackContext> unseen(ConnectArn user, String refusal) {
        logger.log("%s: every call was answered, and no look is allowed: %s".formatted(user, refusal));
        return ProgressEvent.defaultSuccessHandler(RequestTranslator.withoutEmpty(identified(user)));
    }

    /** The user is made: its ARN is handed over before anything else can go wrong. */
    ProgressEvent<ResourceModel, CallbackContext> made(ConnectArn user) {
        progress.remember(Step.CREATE);
        progress.setCallbacks(progress.getCallbacks() + 1);
        return ProgressEvent.defaultInProgressHandler(progress, 1, identified(user));
    }

    /** The end of an operation on a user, good or bad, in the contract's form. */
    ProgressEvent<ResourceModel, CallbackContext> failed(ConnectArn user, HandlerErrorCode code, String message) {
        return ProgressEvent.failed(identified(user), null, code, message);
    }

    private ProgressEvent<ResourceModel, CallbackContext> callBack(ConnectArn user, String reason) {
        progress.setCallbacks(progress.getCallbacks() + 1);
        int callbacks = progress.getCallbacks();
        if (callbacks > MOST_CALLBACKS || progress.getStaleReads() > MOST_STALE_READS) {
            return failed(
                    user,
                    HandlerErrorCode.NotStabilized,
                    "User %s did not reach the desired state in %d attempts; the last one ended with: %s"
                            .formatted(user, callbacks, reason));
        }
        int ceiling = Math.min(LONGEST_DELAY_SECONDS, 2 << Math.min(callbacks, 10));
        int delay = (int) session.pace().pace().halfByChance(ceiling);
        logger.log("%s: again in %d s: %s".formatted(user, delay, reason));
        return ProgressEvent.defaultInProgressHandler(progress, delay, identified(user));
    }

    /**
     * The whole desired model with the user's ARN and without the password, as it will be handed back at the next call.
     */
    private ResourceModel identified(ConnectArn user) {
        return desiredModel().toBuilder()
                .userArn(user.toString())
                .password(null)
                .build();
    }
}
