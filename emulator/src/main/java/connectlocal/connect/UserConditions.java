package connectlocal.connect;

import connectlocal.connect.SearchCriteria.GroupCondition;
import connectlocal.connect.SearchCriteria.StringCondition;
import connectlocal.connect.SearchFilter.AttributeAndCondition;
import connectlocal.connect.SearchFilter.TagCondition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Turns search criteria and filters into predicates on users. Conditions given side by side must all hold. */
final class UserConditions {
    static final String EXACT = "EXACT";

    private final ConnectState state;
    private final Instance instance;
    private final ConditionCount count = new ConditionCount();

    UserConditions(ConnectState state, Instance instance) {
        this.state = state;
        this.instance = instance;
    }

    Predicate<User> both(SearchCriteria criteria, SearchFilter filter) {
        Predicate<User> meets = criteria == null ? user -> true : criteria(criteria);
        return filter == null ? meets : meets.and(filter(filter));
    }

    private Predicate<User> criteria(SearchCriteria criteria) {
        List<Predicate<User>> all = new ArrayList<>();
        if (criteria.orConditions() != null) {
            all.add(any(criteria.orConditions().stream()
                    .map(one -> count.part(one, this::criteria))
                    .toList()));
        }
        if (criteria.andConditions() != null) {
            criteria.andConditions().forEach(condition -> all.add(count.part(condition, this::criteria)));
        }
        if (criteria.stringCondition() != null) {
            all.add(string(criteria.stringCondition()));
        }
        if (criteria.listCondition() != null) {
            List<?> conditions = criteria.listCondition().conditions();
            count.add(conditions == null ? 0 : conditions.size());
            all.add(ProficiencyConditions.of(criteria.listCondition()));
        }
        if (criteria.hierarchyGroupCondition() != null) {
            all.add(group(criteria.hierarchyGroupCondition()));
        }
        return every(all);
    }

    private Predicate<User> string(StringCondition condition) {
        count.add(1);
        Function<User, Stream<String>> field =
                switch (lower(condition.fieldName(), "StringCondition.FieldName")) {
                    case "username" -> user -> Stream.of(user.username());
                    case "firstname" ->
                        user -> Stream.ofNullable(user.settings().identityInfo().firstName());
                    case "lastname" ->
                        user -> Stream.ofNullable(user.settings().identityInfo().lastName());
                    case "routingprofileid" -> user -> Stream.of(user.settings().routingProfileId());
                    case "securityprofileid" -> user -> user.settings().securityProfileIds().stream();
                    case "resourceid" -> user -> Stream.of(user.id());
                    default ->
                        throw ConnectErrors.invalidParameter(
                                "StringCondition.FieldName must be one of Username, FirstName, LastName, "
                                        + "RoutingProfileId, SecurityProfileId, resourceId");
                };
        Predicate<String> matches = compare(condition);
        return user -> field.apply(user).anyMatch(matches) || isNamed(condition, user);
    }

    /** Where Anna and anna may not both exist, either spelling names the one that does. */
    private boolean isNamed(StringCondition condition, User user) {
        return EXACT.equals(condition.comparisonType())
                && "Username".equalsIgnoreCase(condition.fieldName())
                && instance.users()
                        .named(condition.value())
                        .filter(named -> named.id().equals(user.id()))
                        .isPresent();
    }

    /** EXACT means the same letters in the same case, as usernames are told apart; the other two do not mind case. */
    static Predicate<String> compare(StringCondition condition) {
        String value = required(condition.value(), "StringCondition.Value");
        String folded = value.toLowerCase(Locale.ROOT);
        return switch (required(condition.comparisonType(), "StringCondition.ComparisonType")) {
            case "STARTS_WITH" -> text -> text.toLowerCase(Locale.ROOT).startsWith(folded);
            case "CONTAINS" -> text -> text.toLowerCase(Locale.ROOT).contains(folded);
            default -> text -> text.equals(value);
        };
    }

    private Predicate<User> group(GroupCondition condition) {
        count.add(1);
        String reference = required(condition.value(), "HierarchyGroupCondition.Value");
        String id = state.arns().id(Arns.Kind.HIERARCHY_GROUP, instance.id(), reference);
        return EXACT.equals(required(condition.hierarchyGroupMatchType(), "HierarchyGroupMatchType"))
                ? user -> id.equals(user.settings().hierarchyGroupId())
                : user -> instance.isWithin(user.settings().hierarchyGroupId(), id);
    }

    private Predicate<User> filter(SearchFilter filter) {
        if (filter.tagFilter() != null && filter.userAttributeFilter() != null) {
            throw ConnectErrors.accessDenied("TagFilter and UserAttributeFilter must not be given together");
        }
        List<Predicate<User>> all = new ArrayList<>();
        if (filter.tagFilter() != null) {
            var tags = filter.tagFilter();
            if (tags.orConditions() != null) {
                all.add(any(tags.orConditions().stream()
                        .map(one -> count.part(one, this::tags))
                        .toList()));
            }
            all.add(tags(tags.andConditions()));
            all.add(tag(tags.tagCondition()));
        }
        if (filter.userAttributeFilter() != null) {
            var attributes = filter.userAttributeFilter();
            if (attributes.orConditions() != null) {
                all.add(any(attributes.orConditions().stream()
                        .map(one -> count.part(one, this::attributes))
                        .toList()));
            }
            all.add(attributes(attributes.andCondition()));
            all.add(tag(attributes.tagCondition()));
            all.add(attributes(new AttributeAndCondition(null, attributes.hierarchyGroupCondition())));
        }
        return every(all);
    }

    private Predicate<User> attributes(AttributeAndCondition condition) {
        if (condition == null) {
            return user -> true;
        }
        Predicate<User> tags = tags(condition.tagConditions());
        return condition.hierarchyGroupCondition() == null
                ? tags
                : tags.and(group(condition.hierarchyGroupCondition()));
    }

    private Predicate<User> tags(List<TagCondition> conditions) {
        return conditions == null
                ? user -> true
                : every(conditions.stream().map(this::tag).toList());
    }

    private Predicate<User> tag(TagCondition condition) {
        if (condition == null) {
            return user -> true;
        }
        count.add(1);
        String key = required(condition.tagKey(), "TagCondition.TagKey");
        return user -> condition.tagValue() == null
                ? user.settings().tags().containsKey(key)
                : Objects.equals(user.settings().tags().get(key), condition.tagValue());
    }

    static <T> Predicate<T> every(List<Predicate<T>> all) {
        return thing -> all.stream().allMatch(one -> one.test(thing));
    }

    /** An empty list asks for nothing, as an absent one does. */
    private static <T> Predicate<T> any(List<Predicate<T>> some) {
        return thing -> some.isEmpty() || some.stream().anyMatch(one -> one.test(thing));
    }

    static String lower(String value, String member) {
        return required(value, member).toLowerCase(Locale.ROOT);
    }

    static <T> T required(T value, String member) {
        if (value == null) {
            throw ConnectErrors.invalidParameter(member + " is required");
        }
        return value;
    }
}
