package software.amazon.connect.user;

import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.services.connect.model.InstanceStatus;
import software.amazon.awssdk.services.connect.model.InstanceSummary;
import software.amazon.awssdk.services.connect.model.ListInstancesRequest;
import software.amazon.awssdk.services.connect.model.ListInstancesResponse;
import software.amazon.awssdk.services.connect.model.ListUsersResponse;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.OperationStatus;
import software.amazon.cloudformation.proxy.ProgressEvent;
import software.amazon.connect.user.api.ConnectApi;
import software.amazon.connect.user.api.ConnectSession;
import software.amazon.connect.user.api.Pace;
import software.amazon.connect.user.api.SharedConnect;
import software.amazon.connect.user.api.UserLookup;
import software.amazon.connect.user.model.ConnectArn;
import software.amazon.connect.user.model.ConnectFailure;

/**
 * Lists the users of one instance, or of all instances of the region when the request names none: a page at a time, as
 * long as Connect gives out at once, since few calls a second are all that an account has.
 */
public class ListHandler extends BaseHandlerStd {
    /** The handler as the framework makes it. */
    public ListHandler() {
        this(SharedConnect::get, Pace.of(READ_BUDGET, READ_LIMIT));
    }

    ListHandler(Supplier<ConnectApi> api, Pace pace) {
        super(api, pace);
    }

    @Override
    ProgressEvent<ResourceModel, CallbackContext> handle(Invocation invocation) {
        String instanceArn = invocation.desiredModel().getInstanceArn();
        String token = invocation.request().getNextToken();
        return instanceArn == null
                ? usersOfRegion(invocation.session(), token)
                : usersOfInstance(
                        invocation.session(),
                        ConnectArn.instance("InstanceArn", instanceArn).own("InstanceArn", invocation.request()),
                        token);
    }

    private static ProgressEvent<ResourceModel, CallbackContext> usersOfInstance(
            ConnectSession session, ConnectArn instance, String token) {
        ListUsersResponse page = UserLookup.page(session, instance, token);
        return answer(models(instance, page), page.nextToken());
    }

    /**
     * Walks on over instances without users, as far as the invocation's time allows, so that pages are rarely empty.
     */
    private static ProgressEvent<ResourceModel, CallbackContext> usersOfRegion(ConnectSession session, String token) {
        RegionToken position = RegionToken.parse(token);
        while (true) {
            ListInstancesResponse instances = listInstances(session, position.instancesToken());
            List<ResourceModel> users = List.of();
            String usersToken = position.usersToken();
            int index = position.indexIn(instances);
            if (index < instances.instanceSummaryList().size()) {
                InstanceSummary summary = instances.instanceSummaryList().get(index);
                ConnectArn instance = ConnectArn.instance("InstanceArn", summary.arn());
                ListUsersResponse page = usersIfAny(session, instance, summary.instanceStatus(), usersToken);
                users = models(instance, page);
                usersToken = page.nextToken();
            }
            RegionToken next = position.after(instances, index, usersToken);
            if (!users.isEmpty() || next == null || session.pace().isSpent()) {
                return answer(users, next == null ? null : next.toString());
            }
            position = next;
        }
    }

    /**
     * An instance may be deleted while the walk goes on, or not be made to its end: it has no users then. One that is
     * not found is asked for twice, since its users would be missing from a list that says it is complete.
     */
    private static ListUsersResponse usersIfAny(
            ConnectSession session, ConnectArn instance, InstanceStatus status, String token) {
        boolean active = status == null || status == InstanceStatus.ACTIVE;
        try {
            return session.surely(() -> UserLookup.page(session, instance, token));
        } catch (ConnectFailure failure) {
            if (failure.is(HandlerErrorCode.NotFound) || !active && failure.is(HandlerErrorCode.InvalidRequest)) {
                return ListUsersResponse.builder().build();
            }
            throw failure;
        }
    }

    private static ListInstancesResponse listInstances(ConnectSession session, String token) {
        return session.send(ListInstancesRequest.builder().nextToken(token).build(), ConnectApi::listInstances);
    }

    private static List<ResourceModel> models(ConnectArn instance, ListUsersResponse page) {
        return page.userSummaryList().stream()
                .map(user -> ResourceModel.builder()
                        .userArn(instance.user(user.arn(), user.id()).toString())
                        .instanceArn(instance.toString())
                        .username(user.username())
                        .build())
                .toList();
    }

    private static ProgressEvent<ResourceModel, CallbackContext> answer(List<ResourceModel> users, String token) {
        return ProgressEvent.<ResourceModel, CallbackContext>builder()
                .status(OperationStatus.SUCCESS)
                .resourceModels(users)
                .nextToken(token == null || token.isEmpty() ? null : token)
                .build();
    }
}
