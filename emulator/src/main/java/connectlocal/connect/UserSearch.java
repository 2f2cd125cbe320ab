package connectlocal.connect;

import connectlocal.connect.wire.Input;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** SearchUsers: users that meet criteria and pass a filter, in order of creation. */
final class UserSearch {
    private static final int DEFAULT_PAGE = 100;

    private final ConnectState state;
    private final Pages pages;
    private final Consumer<User> visited;

    UserSearch(ConnectState state, Pages pages) {
        this(state, pages, user -> {});
    }

    /** @param visited is told of every user that is looked at: what a search costs */
    UserSearch(ConnectState state, Pages pages, Consumer<User> visited) {
        this.state = state;
        this.pages = pages;
        this.visited = visited;
    }

    private record Answer(List<UserView.Found> users, String nextToken, long approximateTotalCount) {}

    Object searchUsers(Input in) {
        Instance instance = state.instance(in.text("InstanceId"));
        SearchCriteria criteria = in.structure("SearchCriteria", SearchCriteria.class);
        SearchFilter filter = in.structure("SearchFilter", SearchFilter.class);
        Predicate<User> meets = new UserConditions(state, instance).both(criteria, filter);
        Predicate<User> wanted = user -> {
            visited.accept(user);
            return meets.test(user);
        };
        NavigableMap<String, User> candidates = candidates(instance, criteria, !in.has("NextToken"));
        boolean all = criteria == null && filter == null;
        int size = in.has("MaxResults") ? in.number("MaxResults") : DEFAULT_PAGE;
        String query = "SearchUsers " + instance.id() + " " + criteria + " " + filter;
        var page = pages.page(
                query,
                in.text("NextToken"),
                size,
                candidates,
                wanted,
                () -> all
                        ? candidates.size()
                        : candidates.values().stream().filter(wanted).count());
        UserView view = new UserView(state, instance);
        return new Answer(page.items().stream().map(view::found).toList(), page.nextToken(), page.total());
    }

    /** All users, or the few that an index of ids and names finds; the commonest searches are for one. */
    private static NavigableMap<String, User> candidates(
            Instance instance, SearchCriteria criteria, boolean firstPage) {
        NavigableMap<String, User> all = instance.users().searched(firstPage);
        if (criteria == null || all != instance.users().inOrder()) {
            return all;
        }
        return new NamedUsers(instance.users())
                .of(criteria)
                .<NavigableMap<String, User>>map(few -> {
                    var inOrder = new TreeMap<String, User>();
                    few.forEach(user -> inOrder.put(user.key(), user));
                    return inOrder;
                })
                .orElse(all);
    }
}
