package software.amazon.connect.user;

import java.util.Objects;
import java.util.function.Supplier;
import software.amazon.cloudformation.proxy.ProgressEvent;
import software.amazon.connect.user.api.ConnectApi;
import software.amazon.connect.user.api.Pace;
import software.amazon.connect.user.api.SdkConnect;
import software.amazon.connect.user.api.UserLookup;
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
        refuseUnchangeable(invocation, user, live);
        ResourceModel previous = invocation.request().getPreviousResourceState();
        ModelRules.check(previous == null ? live.model() : previous, invocation.desiredModel());
        return new Convergence(invocation, user, step -> true).from(live);
    }

    /** A password is only there to be compared on the first invocation, so it is judged then, whatever else fails. */
    private static LiveUser observe(Invocation invocation, ConnectArn user) {
        try {
            return UserLookup.observe(invocation.session(), user);
        } catch (ConnectFailure failure) {
            if (failure.isRetriable()) {
                refuseNewPassword(invocation);
            }
            throw failure;
        }
    }

    private static void refuseUnchangeable(Invocation invocation, ConnectArn user, LiveUser live) {
        ResourceModel desired = invocation.desiredModel();
        ResourceModel previous =
                Objects.requireNonNullElseGet(invocation.request().getPreviousResourceState(), ResourceModel::new);
        String instance = ConnectArn.idOf(desired.getInstanceArn());
        if (instance != null && !instance.equals(user.instanceId())) {
            throw unchangeable("InstanceArn", user.instanceArn(), desired.getInstanceArn());
        }
        if (desired.getUsername() != null
                && !desired.getUsername().equals(live.model().getUsername())) {
            throw unchangeable("Username", live.model().getUsername(), desired.getUsername());
        }
        String directoryUserId = desired.getDirectoryUserId();
        if (directoryUserId != null
                && !directoryUserId.equals(live.model().getDirectoryUserId())
                && !directoryUserId.equals(previous.getDirectoryUserId())) {
            throw unchangeable("DirectoryUserId", live.model().getDirectoryUserId(), directoryUserId);
        }
        refuseNewPassword(invocation);
    }

    private static void refuseNewPassword(Invocation invocation) {
        ResourceModel previous = invocation.request().getPreviousResourceState();
        String before = previous == null ? null : previous.getPassword();
        String wanted = invocation.desiredModel().getPassword();
        boolean rollback = Boolean.TRUE.equals(invocation.request().getRollback());
        if (!rollback && before != null && wanted != null && !before.equals(wanted)) {
            throw ConnectFailure.notUpdatable(
                    "Password cannot be changed: no Amazon Connect API sets the password of an existing user."
                            + " Put the former value back into the template and have the user reset the password,"
                            + " or replace the user");
        }
    }

    private static ConnectFailure unchangeable(String property, String live, String desired) {
        return ConnectFailure.notUpdatable(("%s cannot be changed from '%s' to '%s': no Amazon Connect API does."
                        + " Put the former value back, or make a new user")
                .formatted(property, live, desired));
    }
}
