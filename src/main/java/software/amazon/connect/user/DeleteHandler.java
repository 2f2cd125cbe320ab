package software.amazon.connect.user;

import java.util.function.Supplier;
import software.amazon.awssdk.services.connect.model.DeleteUserRequest;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.ProgressEvent;
import software.amazon.connect.user.ClientBuilder.Clients;

/** Deletes a user and answers when it is gone, so that its name can be used again at once. */
public class DeleteHandler extends BaseHandlerStd {

    /** The handler as the framework makes it. */
    public DeleteHandler() {
        this(ClientBuilder::shared, Pace.of(WRITE_BUDGET));
    }

    DeleteHandler(Supplier<Clients> clients, Pace pace) {
        super(clients, pace);
    }

    @Override
    ProgressEvent<ResourceModel, CallbackContext> handle(Invocation invocation) {
        ConnectArn user = UserLookup.resolve(invocation.connect(), invocation.desired());
        return invocation.onExisting(user, () -> {
            delete(invocation, user);
            return isGone(invocation, user)
                    ? ProgressEvent.defaultSuccessHandler(null)
                    : invocation.stale(user, "that the user is gone");
        });
    }

    /**
     * Sends DeleteUser until it is answered; a user that is missing after a lost answer is one that we have deleted.
     */
    private static void delete(Invocation invocation, ConnectArn user) {
        DeleteUserRequest request = DeleteUserRequest.builder()
                .instanceId(user.instanceId())
                .userId(user.id())
                .build();
        boolean mayBeOurs = !invocation.isFirst();
        for (int tries = 1; ; tries++) {
            try {
                invocation.connect().sendOnce(request, (clients, signed) -> clients.connect()
                        .deleteUser(signed));
                return;
            } catch (ConnectFailure failure) {
                if (failure.is(HandlerErrorCode.NotFound) && mayBeOurs) {
                    return;
                }
                mayBeOurs |= failure.mayHaveTakenEffect();
                if (!failure.isRetriable() || !invocation.connect().pace().waitAfter(tries)) {
                    throw failure;
                }
            }
        }
    }

    private static boolean isGone(Invocation invocation, ConnectArn user) {
        try {
            invocation.connect().observeWithoutProficiencies(user);
            return false;
        } catch (ConnectFailure failure) {
            if (failure.is(HandlerErrorCode.NotFound)) {
                return true;
            }
            throw failure;
        }
    }
}
