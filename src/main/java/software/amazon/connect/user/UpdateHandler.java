package software.amazon.connect.user;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.ProgressEvent;
import software.amazon.connect.user.ClientBuilder.Clients;

/** Brings a user to the desired model: observe, diff, act, and observe again only if something was sent. */
public class UpdateHandler extends BaseHandlerStd {
    /** Properties whose calls name something else in the instance, which may not exist though the user does. */
    private static final Set<String> REFERENCES =
            Set.of("RoutingProfileArn", "SecurityProfileArns", "HierarchyGroupArn", "UserProficiencies");

    /** The handler as the framework makes it. */
    public UpdateHandler() {
        this(ClientBuilder::shared, Pace.of(WRITE_BUDGET));
    }

    UpdateHandler(Supplier<Clients> clients, Pace pace) {
        super(clients, pace);
    }

    @Override
    ProgressEvent<ResourceModel, CallbackContext> handle(Invocation invocation) {
        ConnectArn user = UserLookup.resolve(invocation.connect(), invocation.desired());
        return invocation.onExisting(user, () -> converge(invocation, user));
    }

    private static ProgressEvent<ResourceModel, CallbackContext> converge(Invocation invocation, ConnectArn user) {
        LiveUser live = observe(invocation, user);
        if (invocation.isFirst()) {
            refuseUnchangeable(invocation, user, live);
            ModelRules.check(invocation.desired());
        }
        List<ApiCall<?, ?>> changes = UserChanges.between(user, invocation.wanted(), live);
        if (!changes.isEmpty()) {
            for (ApiCall<?, ?> call : changes) {
                if (invocation.connect().pace().isSpent()) {
                    return invocation.outOfTime(user);
                }
                send(invocation, call);
            }
            live = invocation.connect().observe(user);
            String missing = missing(invocation, user, live);
            if (!missing.isEmpty()) {
                return invocation.stale(user, missing);
            }
        }
        return ProgressEvent.defaultSuccessHandler(live.shownLike(invocation.desired()));
    }

    /** The properties that Connect does not show as desired, for people; empty when it shows them all. */
    static String missing(Invocation invocation, ConnectArn user, LiveUser live) {
        return UserChanges.between(user, invocation.wanted().asShown(live), live).stream()
                .map(ApiCall::property)
                .distinct()
                .collect(Collectors.joining(", "));
    }

    /** A password is only there to be compared on the first invocation, so it is judged then, whatever else fails. */
    private static LiveUser observe(Invocation invocation, ConnectArn user) {
        try {
            return invocation.connect().observe(user);
        } catch (ConnectFailure failure) {
            if (failure.isRetriable()) {
                refuseNewPassword(invocation);
            }
            throw failure;
        }
    }

    private static void refuseUnchangeable(Invocation invocation, ConnectArn user, LiveUser live) {
        ResourceModel desired = invocation.desired();
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
        String wanted = invocation.desired().getPassword();
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

    /** Sends one change; a failure says which property it is about. */
    static void send(Invocation invocation, ApiCall<?, ?> call) {
        try {
            invocation.connect().send(call);
        } catch (ConnectFailure failure) {
            throw explained(call, failure);
        }
    }

    /** The same failure, saying which property it is about. */
    static ConnectFailure explained(ApiCall<?, ?> call, ConnectFailure failure) {
        String message = "%s (%s): %s".formatted(call.property(), call.name(), failure.getMessage());
        if (failure.is(HandlerErrorCode.NotFound) && REFERENCES.contains(call.property())) {
            return failure.as(HandlerErrorCode.InvalidRequest, message);
        }
        if (failure.is(HandlerErrorCode.AccessDenied) && "Tags".equals(call.property())) {
            return failure.as(HandlerErrorCode.UnauthorizedTaggingOperation, message);
        }
        return failure.as(failure.code(), message);
    }
}
