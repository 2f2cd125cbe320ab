package software.amazon.connect.user.api;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import software.amazon.awssdk.services.connect.model.ListUsersRequest;
import software.amazon.awssdk.services.connect.model.ListUsersResponse;
import software.amazon.awssdk.services.connect.model.SearchUsersRequest;
import software.amazon.awssdk.services.connect.model.StringComparisonType;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.ResourceHandlerRequest;
import software.amazon.connect.slice.model.ApiUserProficiency;
import software.amazon.connect.slice.model.DescribeUserRequest;
import software.amazon.connect.slice.model.DescribeUserResponse;
import software.amazon.connect.slice.model.ListUserProficienciesRequest;
import software.amazon.connect.slice.model.User;
import software.amazon.connect.user.ResourceModel;
import software.amazon.connect.user.model.ConnectArn;
import software.amazon.connect.user.model.ConnectFailure;
import software.amazon.connect.user.model.LiveUser;

/**
 * Which user is meant, and how Connect shows it: users are named by ARN, or by what people know of them, instance and
 * user name.
 */
public final class UserLookup {
    private static final int LONGEST_PAGE = 1000;

    private static final BiFunction<ConnectApi, DescribeUserRequest, DescribeUserResponse> DESCRIBE =
            ConnectApi::describeUser;

    private UserLookup() {}

    /**
     * The user that the desired model names: by UserArn, else by InstanceArn and Username.
     *
     * @throws ConnectFailure NotFound when there is none of that name, InvalidRequest when the model names none
     */
    public static ConnectArn resolve(ConnectSession session, ResourceHandlerRequest<ResourceModel> request) {
        ResourceModel model = request.getDesiredResourceState();
        if (model != null && model.getUserArn() != null) {
            return ConnectArn.of(ConnectArn.USER, "UserArn", model.getUserArn()).own("UserArn", request);
        }
        if (model == null || model.getInstanceArn() == null || model.getUsername() == null) {
            throw ConnectFailure.invalidRequest(
                    "A user is named by its UserArn, or by its InstanceArn and Username together;"
                            + " the request has neither");
        }
        ConnectArn instance =
                ConnectArn.instance("InstanceArn", model.getInstanceArn()).own("InstanceArn", request);
        return search(session, instance, model.getUsername())
                .orElseThrow(() -> ConnectFailure.notFound(
                        "There is no user '%s' in instance %s".formatted(model.getUsername(), instance)));
    }

    /**
     * Looks a user up by name in the index that Connect keeps for searches.
     *
     * @see <a href="https://docs.aws.amazon.com/connect/latest/APIReference/API_SearchUsers.html">SearchUsers</a>
     */
    public static Optional<ConnectArn> search(ConnectSession session, ConnectArn instance, String username) {
        var found = ConnectSession.pages(token -> {
            var page = session.send(
                    SearchUsersRequest.builder()
                            .instanceId(instance.instanceId())
                            .searchCriteria(criteria -> criteria.stringCondition(condition -> condition
                                    .fieldName("Username")
                                    .value(username)
                                    .comparisonType(StringComparisonType.EXACT)))
                            .nextToken(token)
                            .build(),
                    ConnectApi::searchUsers);
            return new ConnectSession.Page<>(page.users(), page.nextToken());
        });
        return found.stream()
                .filter(user -> username.equals(user.username()))
                .findFirst()
                .map(user -> instance.user(user.arn(), user.id()));
    }

    /** One page of the list of all users, as long as Connect gives out at once. */
    public static ListUsersResponse page(ConnectSession session, ConnectArn instance, String token) {
        return session.send(
                ListUsersRequest.builder()
                        .instanceId(instance.instanceId())
                        .maxResults(LONGEST_PAGE)
                        .nextToken(token)
                        .build(),
                ConnectApi::listUsers);
    }

    /**
     * Looks a user up by name in the list of all users: longer than a search, but without an index that may lag behind.
     */
    public static Optional<ConnectArn> scan(ConnectSession session, ConnectArn instance, String username) {
        var all = ConnectSession.pages(token -> {
            ListUsersResponse page = page(session, instance, token);
            return new ConnectSession.Page<>(page.userSummaryList(), page.nextToken());
        });
        return all.stream()
                .filter(user -> username.equals(user.username()))
                .findFirst()
                .map(user -> instance.user(user.arn(), user.id()));
    }

    /** The user as Connect shows it, proficiencies included; the failure is NotFound when there is none. */
    public static LiveUser observe(ConnectSession session, ConnectArn user) {
        return session.both(
                () -> describe(session, user),
                () -> proficiencies(session, user),
                (described, proficiencies) -> LiveUser.of(user, described, proficiencies));
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
            describe(session, user);
        }
    }

    /** Whether the user is there. */
    public static boolean knows(ConnectSession session, ConnectArn user) {
        try {
            describe(session, user);
            return true;
        } catch (ConnectFailure failure) {
            if (failure.is(HandlerErrorCode.NotFound)) {
                return false;
            }
            throw failure;
        }
    }

    private static User describe(ConnectSession session, ConnectArn user) {
        return known(user, session.send(description(user), DESCRIBE));
    }

    /** An ARN is more than the ids that the API takes: one that is not Connect's own names no user here. */
    private static User known(ConnectArn user, DescribeUserResponse answer) {
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
