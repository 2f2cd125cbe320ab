package software.amazon.connect.user.api;

import java.util.List;
import software.amazon.awssdk.services.connect.model.ListUsersRequest;
import software.amazon.awssdk.services.connect.model.ListUsersResponse;
import software.amazon.awssdk.services.connect.model.SearchUsersRequest;
import software.amazon.awssdk.services.connect.model.StringComparisonType;
import software.amazon.cloudformation.proxy.ResourceHandlerRequest;
import software.amazon.connect.user.ResourceModel;
import software.amazon.connect.user.model.ConnectArn;
import software.amazon.connect.user.model.ConnectFailure;

/** Which user is meant: users are named by ARN, or by what people know of them, instance and user name. */
public final class UserLookup {
    private static final int LONGEST_PAGE = 1000;

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
        List<ConnectArn> found = session.surely(() -> search(session, instance, model.getUsername()));
        // An index that is behind may show a deleted user of that name, too.
        return found.stream()
                .filter(user -> found.size() == 1 || isThere(session, user))
                .findFirst()
                .orElseThrow(() -> ConnectFailure.notFound(
                        "There is no user '%s' in instance %s".formatted(model.getUsername(), instance)));
    }

    /** A single NotFound may come from a place that is behind. */
    private static boolean isThere(ConnectSession session, ConnectArn user) {
        return UserReader.knows(session, user) || UserReader.knows(session, user);
    }

    /**
     * Looks a user up by name in the index that Connect keeps for searches: it may not have a new one yet, and still
     * have one that is gone.
     *
     * @see <a href="https://docs.aws.amazon.com/connect/latest/APIReference/API_SearchUsers.html">SearchUsers</a>
     */
    public static List<ConnectArn> search(ConnectSession session, ConnectArn instance, String username) {
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
                .map(user -> instance.user(user.arn(), user.id()))
                .toList();
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
    public static List<ConnectArn> scan(ConnectSession session, ConnectArn instance, String username) {
        var all = ConnectSession.pages(token -> {
            ListUsersResponse page = page(session, instance, token);
            return new ConnectSession.Page<>(page.userSummaryList(), page.nextToken());
        });
        return all.stream()
                .filter(user -> username.equals(user.username()))
                .map(user -> instance.user(user.arn(), user.id()))
                .toList();
    }
}
