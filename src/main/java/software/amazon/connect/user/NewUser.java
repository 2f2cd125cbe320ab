package software.amazon.connect.user;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.connectuser.model.AssociateUserProficienciesRequest;
import software.amazon.awssdk.services.connectuser.model.CreateUserRequest;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/**
 * The call of CreateUser, and what became of it. It has no client token, so it is never simply repeated: after a lost
 * answer the user is looked up, and taken for ours when it is as it was asked for and no older than the call.
 */
final class NewUser {
    /** How far Connect's clock and ours may be apart. */
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(30);

    private NewUser() {}

    /**
     * Makes the user that is desired.
     *
     * @throws ConnectFailure when there is none afterwards, as far as can be told
     */
    static ConnectArn create(Invocation invocation) {
        ConnectArn instance =
                ConnectArn.instance("InstanceArn", invocation.desired().getInstanceArn());
        CreateUserRequest request = RequestTranslator.createUser(invocation.desired(), invocation.tags());
        Instant start = Instant.now();
        boolean answerLost = false;
        for (int tries = 1; ; tries++) {
            try {
                var created = invocation.connect().sendOnce(request, (clients, signed) -> clients.users()
                        .createUser(signed));
                return ConnectArn.of(ConnectArn.USER, "UserArn", instance.sibling(ConnectArn.USER, created.userId()));
            } catch (ConnectFailure failure) {
                boolean exists = failure.is(HandlerErrorCode.AlreadyExists);
                answerLost |= failure.mayHaveTakenEffect();
                boolean undecided = false;
                if (answerLost && (exists || failure.mayHaveTakenEffect())) {
                    try {
                        Optional<ConnectArn> ours = findOurs(invocation, instance, start, exists);
                        if (ours.isPresent()) {
                            return ours.get();
                        }
                    } catch (ConnectFailure unseen) {
                        undecided = unseen.isRetriable() || unseen.is(HandlerErrorCode.NotFound);
                    }
                }
                if (!failure.isRetriable() && !undecided
                        || !invocation.connect().pace().waitAfter(tries)) {
                    throw explained(invocation.desired(), failure);
                }
            }
        }
    }

    /**
     * The user that a call made whose answer was lost, if it is ours.
     *
     * @throws ConnectFailure NotFound when the name is taken and Connect does not yet show by whom; whatever else kept
     *     us from looking
     */
    private static Optional<ConnectArn> findOurs(
            Invocation invocation, ConnectArn instance, Instant start, boolean exists) {
        Connect connect = invocation.connect();
        String username = invocation.desired().getUsername();
        Optional<ConnectArn> found = UserLookup.search(connect, instance, username)
                .or(() -> exists ? UserLookup.scan(connect, instance, username) : Optional.empty());
        if (exists && found.isEmpty()) {
            throw ConnectFailure.notFound("The name '%s' is taken by a user that is not shown".formatted(username));
        }
        return found.filter(user -> isOurs(invocation, user, start));
    }

    private static boolean isOurs(Invocation invocation, ConnectArn user, Instant start) {
        LiveUser live = invocation.connect().observeWithoutProficiencies(user);
        ResourceModel desired = invocation.desired();
        boolean isNew = live.lastModified() != null && !live.lastModified().isBefore(start.minus(CLOCK_SKEW));
        boolean samePerson = desired.getDirectoryUserId() == null
                || desired.getDirectoryUserId().equals(live.model().getDirectoryUserId());
        boolean samePlace = Objects.equals(
                ConnectArn.idOf(desired.getHierarchyGroupArn()),
                ConnectArn.idOf(live.model().getHierarchyGroupArn()));
        return isNew
                && samePerson
                && samePlace
                && UserChanges.between(user, invocation.wanted().asShown(live), live).stream()
                        .allMatch(call -> call.request() instanceof AssociateUserProficienciesRequest);
    }

    /** What Connect said, in terms of the model: what it does not find is something that the template refers to. */
    private static ConnectFailure explained(ResourceModel desired, ConnectFailure failure) {
        if (failure.is(HandlerErrorCode.NotFound)) {
            String sent = Stream.concat(
                            Stream.of(
                                    desired.getInstanceArn(),
                                    desired.getRoutingProfileArn(),
                                    desired.getHierarchyGroupArn()),
                            desired.getSecurityProfileArns().stream().sorted())
                    .filter(arn -> arn != null)
                    .collect(Collectors.joining(", "));
            return failure.as(
                    HandlerErrorCode.InvalidRequest,
                    "Amazon Connect does not find something that the user refers to: %s. Sent were %s"
                            .formatted(failure.getMessage(), sent));
        }
        return failure;
    }
}
