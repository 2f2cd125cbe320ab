package connectlocal.connect;

import static connectlocal.connect.Connect.DEMO;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.connect.wire.ApiModel;
import connectlocal.connect.wire.InputReader;
import connectlocal.connect.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SearchUsers: how many users are looked at, which is what a search costs. */
class SearchCostTest {
    private static final int USERS = 500;
    private static final int PAGE = 20;
    private static final ApiModel MODEL = ApiModel.load();

    private final Connect connect = Connect.with();
    private final AtomicLong visits = new AtomicLong();
    private final InputReader reader = new InputReader(MODEL);
    private final UserSearch search =
            new UserSearch(connect.state, new Pages(connect.state.clock()), user -> visits.incrementAndGet());
    private final List<String> ids = new ArrayList<>();

    private JsonNode page(String criteria, String token) {
        try {
            ObjectNode members = new ObjectMapper()
                    .createObjectNode()
                    .put("InstanceId", DEMO)
                    .put("MaxResults", PAGE);
            if (criteria != null) {
                members.set("SearchCriteria", new ObjectMapper().readTree(criteria.replace('\'', '"')));
            }
            if (token != null) {
                members.put("NextToken", token);
            }
            return Json.MAPPER.valueToTree(search.searchUsers(reader.read(MODEL.operation("SearchUsers"), members)));
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    private void fill() {
        for (int i = 0; i < USERS; i++) {
            ids.add(connect.create("user%03d".formatted(i)));
        }
    }

    private static String contains(String text) {
        return "{'StringCondition':{'FieldName':'Username','Value':'" + text + "','ComparisonType':'CONTAINS'}}";
    }

    private static String exact(String field, String value) {
        return "{'StringCondition':{'FieldName':'" + field + "','Value':'" + value + "','ComparisonType':'EXACT'}}";
    }

    /** Each user once to count and once on its page, and one more per page to see that another page follows. */
    @Test
    void manyWalksAtOnce_eachLooksAtEveryUserTwice() {
        fill();
        int walks = 100;
        String[] tokens = new String[walks];
        int[] found = new int[walks];
        for (int page = 0; page < USERS / PAGE; page++) {
            for (int walk = 0; walk < walks; walk++) {
                JsonNode answer = page(everybody(walk), tokens[walk]);
                assertThat(answer.get("ApproximateTotalCount").asInt()).isEqualTo(USERS);
                found[walk] += answer.get("Users").size();
                tokens[walk] = answer.path("NextToken").asText(null);
            }
        }
        assertThat(found).containsOnly(USERS);
        assertThat(tokens).containsOnlyNulls();
        assertThat(visits.get()).isEqualTo(walks * (2L * USERS + USERS / PAGE - 1));
    }

    /** More queries than anybody would keep a count for: each finds everybody. */
    private static String everybody(int number) {
        return "{'OrConditions':[" + contains("user") + "," + contains("nobody " + number) + "]}";
    }

    @Test
    void walkOfAll_countsWithoutLooking() {
        fill();
        JsonNode first = page(null, null);
        assertThat(first.get("ApproximateTotalCount").asInt()).isEqualTo(USERS);
        assertThat(visits.get()).isEqualTo(PAGE + 1);
        page(null, first.get("NextToken").asText());
        assertThat(visits.get()).isEqualTo(2 * (PAGE + 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s",
                "{'AndConditions':[{'StringCondition':"
                        + "{'FieldName':'LastName','Value':'x','ComparisonType':'CONTAINS'}},%s]}",
                "{'OrConditions':[%s,{'StringCondition':"
                        + "{'FieldName':'Username','Value':'nobody','ComparisonType':'EXACT'}}]}",
                "{'AndConditions':[{'OrConditions':[%s]}]}"
            })
    void usersByName_areFoundWithoutLookingAtOthers(String form) {
        fill();
        for (String named : List.of(
                exact("Username", "user017"), exact("resourceId", ids.get(17)), exact("RESOURCEID", ids.get(17)))) {
            visits.set(0);
            page(form.formatted(named), null);
            assertThat(visits.get()).as(named).isBetween(1L, 2L);
        }
        visits.set(0);
        assertThat(page(exact("resourceId", "nobody"), null).get("Users")).isEmpty();
        assertThat(visits.get()).isZero();
    }

    /** An alternative that names nobody in particular may find anybody. */
    @Test
    void alternativeToAName_isNotForgotten() {
        fill();
        String either = "{'OrConditions':[" + exact("Username", "user017") + "," + contains("user49") + "]}";
        assertThat(page(either, null).get("ApproximateTotalCount").asInt()).isEqualTo(11);
    }
}
