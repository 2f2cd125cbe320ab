package connectlocal.connect;

import connectlocal.connect.wire.Input;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Users as such: created, read, listed and deleted. */
final class Users {
    private static final int DEFAULT_PAGE = 100;

    private final ConnectState state;
    private final Pages pages;
    private final NewUsers newUsers;

    Users(ConnectState state, Pages pages) {
        this.state = state;
        this.pages = pages;
        this.newUsers = new NewUsers(state);
    }

    private record Created(String userId, String userArn) {}

    private record Listed(List<UserView.Summary> userSummaryList, String nextToken) {}

    Object createUser(Input in) {
        Instance instance = state.instance(in.text("InstanceId"));
        String id = UUID.randomUUID().toString();
        instance.catalog().newcomers().made(id);
        User user = newUsers.admit(instance, id, in, false);
        return new Created(user.id(), state.arns().of(Arns.Kind.USER, instance.id(), user.id()));
    }

    Object describeUser(Input in) {
        Instance instance = state.instance(in.text("InstanceId"));
        User user = state.readUser(true, instance, in.text("UserId"));
        return Map.of("User", new UserView(state, instance).describe(user));
    }

    Object listUsers(Input in) {
        Instance instance = state.instance(in.text("InstanceId"));
        int size = in.has("MaxResults") ? in.number("MaxResults") : DEFAULT_PAGE;
        var page = pages.page(
                "ListUsers " + instance.id(),
                in.text("NextToken"),
                size,
                instance.users().listed(!in.has("NextToken")),
                user -> true);
        UserView view = new UserView(state, instance);
        return new Listed(page.items().stream().map(view::summary).toList(), page.nextToken());
    }

    /** The name is free again at once. */
    Object deleteUser(Input in) {
        Instance instance = state.instance(in.text("InstanceId"));
        instance.users().remove(state.user(instance, in.text("UserId")).id());
        return null;
    }
}
