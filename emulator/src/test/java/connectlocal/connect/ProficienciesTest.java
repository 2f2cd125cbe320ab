package connectlocal.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import connectlocal.http.AwsError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user masters, against the predefined attributes of its instance. */
class ProficienciesTest {
    private static final List<String> SKILLS = List.of(
            "Billing", "Technical", "Sales", "Returns", "Refunds", "Shipping", "Complaints", "Onboarding", "Warranty");

    private final Connect connect = Connect.with();
    private final String id = connect.create("ada");

    private static Map<String, Object> skill(String name, String value, double level) {
        return Map.of("AttributeName", name, "AttributeValue", value, "Level", level);
    }

    private static Map<String, Object> pair(String name, String value) {
        return Map.of("AttributeName", name, "AttributeValue", value);
    }

    private void associate(Map<?, ?>... skills) {
        connect.on(id, "AssociateUserProficiencies", "UserProficiencies", List.of(skills));
    }

    private String listed() {
        return connect.on(id, "ListUserProficiencies")
                .get("UserProficiencyList")
                .toString();
    }

    @Test
    @Documented("the three operations; levels are floats on the wire")
    void associateUpdateDisassociate_areListedInOrder() {
        associate(skill("Skill", "Sales", 3), skill("Language", "English", 5));
        connect.on(id, "UpdateUserProficiencies", "UserProficiencies", List.of(skill("Skill", "Sales", 1.5)));
        assertThat(listed())
                .isEqualTo("[{\"AttributeName\":\"Language\",\"AttributeValue\":\"English\",\"Level\":5.0},"
                        + "{\"AttributeName\":\"Skill\",\"AttributeValue\":\"Sales\",\"Level\":1.5}]");
        connect.on(id, "DisassociateUserProficiencies", "UserProficiencies", List.of(pair("Language", "English")));
        assertThat(listed()).doesNotContain("English").contains("Sales");
    }

