package connectlocal.connect;

import static connectlocal.connect.Connect.BERLIN;
import static connectlocal.connect.Connect.BERLIN_SUPPORT;
import static connectlocal.connect.Connect.DEMO;
import static connectlocal.connect.Connect.HAMBURG;
import static connectlocal.connect.Connect.MANAGER;
import static connectlocal.connect.Connect.OTHER_ROUTING;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import connectlocal.http.AwsError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** SearchUsers: who is found. */
class SearchUsersTest {
    private final Connect connect = Connect.with();
    private String ada;

    @BeforeEach
    void threeUsers() {
        ada = connect.create(
                "ada",
                "IdentityInfo",
                Map.of("FirstName", "Ada", "LastName", "Lovelace", "Email", "a@example.com"),
                "HierarchyGroupId",
                BERLIN,
                "Tags",
                Map.of("team", "blue", "site", "north"),
                "PhoneConfig",
                Map.of("AfterContactWorkTimeLimit", 30));
        connect.create(
                "adam",
                "HierarchyGroupId",
                BERLIN_SUPPORT,
                "Tags",
                Map.of("team", "blue"),
                "RoutingProfileId",
                OTHER_ROUTING,
                "AfterContactWorkConfigs",
                List.of(Map.of("Channel", "CHAT", "AfterContactWorkConfig", Map.of("AfterContactWorkTimeLimit", 5))));
        connect.create(
                "bob",
                "HierarchyGroupId",
                HAMBURG,
                "Tags",
                Map.of("team", "red"),
                "SecurityProfileIds",
                List.of(MANAGER));
        connect.on(
                ada,
                "AssociateUserProficiencies",
                "UserProficiencies",
                List.of(
                        Map.of("AttributeName", "Language", "AttributeValue", "English", "Level", 4),
                        Map.of("AttributeName", "Skill", "AttributeValue", "Sales", "Level", 2)));
    }

    private List<String> found(Object criteria) {
        return Connect.each(
                connect.call("SearchUsers", "InstanceId", DEMO, "SearchCriteria", criteria)
                        .get("Users"),
                "Username");
    }

    private List<String> filtered(Object filter) {
        return Connect.each(
                connect.call("SearchUsers", "InstanceId", DEMO, "SearchFilter", filter)
                        .get("Users"),
                "Username");
    }

    @Test
    @Assumed("an empty list of conditions asks for nothing, as an absent one does")
    void emptyConditions_findEverybody() {
        assertThat(found(Map.of("OrConditions", List.of()))).hasSize(3);
        assertThat(found(Map.of("AndConditions", List.of()))).hasSize(3);
        assertThat(filtered(Map.of("TagFilter", Map.of("OrConditions", List.of()))))
                .hasSize(3);
    }

    @Test
    @Assumed("EXACT follows the switch that says when two usernames are the same")
    void exactUsername_whereCaseDoesNotCount_isFoundInEitherSpelling() {
        Connect insensitive = Connect.with("username-case", "insensitive");
        insensitive.create("Anna");
        var criteria = string("Username", "anna", "EXACT");
        assertThat(insensitive
                        .call("SearchUsers", "InstanceId", DEMO, "SearchCriteria", criteria)
                        .get("Users"))
                .hasSize(1);
        assertThat(found(string("Username", "ADA", "EXACT"))).isEmpty();
    }

    private static Map<String, Object> string(String field, String value, String comparison) {
        return Map.of("StringCondition", Map.of("FieldName", field, "Value", value, "ComparisonType", comparison));
    }

    @Test
    @Documented("UserSearchCriteria: the six fields; case is a choice")
    void stringCondition_everyFieldAndComparison_finds() {
        assertThat(found(string("Username", "ada", "EXACT"))).containsExactly("ada");
        assertThat(found(string("Username", "Ada", "EXACT"))).isEmpty();
        assertThat(found(string("Username", "AD", "STARTS_WITH"))).containsExactly("ada", "adam");
        assertThat(found(string("Username", "dam", "CONTAINS"))).containsExactly("adam");
        assertThat(found(string("FirstName", "Ada", "EXACT"))).containsExactly("ada");
        assertThat(found(string("LastName", "love", "STARTS_WITH"))).containsExactly("ada");
        assertThat(found(string("RoutingProfileId", OTHER_ROUTING, "EXACT"))).containsExactly("adam");
        assertThat(found(string("SecurityProfileId", MANAGER, "EXACT"))).containsExactly("bob");
        assertThat(found(string("resourceId", ada, "EXACT"))).containsExactly("ada");
    }

    @Test
    @Documented("UserSearchCriteria: AndConditions and OrConditions nest")
    void andAndOr_nest() {
        Map<String, Object> bobOrAdam = Map.of(
                "OrConditions", List.of(string("Username", "bob", "EXACT"), string("Username", "adam", "EXACT")));
        assertThat(found(bobOrAdam)).containsExactly("adam", "bob");
        assertThat(found(Map.of("AndConditions", List.of(bobOrAdam, string("Username", "o", "CONTAINS")))))
                .containsExactly("bob");
    }

