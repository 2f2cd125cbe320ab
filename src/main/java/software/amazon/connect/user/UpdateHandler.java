package software.amazon.connect.user;

import java.util.function.Supplier;
import software.amazon.cloudformation.proxy.ProgressEvent;
import software.amazon.connect.user.api.ConnectApi;
import software.amazon.connect.user.api.Pace;
import software.amazon.connect.user.api.SdkConnect;
import software.amazon.connect.user.api.UserLookup;
import software.amazon.connect.user.api.UserReader;
import software.amazon.connect.user.model.ConnectArn;
import software.amazon.connect.user.model.ConnectFailure;
import software.amazon.connect.user.model.LiveUser;
import software.amazon.connect.user.model.ModelRules;

/** Brings a user to the desired model: observe, diff, act, and observe again only if something was sent. */
public class UpdateHandler extends BaseHandlerStd {
    /** The handler as the framework makes it. */
    public UpdateHandler() {
        this(SdkConnect::shared, Pace.of(WRITE_BUDGET, WRITE_LIMIT));
    }

    /** One that asks another Connect than this JVM's. */
    public UpdateHandler(ConnectApi connect) {
        this(() -> connect, Pace.of(WRITE_BUDGET, WRITE_LIMIT));
    }

    UpdateHandler(Supplier<ConnectApi> api, Pace pace) {
        super(api, pace);
    }

    @Override
    ProgressEvent<ResourceModel, CallbackContext> handle(Invocation invocation) {
        ConnectArn user = UserLookup.resolve(invocation.session(), invocation.request());
        return invocation.onExisting(user, () -> converge(invocation, user));
    }

    private static ProgressEvent<ResourceModel, CallbackContext> converge(Invocation invocation, ConnectArn user) {
        LiveUser live = observe(invocation, user);
        ResourceModel previous = invocation.request().getPreviousResourceState();
        ModelRules.refuseUnchangeable(user, previous, invocation.desiredModel(), live);
        refuseNewPassword(invocation);
        ModelRules.check(previous == null ? live.model() : previous, invocation.desiredModel());
        return new Convergence(invocation, user, step -> true).from(live);
    }

    /** A password is only there to be compared on the first invocation, so it is judged then, whatever else fails. */
    private static LiveUser observe(Invocation invocation, ConnectArn user) {
        try {
            return UserReader.observe(invocation.session(), user);
        } catch (ConnectFailure failure) {
            if (failure.isRetriable()) {
                refuseNewPassword(invocation);
            }
            throw failure;
        }
    }

    /** A rollback sends the former password as a new one; that is no change of the user's. */
    private static void refuseNewPassword(Invocation invocation) {
        if (!Boolean.TRUE.equals(invocation.request().getRollback())) {
            ModelRules.refuseNewPassword(invocation.request().getPreviousResourceState(), invocation.desiredModel());
        }
    }
}
