package software.amazon.connect.user;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.connectuser.model.AssociateUserProficienciesRequest;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.ProgressEvent;
import software.amazon.connect.user.ClientBuilder.Clients;

/** Makes a user, then gives it its proficiencies, which CreateUser does not take. */
public class CreateHandler extends BaseHandlerStd {
    static final Duration BUDGET = Duration.ofSeconds(34);

    /** The handler as the framework makes it. */
    public CreateHandler() {
        this(ClientBuilder::shared, Pace.of(BUDGET));
    }

    CreateHandler(Supplier<Clients> clients, Pace pace) {
        super(clients, pace);
    }

    @Override
    ProgressEvent<ResourceModel, CallbackContext> handle(Invocation invocation) {
        ResourceModel desired = invocation.desired();
        if (!invocation.isFirst()) {
            ConnectArn user = UserLookup.resolve(invocation.connect(), desired);
            return invocation.onExisting(user, () -> resume(invocation, user));
        }
        if (desired.getUserArn() != null) {
            throw ConnectFailure.invalidRequest(
                    "UserArn is read-only: Amazon Connect gives it to a new user. Leave it out");
        }
        ModelRules.check(desired);
        ConnectArn user = NewUser.create(invocation);
        return invocation.onExisting(user, () -> complete(invocation, user));
    }

    /** Gives the user that has just been made what CreateUser does not take; until then it is as it was asked for. */
    private static ProgressEvent<ResourceModel, CallbackContext> complete(Invocation invocation, ConnectArn user) {
        ResourceModel made =
                invocation.desired().toBuilder().userProficiencies(null).build();
        try {
            return confirmed(
                    invocation, user, associateMissing(invocation, user, new LiveUser(made, invocation.tags(), null)));
        } catch (ConnectFailure failure) {
            // The attribute may be unknown, or the user not be known everywhere yet: the next invocation tells.
            if (failure.getCause() instanceof ConnectFailure cause && cause.is(HandlerErrorCode.NotFound)) {
                return invocation.stale(user, "the new user");
            }
            throw failure;
        }
    }

    /** Goes on after a callback, or after an invocation that never came to its end. */
    private static ProgressEvent<ResourceModel, CallbackContext> resume(Invocation invocation, ConnectArn user) {
        Optional<LiveUser> live = ifShown(() -> invocation.connect().observe(user));
        if (live.isEmpty()) {
            return invocation.stale(user, "the new user");
        }
        return associateMissing(invocation, user, live.get())
                ? confirmed(invocation, user, true)
                : settled(invocation, user, live.get());
    }

    private static boolean associateMissing(Invocation invocation, ConnectArn user, LiveUser live) {
        List<ApiCall<?, ?>> missing = UserChanges.between(user, invocation.wanted(), live).stream()
                .filter(call -> call.request() instanceof AssociateUserProficienciesRequest)
                .toList();
        missing.forEach(call -> UpdateHandler.send(invocation, call));
        return !missing.isEmpty();
    }

    private static ProgressEvent<ResourceModel, CallbackContext> confirmed(
            Invocation invocation, ConnectArn user, boolean hasProficiencies) {
        if (invocation.connect().pace().isSpent()) {
            return invocation.outOfTime(user);
        }
        Optional<LiveUser> live = ifShown(() -> hasProficiencies
                ? invocation.connect().observe(user)
                : invocation.connect().observeWithoutProficiencies(user));
        return live.map(shown -> settled(invocation, user, shown))
                .orElseGet(() -> invocation.stale(user, "the new user"));
    }

    private static ProgressEvent<ResourceModel, CallbackContext> settled(
            Invocation invocation, ConnectArn user, LiveUser live) {
        String missing = UpdateHandler.missing(invocation, user, live);
        return missing.isEmpty()
                ? ProgressEvent.defaultSuccessHandler(live.shownLike(invocation.desired()))
                : invocation.stale(user, missing);
    }

    private static Optional<LiveUser> ifShown(Supplier<LiveUser> look) {
        try {
            return Optional.of(look.get());
        } catch (ConnectFailure failure) {
            if (failure.is(HandlerErrorCode.NotFound)) {
                return Optional.empty();
            }
            throw failure;
        }
    }
}