    @Test
    @Documented("HierarchyGroupCondition: EXACT, WITH_CHILD_GROUPS")
    void hierarchyGroup_exactOrWithChildren_finds() {
        Map<String, Object> exact = Map.of("Value", BERLIN, "HierarchyGroupMatchType", "EXACT");
        Map<String, Object> below = Map.of("Value", BERLIN, "HierarchyGroupMatchType", "WITH_CHILD_GROUPS");
        assertThat(found(Map.of("HierarchyGroupCondition", exact))).containsExactly("ada");
        assertThat(found(Map.of("HierarchyGroupCondition", below))).containsExactly("ada", "adam");
        assertThat(filtered(Map.of("UserAttributeFilter", Map.of("HierarchyGroupCondition", below))))
                .hasSize(2);
    }

    @Test
    @Assumed("field names of conditions on proficiencies are those of UserProficiency")
    void listCondition_oneProficiencyMustMeetAll() {
        assertThat(found(proficiency("English", 4))).containsExactly("ada");
        assertThat(found(proficiency("English", 5))).isEmpty();
        assertThat(found(proficiency("Sales", 3))).isEmpty();
    }

    private static Map<String, Object> proficiency(String value, int least) {
        Map<String, Object> level =
                Map.of("FieldName", "Level", "MinValue", least, "ComparisonType", "GREATER_OR_EQUAL");
        return Map.of(
                "ListCondition",
                Map.of(
                        "TargetListType",
                        "PROFICIENCIES",
                        "Conditions",
                        List.of(string("AttributeValue", value, "EXACT"), Map.of("NumberCondition", level))));
    }

    @Test
    @Documented("UserSearchFilter: tag conditions; an OR of ANDs")
    void tagFilter_conditions_find() {
        Map<String, Object> blue = Map.of("TagKey", "team", "TagValue", "blue");
        Map<String, Object> red = Map.of("TagKey", "team", "TagValue", "red");
        Map<String, Object> north = Map.of("TagKey", "site", "TagValue", "north");
        assertThat(filtered(Map.of("TagFilter", Map.of("TagCondition", blue)))).containsExactly("ada", "adam");
        assertThat(filtered(Map.of("TagFilter", Map.of("AndConditions", List.of(blue, north)))))
                .containsExactly("ada");
        assertThat(filtered(Map.of("TagFilter", Map.of("OrConditions", List.of(List.of(blue, north), List.of(red))))))
                .containsExactly("ada", "bob");
        assertThat(filtered(
                        Map.of("UserAttributeFilter", Map.of("AndCondition", Map.of("TagConditions", List.of(red))))))
                .containsExactly("bob");
    }

    @Test
    @Documented("SearchUsers: TagFilter with UserAttributeFilter is AccessDeniedException")
    void bothFilters_areAccessDenied() {
        Map<String, Object> members = new LinkedHashMap<>(Map.of("InstanceId", DEMO));
        members.put("SearchFilter", Map.of("TagFilter", Map.of(), "UserAttributeFilter", Map.of()));
        AwsError error = connect.refusal("SearchUsers", members);
        assertThat(error.code()).isEqualTo("AccessDeniedException");
        assertThat(error.status()).isEqualTo(403);
    }

    @Test
    @Documented("SearchUsers: AfterContactWorkTimeLimit is in milliseconds; names only of the identity")
    void answer_showsMillisecondsAndNamesOnly() {
        JsonNode users = connect.call("SearchUsers", "InstanceId", DEMO).get("Users");
        assertThat(users.get(0)
                        .get("PhoneConfig")
                        .get("AfterContactWorkTimeLimit")
                        .asInt())
                .isEqualTo(30_000);
        assertThat(users.get(1)
                        .get("AfterContactWorkConfigs")
                        .get(0)
                        .get("AfterContactWorkConfig")
                        .toString())
                .isEqualTo("{\"AfterContactWorkTimeLimit\":5000}");
        assertThat(users.get(0).get("IdentityInfo").toString())
                .isEqualTo("{\"FirstName\":\"Ada\",\"LastName\":\"Lovelace\"}");
    }

    @Test
    @Documented("SearchUsers: NextToken, MaxResults, ApproximateTotalCount")
    void pages_walkThroughAllAndCountAll() {
        JsonNode first = connect.call("SearchUsers", "InstanceId", DEMO, "MaxResults", 2);
        assertThat(first.get("ApproximateTotalCount").asInt()).isEqualTo(3);
        String token = first.get("NextToken").asText();
        JsonNode second = connect.call("SearchUsers", "InstanceId", DEMO, "MaxResults", 2, "NextToken", token);
        assertThat(Connect.each(second.get("Users"), "Username")).containsExactly("bob");
        assertThat(second.has("NextToken")).isFalse();
        Map<String, Object> other = new LinkedHashMap<>(Map.of("InstanceId", DEMO, "NextToken", token));
        other.put("SearchCriteria", string("Username", "a", "CONTAINS"));
        assertThat(connect.refusal("SearchUsers", other).code()).isEqualTo("InvalidToken");
    }

    @Test
    @Assumed("a field that does not exist is a bad parameter")
    void badCondition_isInvalidParameter() {
        Map<String, Object> members = new LinkedHashMap<>(Map.of("InstanceId", DEMO));
        members.put("SearchCriteria", string("Shoe", "44", "EXACT"));
        assertThat(connect.refusal("SearchUsers", members).code()).isEqualTo("InvalidParameterException");
        members.put("SearchCriteria", string("Username", "a", "LIKE"));
        assertThat(connect.refusal("SearchUsers", members)).hasMessageContaining("STARTS_WITH, CONTAINS, EXACT");
    }
}
