package software.amazon.connect.user;

import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.ProgressEvent;
import software.amazon.connect.user.api.ConnectApi;
import software.amazon.connect.user.api.Pace;
import software.amazon.connect.user.api.SharedConnect;
import software.amazon.connect.user.api.UserLookup;
import software.amazon.connect.user.api.UserReader;
import software.amazon.connect.user.model.ConnectArn;
import software.amazon.connect.user.model.ConnectFailure;
import software.amazon.connect.user.model.LiveUser;
import software.amazon.connect.user.model.ModelRules;

/** Brings a user to the desired model: observe, refuse, and hand over to {@link Convergence}. */
public class UpdateHandler extends BaseHandlerStd {
    /** The handler as the framework makes it. */
    public UpdateHandler() {
        this(SharedConnect::get, Pace.of(WRITE_BUDGET, WRITE_LIMIT));
    }

    UpdateHandler(Supplier<ConnectApi> api, Pace pace) {
        super(api, pace);
    }

    @Override
    ProgressEvent<ResourceModel, CallbackContext> handle(Invocation invocation) {
        ConnectArn user = UserLookup.resolve(invocation.session(), invocation.request());
        Convergence convergence = new Convergence(invocation, user, step -> true);
        return convergence.take(() -> converge(invocation, user, convergence));
    }

    /** What a rollback asks for was there before: no rule may keep the user from going back to it. */
    private static ProgressEvent<ResourceModel, CallbackContext> converge(
            Invocation invocation, ConnectArn user, Convergence convergence) {
        Optional<LiveUser> shown = observe(invocation, user);
        if (shown.isEmpty()) {
            return invocation.stale(user, "the user");
        }
        LiveUser live = shown.get();
        ResourceModel previous = invocation.request().getPreviousResourceState();
        refuseNewPassword(invocation);
        if (!invocation.isRollback()) {
            ModelRules.refuseUnchangeable(user, previous, invocation.desiredModel(), live);
            ModelRules.check(previous == null ? live.model() : previous, invocation.desiredModel());
        }
        return convergence.from(live);
    }

    /**
     * The user; empty when it is not found though it was there when the update began: looks must agree on that. A
     * password is only there to be compared on the first invocation, so it is judged then, whatever else fails.
     */
    private static Optional<LiveUser> observe(Invocation invocation, ConnectArn user) {
        try {
            return Optional.of(invocation.session().surely(() -> UserReader.observe(invocation.session(), user)));
        } catch (ConnectFailure failure) {
            if (failure.isRetriable()) {
                refuseNewPassword(invocation);
            }
            if (failure.is(HandlerErrorCode.NotFound) && invocation.progress().isUnderWay()) {
                invocation.progress().lookInVain();
                if (!new Evidence(invocation, user).looksAgree()) {
                    return Optional.empty();
                }
            }
            throw failure;
        }
    }

    /** A rollback sends the former password as a new one; that is no change of the user's. */
    private static void refuseNewPassword(Invocation invocation) {
        if (!invocation.isRollback()) {
            ModelRules.refuseNewPassword(invocation.request().getPreviousResourceState(), invocation.desiredModel());
        }
    }
}
