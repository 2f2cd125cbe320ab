package software.amazon.connect.user;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.Logger;
import software.amazon.cloudformation.proxy.ProgressEvent;
import software.amazon.cloudformation.proxy.ResourceHandlerRequest;

/**
 * One invocation of a handler: what was asked, the way to Connect, and the answers that the contract has for what
 * becomes of it.
 *
 * @param context null on the first invocation of an operation
 */
record Invocation(
        ResourceHandlerRequest<ResourceModel> request, CallbackContext context, Connect connect, Logger logger) {
    private static final int MOST_CALLBACKS = 60;
    private static final int MOST_STALE_READS = 12;
    private static final int LONGEST_DELAY_SECONDS = 30;

    boolean isFirst() {
        return context == null;
    }

    /** The desired model; an empty one when the request has none. */
    ResourceModel desired() {
        ResourceModel asked = Objects.requireNonNullElseGet(request.getDesiredResourceState(), ResourceModel::new);
        return PhoneAndIdentity.withoutRepeated(asked, request.getPreviousResourceState());
    }

    /** What is wanted, with the stack's tags merged into the resource's as the framework hands them over. */
    Desired wanted() {
        return new Desired(request.getPreviousResourceState(), desired(), request.getPreviousResourceTags(), tags());
    }

    /** The tags to set: AWS's own are never among them. */
    Map<String, String> tags() {
        return KeyedChanges.ownTags(request.getDesiredResourceTags());
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
                    ? callBack(user, new CallbackContext(callbacks() + 1, staleReads()), failure.getMessage())
                    : failed(user, failure.code(), failure.getMessage());
        } catch (RuntimeException e) {
            return failed(user, HandlerErrorCode.InternalFailure, "This is a defect of the resource type: " + e);
        }
    }

    /** Too little time is left for another call: go on in the next invocation. */
    ProgressEvent<ResourceModel, CallbackContext> outOfTime(ConnectArn user) {
        return callBack(user, new CallbackContext(callbacks() + 1, staleReads()), "this invocation's time was up");
    }

    /** Connect does not show yet what was written: look again later. */
    ProgressEvent<ResourceModel, CallbackContext> stale(ConnectArn user, String what) {
        return callBack(
                user,
                new CallbackContext(callbacks() + 1, staleReads() + 1),
                "Amazon Connect does not show %s yet".formatted(what));
    }

    /** The end of an operation on a user, good or bad, in the contract's form. */
    ProgressEvent<ResourceModel, CallbackContext> failed(ConnectArn user, HandlerErrorCode code, String message) {
        return ProgressEvent.failed(identified(user), null, code, message);
    }

    private ProgressEvent<ResourceModel, CallbackContext> callBack(
            ConnectArn user, CallbackContext next, String reason) {
        if (next.getCallbacks() > MOST_CALLBACKS || next.getStaleReads() > MOST_STALE_READS) {
            return failed(
                    user,
                    HandlerErrorCode.NotStabilized,
                    "User %s did not reach the desired state in %d attempts; the last one ended with: %s"
                            .formatted(user, next.getCallbacks(), reason));
        }
        int ceiling = Math.min(LONGEST_DELAY_SECONDS, 2 << Math.min(next.getCallbacks(), 10));
        int delay = ceiling / 2 + ThreadLocalRandom.current().nextInt(ceiling / 2 + 1);
        logger.log("%s: again in %d s: %s".formatted(user, delay, reason));
        return ProgressEvent.defaultInProgressHandler(next, delay, identified(user));
    }

    /**
     * The whole desired model with the user's ARN and without the password, as it will be handed back at the next call.
     */
    private ResourceModel identified(ConnectArn user) {
        return desired().toBuilder().userArn(user.toString()).password(null).build();
    }

    private int callbacks() {
        return isFirst() ? 0 : context.getCallbacks();
    }

    private int staleReads() {
        return isFirst() ? 0 : context.getStaleReads();
    }
}
