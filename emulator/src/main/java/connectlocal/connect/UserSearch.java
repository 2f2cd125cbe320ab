package connectlocal.connect;

import connectlocal.connect.SearchCriteria.StringCondition;
import connectlocal.connect.wire.Input;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** SearchUsers: users that meet criteria and pass a filter, in order of creation. */
final class UserSearch {
    private static final int DEFAULT_PAGE = 100;
    private static final int WALKS = 64;

    private final ConnectState state;
    private final Pages pages;

    /** How many each of the last walks finds. */
    private final Map<String, Long> counts = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > WALKS;
        }
    };

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
                count(in, query, candidates, wanted));
    }

    /**
     * Counted for the first page of a walk; later pages repeat it, so that a long walk does not count at every page.
     */
    private long count(Input in, String query, NavigableMap<String, User> candidates, Predicate<User> wanted) {
        synchronized (counts) {
            Long known = in.has("NextToken") ? counts.get(query) : null;
            if (known != null) {
                return known;
            }
        }
        long count = candidates.values().stream().filter(wanted).count();
        synchronized (counts) {
            counts.put(query, count);
        }
        return count;
    }

    /** All users, or the one of a name where the search is for an exact username: by far the commonest search. */
    private static NavigableMap<String, User> candidates(
            Instance instance, SearchCriteria criteria, boolean firstPage) {
        NavigableMap<String, User> all = instance.users().searched(firstPage);
        StringCondition condition = criteria == null ? null : criteria.stringCondition();
        if (all != instance.users().inOrder()
                || condition == null
                || !UserConditions.EXACT.equals(condition.comparisonType())
                || condition.value() == null) {
            return all;
        }
        NavigableMap<String, User> one = new TreeMap<>();
        switch (String.valueOf(condition.fieldName()).toLowerCase(Locale.ROOT)) {
            case "username" -> instance.users().named(condition.value()).ifPresent(user -> one.put(user.key(), user));
            case "resourceid" ->
                instance.users().withId(condition.value()).ifPresent(user -> one.put(user.key(), user));
            default -> {
                return all;
            }
        }
        return one;
    }
}
