package software.amazon.connect.user.api;

import java.time.Instant;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.ResourceHandlerRequest;
import software.amazon.connect.slice.model.CreateUserRequest;
import software.amazon.connect.slice.model.CreateUserResponse;
import software.amazon.connect.user.ResourceModel;
import software.amazon.connect.user.change.Desired;
import software.amazon.connect.user.model.ConnectArn;
import software.amazon.connect.user.model.ConnectFailure;
import software.amazon.connect.user.model.RequestTranslator;

/**
 * The call of CreateUser, and what became of it. It has no client token, so it is never simply repeated: after a lost
 * answer the user is looked up, and taken for ours when it is as it was asked for and no older than the call.
 */
public final class NewUser {
    /** Something made just before may not be known yet; a wrong ARN is told after six to twelve seconds. */
    private static final int TRIES_UNLESS_FOUND = 5;

    private final ConnectSession session;
    private final Desired wanted;
    private final ConnectArn instance;
    private final Instant start = Instant.now();

    private NewUser(ConnectSession session, Desired wanted, ConnectArn instance) {
        this.session = session;
        this.wanted = wanted;
        this.instance = instance;
    }

    /**
     * Makes the user.
     *
     * @throws ConnectFailure when there is none afterwards, as far as can be told
     */
    public static ConnectArn create(ConnectSession session, Desired wanted, ResourceHandlerRequest<?> asked) {
        ConnectArn instance = ConnectArn.instance("InstanceArn", wanted.model().getInstanceArn())
                .own("InstanceArn", asked);
        return new NewUser(session, wanted, instance).create();
    }

    private ConnectArn create() {
        CreateUserRequest request = RequestTranslator.createUser(wanted.model(), wanted.tags());
        boolean answerLost = false;
        boolean undecided = false;
        for (int tries = 1; ; tries++) {
            try {
                return named(session.sendOnce(request, ConnectApi::createUser));
            } catch (ConnectFailure failure) {
                answerLost |= failure.mayHaveTakenEffect();
                LostUser lost =
                        new LostUser(session, wanted, instance, start, failure.is(HandlerErrorCode.AlreadyExists));
                boolean look = answerLost && (failure.mayHaveTakenEffect() || !failure.isRetriable() || undecided);
                if (look && lost.isFound(!failure.isRetriable())) {
                    return lost.user();
                }
                refuseStranger(lost);
                undecided |= lost.isUndecided();
                // Our own user may hold the last place that there was.
                boolean full = answerLost && failure.is(HandlerErrorCode.ServiceLimitExceeded);
                boolean early = failure.is(HandlerErrorCode.NotFound) && tries < TRIES_UNLESS_FOUND;
                boolean again = failure.isRetriable() || lost.isUndecided() || full || early;
                if (!again || !session.pace().waitAfter(tries)) {
                    if (answerLost && lost.isFound(true)) {
                        return lost.user();
                    }
                    refuseStranger(lost);
                    throw explained(failure, answerLost);
                }
            }
        }
    }

    /** An answer that names nobody is as good as lost. */
    private ConnectArn named(CreateUserResponse answer) {
        try {
            return instance.user(answer.userArn(), answer.userId());
        } catch (ConnectFailure unnamed) {
            throw ConnectFailure.badAnswer("CreateUser was answered without the user: " + unnamed.getMessage(), true);
        }
    }

    /** A user of that name that has not changed since before the call is another's, however the call ended. */
    private void refuseStranger(LostUser lost) {
        if (lost.stranger() != null) {
            throw taken("There is a user %s of that name already".formatted(lost.stranger()));
        }
    }

    private ConnectFailure taken(String message) {
        ResourceModel desired = wanted.model();
        return new ConnectFailure(
                HandlerErrorCode.AlreadyExists,
                "%s. To manage that user, import it by InstanceArn '%s' and Username '%s', or delete it first"
                        .formatted(message, desired.getInstanceArn(), desired.getUsername()),
                false,
                null);
    }

    /** What Connect said, in terms of the model: what it does not find is something that the template refers to. */
    private ConnectFailure explained(ConnectFailure failure, boolean answerLost) {
        ResourceModel desired = wanted.model();
        String message = failure.getMessage();
        HandlerErrorCode code = failure.code();
        if (failure.is(HandlerErrorCode.AccessDenied) && message.contains("connect:TagResource")) {
            code = HandlerErrorCode.UnauthorizedTaggingOperation;
        }
        if (failure.is(HandlerErrorCode.NotFound)) {
            code = HandlerErrorCode.InvalidRequest;
            message = "Amazon Connect does not find something that the user refers to: %s. Sent were %s"
                    .formatted(message, references(desired));
        }
        if (answerLost) {
            // A retriable code would have it called again, meet AlreadyExists, and this explanation would be lost.
            code = failure.isRetriable() ? HandlerErrorCode.GeneralServiceException : code;
            message +=
                    (". The answer to an earlier call was lost, and it cannot be told whether it made a user: if there"
                                    + " is a user '%s' in %s now, import it by InstanceArn and Username, or delete it")
                            .formatted(desired.getUsername(), desired.getInstanceArn());
        } else if (failure.is(HandlerErrorCode.AlreadyExists)) {
            return taken(message);
        }
        return failure.as(code, message);
    }

    private static String references(ResourceModel desired) {
        return Stream.concat(
                        Stream.of(
                                desired.getInstanceArn(),
                                desired.getRoutingProfileArn(),
                                desired.getHierarchyGroupArn()),
                        desired.getSecurityProfileArns().stream().sorted())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(", "));
    }
}
