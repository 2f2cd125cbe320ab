package software.amazon.connect.user;

import java.util.function.Supplier;
import software.amazon.awssdk.services.connect.model.DeleteUserRequest;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.ProgressEvent;
import software.amazon.connect.user.api.ConnectApi;
import software.amazon.connect.user.api.Pace;
import software.amazon.connect.user.api.SharedConnect;
import software.amazon.connect.user.api.UserLookup;
import software.amazon.connect.user.api.UserReader;
import software.amazon.connect.user.change.ApiCall.Step;
import software.amazon.connect.user.model.ConnectArn;
import software.amazon.connect.user.model.ConnectFailure;

/** Deletes a user and answers when it is gone, so that its name can be used again at once. */
public class DeleteHandler extends BaseHandlerStd {
    private static final int LOOKS_BEFORE_ANOTHER_CALL = 5;

    /** The handler as the framework makes it. */
    public DeleteHandler() {
        this(SharedConnect::get, Pace.of(WRITE_BUDGET, WRITE_LIMIT));
    }

    DeleteHandler(Supplier<ConnectApi> api, Pace pace) {
        super(api, pace);
    }

    @Override
    ProgressEvent<ResourceModel, CallbackContext> handle(Invocation invocation) {
        ConnectArn user = UserLookup.resolve(invocation.session(), invocation.request());
        return invocation.onExisting(
                user,
                () -> invocation.progress().hasSent(Step.DELETE)
                        ? waitUntilGone(invocation, user)
                        : deleteAndLook(invocation, user));
    }

    /** Once DeleteUser was answered only a look that shows the user is a reason to wait, none that fails. */
    private static ProgressEvent<ResourceModel, CallbackContext> deleteAndLook(Invocation invocation, ConnectArn user) {
        if (!invocation.progress().hasTried(Step.DELETE)) {
            UserReader.requireKnown(invocation.session(), user, invocation.request());
        }
        delete(invocation, user);
        invocation.progress().remember(Step.DELETE);
        try {
            return UserReader.knows(invocation.session(), user)
                    ? again(invocation, user)
                    : ProgressEvent.defaultSuccessHandler(null);
        } catch (ConnectFailure failure) {
            return ProgressEvent.defaultSuccessHandler(null);
        }
    }

    private static ProgressEvent<ResourceModel, CallbackContext> waitUntilGone(Invocation invocation, ConnectArn user) {
        try {
            if (!UserReader.knows(invocation.session(), user)) {
                return ProgressEvent.defaultSuccessHandler(null);
            }
        } catch (ConnectFailure failure) {
            if (failure.isRetriable()) {
                throw failure;
            }
            return ProgressEvent.defaultSuccessHandler(null);
        }
        return again(invocation, user);
    }

    /** Looks again later; every few looks the call is sent anew, in case it was lost. */
    private static ProgressEvent<ResourceModel, CallbackContext> again(Invocation invocation, ConnectArn user) {
        if (invocation.progress().getStaleReads() % LOOKS_BEFORE_ANOTHER_CALL == LOOKS_BEFORE_ANOTHER_CALL - 1) {
            invocation.progress().startAgain();
        }
        return invocation.stale(user, "that the user is gone");
    }

    /**
     * Sends DeleteUser until it is answered; a user that is missing after a lost answer is one that we have deleted.
     * That there is none is believed when it was said several times, with pauses, after a lost answer as well, since
     * the call may have had no effect: a user made just before may not be known everywhere yet, and would be left
     * behind.
     */
    private static void delete(Invocation invocation, ConnectArn user) {
        DeleteUserRequest request = DeleteUserRequest.builder()
                .instanceId(user.instanceId())
                .userId(user.id())
                .build();
        boolean mayBeOurs = invocation.progress().hasTried(Step.DELETE);
        int absences = 0;
        for (int tries = 1; ; tries++) {
            try {
                invocation.session().sendOnce(request, ConnectApi::deleteUser);
                return;
            } catch (ConnectFailure refusal) {
                boolean notFound = refusal.is(HandlerErrorCode.NotFound);
                if (notFound && invocation.progress().wasAnswered(Step.DELETE)) {
                    return;
                }
                if (refusal.mayHaveTakenEffect()) {
                    mayBeOurs = true;
                    invocation.progress().rememberTry(Step.DELETE);
                }
                boolean absent = !refusal.isRetriable() && isUnseen(invocation, user, notFound);
                absences += absent ? 1 : 0;
                boolean believed = absent && (!notFound || absences >= Evidence.AGREEING_LOOKS);
                if (believed && mayBeOurs) {
                    return;
                }
                ConnectFailure failure = judged(user, refusal, believed);
                if (!failure.isRetriable() || !invocation.session().pace().waitAfter(tries)) {
                    throw failure;
                }
            }
        }
    }

    /**
     * Whether looks after a refusal bear out that there is no such user: one where DeleteUser has not found it either,
     * which is also believed where looks are denied, else two.
     */
    private static boolean isUnseen(Invocation invocation, ConnectArn user, boolean notFound) {
        try {
            return !UserReader.knows(invocation.session(), user)
                    && (notFound || !UserReader.knows(invocation.session(), user));
        } catch (ConnectFailure unseen) {
            invocation.logger().log("%s: no look after a refusal: %s".formatted(user, unseen.getMessage()));
            return notFound && !unseen.isRetriable();
        }
    }

    /** What a refusal comes to beside that: whatever was refused, a user that is not there is gone. */
    private static ConnectFailure judged(ConnectArn user, ConnectFailure refusal, boolean gone) {
        if (refusal.is(HandlerErrorCode.NotFound)) {
            String message = "DeleteUser does not find the user %s, and not enough looks have confirmed that";
            return gone ? refusal : refusal.as(HandlerErrorCode.ResourceConflict, message.formatted(user));
        }
        return gone ? ConnectFailure.notFound("There is no user %s any more".formatted(user)) : refusal;
    }
}