    @Test
    @Documented("name and value must be those of a predefined attribute; the error type is a choice")
    void associate_unknownNameOrValue_isNotFoundAndChangesNothing() {
        for (Map<String, Object> unknown : List.of(skill("Nothing", "English", 1), skill("Language", "Klingon", 1))) {
            AwsError error = connect.refusalOn(
                    id,
                    "AssociateUserProficiencies",
                    "UserProficiencies",
                    List.of(skill("Skill", "Sales", 1), unknown));
            assertThat(error.code()).isEqualTo("ResourceNotFoundException");
        }
        assertThat(listed()).isEqualTo("[]");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 5.5, 11})
    @Documented("API model: ProficiencyLevel 1.0 to 5.0")
    void associate_levelOutOfRange_isInvalidParameter(double level) {
        AwsError error = connect.refusalOn(
                id, "AssociateUserProficiencies", "UserProficiencies", List.of(skill("Skill", "Sales", level)));
        assertThat(error.code()).isEqualTo("InvalidParameterException");
        assertThat(error).hasMessageContaining("UserProficiencies[0].Level must be at");
    }

    @Test
    @Documented("quota L-50375162: 10 per agent; the error type is a choice between two")
    void associate_eleventh_isRefusedByTheTypeOfTheSwitch() {
        List<Map<String, Object>> ten = new ArrayList<>();
        SKILLS.forEach(value -> ten.add(skill("Skill", value, 1)));
        ten.add(skill("Language", "English", 1));
        connect.on(id, "AssociateUserProficiencies", "UserProficiencies", ten);
        Object eleventh = List.of(skill("Language", "German", 1));
        assertThat(connect.refusalOn(id, "AssociateUserProficiencies", "UserProficiencies", eleventh)
                        .code())
                .isEqualTo("InvalidRequestException");

        Connect limited =
                Connect.with("too-many-proficiencies", "LimitExceededException", "proficiencies-per-user", "0");
        String other = limited.create("ada");
        assertThat(limited.refusalOn(other, "AssociateUserProficiencies", "UserProficiencies", eleventh)
                        .status())
                .isEqualTo(429);
    }

    @Test
    @Assumed("associate-existing=upsert")
    void associate_pairThatIsThere_isUpsertedOrRefusedBySwitch() {
        associate(skill("Skill", "Sales", 1));
        associate(skill("Skill", "Sales", 2));
        assertThat(listed()).contains("2.0").doesNotContain("1.0");

        Connect refusing = Connect.with("associate-existing", "refuse");
        String other = refusing.create("ada");
        Object sales = List.of(skill("Skill", "Sales", 1));
        refusing.on(other, "AssociateUserProficiencies", "UserProficiencies", sales);
        assertThat(refusing.refusalOn(other, "AssociateUserProficiencies", "UserProficiencies", sales)
                        .code())
                .isEqualTo("InvalidRequestException");
    }

    @Test
    @Documented("UpdateUserProficiencies: only of pairs already associated; error types are choices")
    void updateOrDisassociate_pairThatIsNotThere_isNotFound() {
        Object absent = List.of(skill("Skill", "Sales", 1));
        assertThat(connect.refusalOn(id, "UpdateUserProficiencies", "UserProficiencies", absent)
                        .status())
                .isEqualTo(404);
        Object pair = List.of(pair("Skill", "Sales"));
        assertThat(connect.refusalOn(id, "DisassociateUserProficiencies", "UserProficiencies", pair)
                        .status())
                .isEqualTo(404);
        Connect ignoring = Connect.with("disassociate-absent", "ignore");
        assertThat(ignoring.on(ignoring.create("ada"), "DisassociateUserProficiencies", "UserProficiencies", pair)
                        .isMissingNode())
                .isTrue();
    }

    @Test
    @Assumed("one request can not ask for two levels of one pair")
    void associate_samePairTwice_isRefused() {
        Object twice = List.of(skill("Skill", "Sales", 1), skill("Skill", "Sales", 2));
        assertThat(connect.refusalOn(id, "AssociateUserProficiencies", "UserProficiencies", twice)
                        .code())
                .isEqualTo("InvalidParameterException");
    }

    @Test
    @Documented("ListUserProficiencies: 1 to 100 a page, NextToken, LastModifiedTime")
    void list_pagesOfOne_walkThroughAll() {
        associate(skill("Skill", "Sales", 1), skill("Skill", "Billing", 2), skill("Language", "English", 3));
        List<String> seen = new ArrayList<>();
        String token = null;
        do {
            Object[] more =
                    token == null ? new Object[] {"MaxResults", 1} : new Object[] {"MaxResults", 1, "NextToken", token};
            JsonNode page = connect.on(id, "ListUserProficiencies", more);
            seen.addAll(Connect.each(page.get("UserProficiencyList"), "AttributeValue"));
            assertThat(page.get("LastModifiedTime").isNumber()).isTrue();
            token = page.path("NextToken").asText(null);
        } while (token != null && seen.size() < 10);
        assertThat(seen).containsExactly("English", "Billing", "Sales");
        assertThat(connect.refusalOn(id, "ListUserProficiencies", "MaxResults", 101)
                        .status())
                .isEqualTo(400);
    }

    /** A request may give thousands, and others wait for it. */
    @Test
    @Assumed("a call looks at each predefined attribute once, however many of its values are given")
    void associate_manyValuesOfOneAttribute_looksAtItOnce() {
        List<String> asked = new ArrayList<>();
        var rules = new ProficiencyRules(Behaviours.of(Map.of()), Connect.DEMO, name -> {
            asked.add(name);
            return Set.of("v0", "v1", "v2");
        });
        rules.associate(List.of(
                new Proficiency("A", "v0", 1.0), new Proficiency("B", "v0", 1.0), new Proficiency("A", "v1", 1.0)));
        assertThat(asked).containsExactly("A", "B");
    }
}
