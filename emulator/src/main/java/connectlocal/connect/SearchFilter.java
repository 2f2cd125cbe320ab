package connectlocal.connect;

import connectlocal.connect.SearchCriteria.GroupCondition;
import java.util.List;

/**
 * UserSearchFilter of the API. Members that are null were not given.
 *
 * @see <a href="https://docs.aws.amazon.com/connect/latest/APIReference/API_UserSearchFilter.html">AWS</a>
 */
record SearchFilter(TagFilter tagFilter, UserAttributeFilter userAttributeFilter) {

    record TagCondition(String tagKey, String tagValue) {}

    /** OrConditions is an OR of lists, each an AND. */
    record TagFilter(
            List<List<TagCondition>> orConditions, List<TagCondition> andConditions, TagCondition tagCondition) {}

    record AttributeAndCondition(List<TagCondition> tagConditions, GroupCondition hierarchyGroupCondition) {}

    record UserAttributeFilter(
            List<AttributeAndCondition> orConditions,
            AttributeAndCondition andCondition,
            TagCondition tagCondition,
            GroupCondition hierarchyGroupCondition) {}
}
