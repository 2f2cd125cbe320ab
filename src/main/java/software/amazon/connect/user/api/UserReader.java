package software.amazon.connect.user.api;

import java.util.List;
import java.util.function.BiFunction;
import software.amazon.cloudformation.proxy.ResourceHandlerRequest;
import software.amazon.connect.slice.model.ApiUserProficiency;
import software.amazon.connect.slice.model.DescribeUserRequest;
import software.amazon.connect.slice.model.DescribeUserResponse;
import software.amazon.connect.slice.model.ListUserProficienciesRequest;
import software.amazon.connect.slice.model.User;
import software.amazon.connect.user.model.ConnectArn;
import software.amazon.connect.user.model.ConnectFailure;
import software.amazon.connect.user.model.LiveUser;

/** What Connect says of a user whose ARN is known: how it is, or whether it is there at all. */
public final class UserReader {
    private static final BiFunction<ConnectApi, DescribeUserRequest, DescribeUserResponse> DESCRIBE =
            ConnectApi::describeUser;

    private UserReader() {}

    /**
     * The user as Connect shows it, proficiencies included; the failure is NotFound when there is none. That its
     * proficiencies are not found says nothing of the user, which may be new or not there any more: another look does.
     */
    public static LiveUser observe(ConnectSession session, ConnectArn user) {
        return session.both(
                () -> describe(session, user),
                () -> ConnectSession.ifFound(() -> proficiencies(session, user)),
                (described, proficiencies) -> LiveUser.of(
                        user, described, proficiencies.orElseThrow(() -> withoutProficiencies(session, user))));
    }

    private static ConnectFailure withoutProficiencies(ConnectSession session, ConnectArn user) {
        describe(session, user);
        return ConnectFailure.badAnswer(
                "Amazon Connect shows the user %s and does not find its proficiencies".formatted(user), false);
    }

    /** The same for a user that can have no proficiencies, so that they need not be asked for. */
    public static LiveUser observeWithoutProficiencies(ConnectSession session, ConnectArn user) {
        return LiveUser.of(user, describe(session, user), List.of());
    }

    /** The same, asked only once. */
    public static LiveUser glance(ConnectSession session, ConnectArn user) {
        return LiveUser.of(user, known(user, session.sendOnce(description(user), DESCRIBE)), List.of());
    }

    /**
     * Refuses an ARN that is not Connect's own: the call would go to whatever has that id here. What is known to be of
     * the request's own account and region need not be asked for.
     */
    public static void requireKnown(ConnectSession session, ConnectArn user, ResourceHandlerRequest<?> request) {
        boolean ownAccount = request.getAwsAccountId() != null && request.getAwsPartition() != null;
        if (!ownAccount || !user.region().equals(request.getRegion())) {
            session.surely(() -> describe(session, user));
        }
    }

    /** Whether the user is there. */
    public static boolean knows(ConnectSession session, ConnectArn user) {
        return ConnectSession.ifFound(() -> describe(session, user)).isPresent();
    }

    private static User describe(ConnectSession session, ConnectArn user) {
        return known(user, session.send(description(user), DESCRIBE));
    }

    /** An ARN is more than the ids that the API takes: one that is not Connect's own names no user here. */
    private static User known(ConnectArn user, DescribeUserResponse answer) {
        if (answer.user() == null) {
            throw ConnectFailure.badAnswer("DescribeUser was answered without the user %s".formatted(user), false);
        }
        String arn = answer.user().arn();
        if (arn != null && !arn.equals(user.toString())) {
            throw ConnectFailure.notFound("There is no user %s: the user of that id is %s".formatted(user, arn));
        }
        return answer.user();
    }

    private static DescribeUserRequest description(ConnectArn user) {
        return DescribeUserRequest.builder()
                .instanceId(user.instanceId())
                .userId(user.id())
                .build();
    }

    private static List<ApiUserProficiency> proficiencies(ConnectSession session, ConnectArn user) {
        return ConnectSession.pages(token -> {
            var page = session.send(
                    ListUserProficienciesRequest.builder()
                            .instanceId(user.instanceId())
                            .userId(user.id())
                            .maxResults(100)
                            .nextToken(token)
                            .build(),
                    ConnectApi::listUserProficiencies);
            return new ConnectSession.Page<>(page.userProficiencyList(), page.nextToken());
        });
    }
}
