package connectlocal.connect;

import connectlocal.connect.SearchCriteria.StringCondition;
import connectlocal.connect.wire.Input;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** SearchUsers: users that meet criteria and pass a filter, in order of creation. */
final class UserSearch {
    private static final int DEFAULT_PAGE = 100;

    private final ConnectState state;
    private final Pages pages;

    UserSearch(ConnectState state, Pages pages) {
        this.state = state;
        this.pages = pages;
    }

    private record Answer(List<UserView.Found> users, String nextToken, long approximateTotalCount) {}

    Object searchUsers(Input in) {
        Instance instance = state.instance(in.text("InstanceId"));
        SearchCriteria criteria = in.structure("SearchCriteria", SearchCriteria.class);
        SearchFilter filter = in.structure("SearchFilter", SearchFilter.class);
        Predicate<User> wanted = new UserConditions(state, instance).both(criteria, filter);
        NavigableMap<String, User> candidates = candidates(instance, criteria, !in.has("NextToken"));
        int size = in.has("MaxResults") ? in.number("MaxResults") : DEFAULT_PAGE;
        String query = "SearchUsers " + instance.id() + " " + criteria + " " + filter;
        var page = pages.page(query, in.text("NextToken"), size, candidates, wanted);
        UserView view = new UserView(state, instance);
        return new Answer(
                page.items().stream().map(view::found).toList(),
                page.nextToken(),
                candidates.values().stream().filter(wanted).count());
    }

    /** All users, or the one of a name where the search is for an exact username: by far the commonest search. */
    private static NavigableMap<String, User> candidates(
            Instance instance, SearchCriteria criteria, boolean firstPage) {
        NavigableMap<String, User> all = instance.users().searched(firstPage);
        StringCondition condition = criteria == null ? null : criteria.stringCondition();
        if (all != instance.users().inOrder()
                || condition == null
                || !"Username".equalsIgnoreCase(condition.fieldName())
                || !UserConditions.EXACT.equals(condition.comparisonType())
                || condition.value() == null) {
            return all;
        }
        NavigableMap<String, User> one = new TreeMap<>();
        instance.users().named(condition.value()).ifPresent(user -> one.put(user.key(), user));
        return one;
    }
}
