package software.amazon.connect.user.api;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.ResourceHandlerRequest;
import software.amazon.connect.slice.model.CreateUserRequest;
import software.amazon.connect.slice.model.CreateUserResponse;
import software.amazon.connect.user.ResourceModel;
import software.amazon.connect.user.change.Desired;
import software.amazon.connect.user.change.UserChanges;
import software.amazon.connect.user.model.ConnectArn;
import software.amazon.connect.user.model.ConnectFailure;
import software.amazon.connect.user.model.LiveUser;
import software.amazon.connect.user.model.RequestTranslator;

/**
 * The call of CreateUser, and what became of it. It has no client token, so it is never simply repeated: after a lost
 * answer the user is looked up, and taken for ours when it is as it was asked for and no older than the call.
 */
public final class NewUser {
    /** How far Connect's clock and ours may be apart. */
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(30);

    private NewUser() {}

    /**
     * Makes the user.
     *
     * @throws ConnectFailure when there is none afterwards, as far as can be told
     */
    public static ConnectArn create(ConnectSession session, Desired wanted, ResourceHandlerRequest<?> asked) {
        ConnectArn instance = ConnectArn.instance("InstanceArn", wanted.model().getInstanceArn())
                .own("InstanceArn", asked);
        CreateUserRequest request = RequestTranslator.createUser(wanted.model(), wanted.tags());
        Instant start = Instant.now();
        boolean answerLost = false;
        boolean undecided = false;
        for (int tries = 1; ; tries++) {
            try {
                return named(instance, session.sendOnce(request, ConnectApi::createUser));
            } catch (ConnectFailure failure) {
                answerLost |= failure.mayHaveTakenEffect();
                Search search =
                        new Search(session, wanted, instance, start, failure.is(HandlerErrorCode.AlreadyExists));
                boolean look = answerLost && (failure.mayHaveTakenEffect() || !failure.isRetriable() || undecided);
                if (look && search.finds(!failure.isRetriable())) {
                    return search.ours;
                }
                search.refuseStranger();
                undecided |= search.undecided;
                boolean again = failure.isRetriable() || search.undecided;
                if (!again || !session.pace().waitAfter(tries)) {
                    if (answerLost && search.finds(true)) {
                        return search.ours;
                    }
                    search.refuseStranger();
                    throw explained(wanted.model(), failure, answerLost);
                }
            }
        }
    }

    /** An answer that names nobody is as good as lost. */
    private static ConnectArn named(ConnectArn instance, CreateUserResponse answer) {
        try {
            return instance.user(answer.userArn(), answer.userId());
        } catch (ConnectFailure unnamed) {
            throw ConnectFailure.badAnswer("CreateUser was answered without the user: " + unnamed.getMessage(), true);
        }
    }

    /** Looking for the user that a call may have made whose answer was lost. */
    private static final class Search {
        private final ConnectSession session;
        private final Desired wanted;
        private final ConnectArn instance;
        private final Instant start;
        private final boolean nameIsTaken;
        private ConnectArn ours;

        /** Looking again may tell more: no user is shown yet, or a new one that differs, as ours does at first. */
        private boolean undecided;

        private ConnectArn stranger;

        Search(ConnectSession session, Desired wanted, ConnectArn instance, Instant start, boolean nameIsTaken) {
            this.session = session;
            this.wanted = wanted;
            this.instance = instance;
            this.start = start;
            this.nameIsTaken = nameIsTaken;
        }

        /**
         * Looks once.
         *
         * @param thoroughly whether to walk the list of users when the search index does not have the name
         */
        boolean finds(boolean thoroughly) {
            String username = wanted.model().getUsername();
            try {
                Optional<ConnectArn> found = UserLookup.search(session, instance, username)
                        .or(() -> thoroughly ? UserLookup.scan(session, instance, username) : Optional.empty());
                undecided = nameIsTaken || found.isPresent();
                found.ifPresent(this::judge);
            } catch (ConnectFailure unseen) {
                undecided = unseen.isRetriable() || unseen.is(HandlerErrorCode.NotFound);
            }
            return ours != null;
        }

        private void judge(ConnectArn user) {
            LiveUser live = UserReader.observeWithoutProficiencies(session, user);
            Instant modified = live.lastModified();
            boolean isNew = modified != null && !modified.isBefore(start.minus(CLOCK_SKEW));
            ours = isNew && UserChanges.isAsMade(user, wanted, live) ? user : null;
            stranger = modified != null && !isNew ? user : null;
        }

        /** A user of that name that has not changed since before the call is another's, however the call ended. */
        void refuseStranger() {
            if (stranger != null) {
                throw taken(wanted.model(), "There is a user %s of that name already".formatted(stranger));
            }
        }
    }

    private static ConnectFailure taken(ResourceModel desired, String message) {
        return new ConnectFailure(
                HandlerErrorCode.AlreadyExists,
                "%s. To manage that user, import it by InstanceArn '%s' and Username '%s', or delete it first"
                        .formatted(message, desired.getInstanceArn(), desired.getUsername()),
                false,
                null);
    }

    /** What Connect said, in terms of the model: what it does not find is something that the template refers to. */
    private static ConnectFailure explained(ResourceModel desired, ConnectFailure failure, boolean answerLost) {
        String message = failure.getMessage();
        HandlerErrorCode code = failure.code();
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
            return taken(desired, message);
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
