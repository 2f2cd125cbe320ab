package connectlocal.connect;

import connectlocal.connect.SearchCriteria.StringCondition;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds the users that criteria name, by id or username, without looking at others. What it finds are candidates: the
 * criteria may ask for more.
 */
final class NamedUsers {
    private final UserStore users;

    NamedUsers(UserStore users) {
        this.users = users;
    }

    /** All users that can meet the criteria; empty when the criteria do not name them. */
    Optional<Set<User>> of(SearchCriteria criteria) {
        // Conditions side by side must all hold, so that one which names users is enough.
        Stream<SearchCriteria> all = criteria.andConditions() == null ? Stream.of() : criteria.andConditions().stream();
        return string(criteria.stringCondition())
                .or(() -> all.map(this::of).flatMap(Optional::stream).findFirst())
                .or(() -> any(criteria.orConditions()));
    }

    /** Of alternatives each must name its users. */
    private Optional<Set<User>> any(List<SearchCriteria> alternatives) {
        if (alternatives == null || alternatives.isEmpty()) {
            return Optional.empty();
        }
        var found = new HashSet<User>();
        for (SearchCriteria alternative : alternatives) {
            Optional<Set<User>> named = of(alternative);
            if (named.isEmpty()) {
                return Optional.empty();
            }
            found.addAll(named.get());
        }
        return Optional.of(found);
    }

    private Optional<Set<User>> string(StringCondition condition) {
        if (condition == null
                || condition.value() == null
                || !UserConditions.EXACT.equals(condition.comparisonType())) {
            return Optional.empty();
        }
        Optional<User> named =
                switch (String.valueOf(condition.fieldName()).toLowerCase(Locale.ROOT)) {
                    case "username" -> users.named(condition.value());
                    case "resourceid" -> users.withId(condition.value());
                    default -> null;
                };
        return named == null ? Optional.empty() : Optional.of(named.map(Set::of).orElseGet(Set::of));
    }
}
