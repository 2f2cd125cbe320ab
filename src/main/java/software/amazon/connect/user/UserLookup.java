package software.amazon.connect.user;

import java.util.Optional;
import software.amazon.awssdk.services.connect.model.ListUsersRequest;
import software.amazon.awssdk.services.connect.model.SearchUsersRequest;
import software.amazon.awssdk.services.connect.model.StringComparisonType;
import software.amazon.cloudformation.proxy.ResourceHandlerRequest;

/** Which user is meant: users are named by ARN, or by what people know of them, instance and user name. */
final class UserLookup {

    private UserLookup() {}

    /**
     * The user that the desired model names: by UserArn, else by InstanceArn and Username.
     *
     * @throws ConnectFailure NotFound when there is none of that name, InvalidRequest when the model names none
     */
    static ConnectArn resolve(Connect connect, ResourceHandlerRequest<ResourceModel> request) {
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
        return search(connect, instance, model.getUsername())
                .orElseThrow(() -> ConnectFailure.notFound(
                        "There is no user '%s' in instance %s".formatted(model.getUsername(), instance)));
    }

    /**
     * Looks a user up by name in the index that Connect keeps for searches.
     *
     * @see <a href="https://docs.aws.amazon.com/connect/latest/APIReference/API_SearchUsers.html">SearchUsers</a>
     */
    static Optional<ConnectArn> search(Connect connect, ConnectArn instance, String username) {
        var found = Connect.pages(token -> {
            var page = connect.send(
                    SearchUsersRequest.builder()
                            .instanceId(instance.instanceId())
                            .searchCriteria(criteria -> criteria.stringCondition(condition -> condition
                                    .fieldName("Username")
                                    .value(username)
                                    .comparisonType(StringComparisonType.EXACT)))
                            .nextToken(token)
                            .build(),
                    ConnectApi::searchUsers);
            return new Connect.Page<>(page.users(), page.nextToken());
        });
        return found.stream()
                .filter(user -> username.equals(user.username()))
                .findFirst()
                .map(user -> instance.user(user.arn(), user.id()));
    }

    /**
     * Looks a user up by name in the list of all users: longer than a search, but without an index that may lag behind.
     */
    static Optional<ConnectArn> scan(Connect connect, ConnectArn instance, String username) {
        var all = Connect.pages(token -> {
            var page = connect.send(
                    ListUsersRequest.builder()
                            .instanceId(instance.instanceId())
                            .maxResults(ListHandler.PAGE_SIZE)
                            .nextToken(token)
                            .build(),
                    ConnectApi::listUsers);
            return new Connect.Page<>(page.userSummaryList(), page.nextToken());
        });
        return all.stream()
                .filter(user -> username.equals(user.username()))
                .findFirst()
                .map(user -> instance.user(user.arn(), user.id()));
    }
}
