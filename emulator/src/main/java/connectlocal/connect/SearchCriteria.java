package connectlocal.connect;

import java.util.List;

/**
 * UserSearchCriteria of the API: a tree of conditions. Members that are null were not given.
 *
 * <p>Source: <a href="https://docs.aws.amazon.com/connect/latest/APIReference/API_UserSearchCriteria.html">
 * UserSearchCriteria</a>.
 */
record SearchCriteria(
        List<SearchCriteria> orConditions,
        List<SearchCriteria> andConditions,
        StringCondition stringCondition,
        ListCondition listCondition,
        GroupCondition hierarchyGroupCondition) {

    record StringCondition(String fieldName, String value, String comparisonType) {}

    record NumberCondition(String fieldName, Integer minValue, Integer maxValue, String comparisonType) {}

    record ListCondition(String targetListType, List<Condition> conditions) {}

    record Condition(StringCondition stringCondition, NumberCondition numberCondition) {}

    record GroupCondition(String value, String hierarchyGroupMatchType) {}
}
