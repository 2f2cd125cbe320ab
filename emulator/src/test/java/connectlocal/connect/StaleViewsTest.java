package connectlocal.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Eventual consistency on demand: who reads sees a write late, who writes never does. */
class StaleViewsTest {
    private static final Map<String, Object> SKILL =
            Map.of("AttributeName", "Language", "AttributeValue", "English", "Level", 3.0);

    private static String firstName(Connect connect, String id) {
        return connect.describe(id).at("/IdentityInfo/FirstName").asText();
    }

    private static List<String> listed(Connect connect) {
        return Connect.each(
                connect.call("ListUsers", "InstanceId", Connect.DEMO).get("UserSummaryList"), "Username");
    }

    private static JsonNode search(Connect connect, String name) {
        return connect.call(
                "SearchUsers",
                "InstanceId",
                Connect.DEMO,
                "SearchCriteria",
                Map.of("StringCondition", Map.of("FieldName", "Username", "Value", name, "ComparisonType", "EXACT")));
    }

    @Test
    @Assumed("stale-reads: rehearsal")
    void newUser_isNotFoundForKReads_butCanBeWritten() {
        Connect connect = Connect.with("stale-reads", "2");
        String id = connect.create("ada");

        connect.on(id, "UpdateUserIdentityInfo", "IdentityInfo", Map.of("FirstName", "Ada"));
        for (int i = 0; i < 2; i++) {
            assertThat(connect.refusalOn(id, "DescribeUser").code()).isEqualTo("ResourceNotFoundException");
        }
        assertThat(firstName(connect, id)).isEqualTo("Ada");
        assertThat(firstName(connect, id)).isEqualTo("Ada");
    }

    @Test
    @Assumed("stale-reads: rehearsal")
    void write_isSeenByTheReadAfterKOthers_whateverTheOperation() {
        Connect connect = Connect.with("stale-reads", "2");
        String id = connect.create("ada", "IdentityInfo", Map.of("FirstName", "Old"));
        String other = connect.create("bob");
        connect.refusalOn(id, "DescribeUser");
        connect.refusalOn(id, "DescribeUser");

        connect.on(id, "UpdateUserIdentityInfo", "IdentityInfo", Map.of("FirstName", "New"));
        connect.on(id, "AssociateUserProficiencies", "UserProficiencies", List.of(SKILL));
        connect.refusalOn(other, "DescribeUser");
        assertThat(firstName(connect, id)).isEqualTo("Old");
        assertThat(connect.on(id, "ListUserProficiencies").get("UserProficiencyList"))
                .isEmpty();
        assertThat(connect.on(id, "ListUserProficiencies").get("UserProficiencyList"))
                .hasSize(1);
        assertThat(firstName(connect, id)).isEqualTo("New");
    }

    private static JsonNode tags(Connect connect, String id) {
        return connect.call("ListTagsForResource", "resourceArn", Connect.INSTANCE_ARN + "/agent/" + id)
                .get("tags");
    }

    @Test
    @Assumed("stale-reads: rehearsal")
    void tags_areReadAsLateAsTheUser_fromItsBeginningToItsEnd() {
        Connect connect = Connect.with("stale-reads", "1");
        String id = connect.create("ada", "Tags", Map.of("team", "blue"));
        String arn = Connect.INSTANCE_ARN + "/agent/" + id;
        assertThat(connect.refusal("ListTagsForResource", Map.of("resourceArn", arn))
                        .code())
                .isEqualTo("ResourceNotFoundException");
        assertThat(tags(connect, id).at("/team").asText()).isEqualTo("blue");

        connect.call("TagResource", "resourceArn", arn, "tags", Map.of("team", "red"));
        assertThat(tags(connect, id).at("/team").asText()).isEqualTo("blue");
        assertThat(tags(connect, id).at("/team").asText()).isEqualTo("red");
        connect.call("UntagResource", "resourceArn", arn, "tagKeys", List.of("team"));
        assertThat(connect.describe(id).at("/Tags/team").asText()).isEqualTo("red");
        assertThat(tags(connect, id)).as("one look, whatever the operation").isEmpty();

        connect.on(id, "DeleteUser");
        assertThat(tags(connect, id)).as("still there").isEmpty();
        assertThat(connect.refusal("ListTagsForResource", Map.of("resourceArn", arn))
                        .status())
                .isEqualTo(404);
    }

    @Test
    @Assumed("stale-reads: rehearsal; a list of several pages is one look, as a walk of ListUsers is")
    void pagesOfProficiencies_areOneLookAndOneState() {
        Connect connect = Connect.with("stale-reads", "2");
        String id = connect.create("ada");
        connect.refusalOn(id, "DescribeUser");
        connect.refusalOn(id, "DescribeUser");
        connect.on(
                id,
                "AssociateUserProficiencies",
                "UserProficiencies",
                List.of(SKILL, skill("German"), skill("French")));
        connect.describe(id);
        connect.describe(id);
        connect.on(id, "DisassociateUserProficiencies", "UserProficiencies", List.of(pair("English"), pair("German")));

        assertThat(walk(connect, id)).as("the first look").containsExactly("English", "French", "German");
        assertThat(walk(connect, id)).as("the second").containsExactly("English", "French", "German");
        assertThat(walk(connect, id)).as("the third").containsExactly("French");
    }

    private static List<String> walk(Connect connect, String id) {
        JsonNode page = connect.on(id, "ListUserProficiencies", "MaxResults", 1);
        List<String> seen = new ArrayList<>(Connect.each(page.get("UserProficiencyList"), "AttributeValue"));
        while (page.has("NextToken")) {
            String token = page.get("NextToken").asText();
            page = connect.on(id, "ListUserProficiencies", "MaxResults", 1, "NextToken", token);
            seen.addAll(Connect.each(page.get("UserProficiencyList"), "AttributeValue"));
        }
        return seen;
    }

    private static Map<String, Object> skill(String language) {
        return Map.of("AttributeName", "Language", "AttributeValue", language, "Level", 3.0);
    }

    private static Map<String, Object> pair(String language) {
        return Map.of("AttributeName", "Language", "AttributeValue", language);
    }

    @Test
    @Assumed("stale-reads: rehearsal")
    void deletedUser_isStillReadButNotWritten() {
        Connect connect = Connect.with("stale-reads", "1");
        String id = connect.create("ada");
        connect.refusalOn(id, "DescribeUser");
        connect.on(id, "DeleteUser");

        assertThat(connect.refusalOn(id, "DeleteUser").status()).isEqualTo(404);
        assertThat(connect.describe(id).get("Username").asText()).isEqualTo("ada");
        assertThat(connect.refusalOn(id, "DescribeUser").status()).isEqualTo(404);
    }

    @Test
    @Assumed("stale-lists: rehearsal")
    void lists_lagByWalks_notByPages_andLeaveReadsAndSearchesAlone() {
        Connect connect = Connect.with("stale-lists", "1");
        connect.create("ada");
        connect.create("bob");
        assertThat(listed(connect)).isEmpty();
        assertThat(listed(connect)).containsExactly("ada", "bob");

        String gone = connect.create("cy");
        connect.describe(gone);
        assertThat(search(connect, "cy").get("Users")).hasSize(1);
        JsonNode first = connect.call("ListUsers", "InstanceId", Connect.DEMO, "MaxResults", 1);
        JsonNode second = connect.call(
                "ListUsers",
                "InstanceId",
                Connect.DEMO,
                "MaxResults",
                1,
                "NextToken",
                first.get("NextToken").asText());
        assertThat(second.has("NextToken"))
                .as("the walk ends without the third user")
                .isFalse();

        connect.on(gone, "DeleteUser");
        assertThat(listed(connect))
                .as("before the deletion it would have been there")
                .contains("cy");
        assertThat(listed(connect)).containsExactly("ada", "bob");
    }

    @Test
    @Assumed("search-lag: rehearsal")
    void searches_lagOnTheirOwn_byNameAndWithout() {
        Connect connect = Connect.with("search-lag", "2");
        String id = connect.create("ada");
        assertThat(listed(connect)).containsExactly("ada");
        assertThat(search(connect, "ada").get("Users")).isEmpty();
        assertThat(connect.call("SearchUsers", "InstanceId", Connect.DEMO)
                        .get("ApproximateTotalCount")
                        .asInt())
                .isZero();
        assertThat(search(connect, "ada").get("Users")).hasSize(1);

        connect.on(id, "DeleteUser");
        assertThat(search(connect, "ada").get("Users")).hasSize(1);
        assertThat(search(connect, "ada").get("Users")).hasSize(1);
        assertThat(search(connect, "ada").get("Users")).isEmpty();
    }

    @Test
    @Assumed("stale-reads-ms, stale-lists-ms, search-lag-ms: rehearsal")
    void byTime_theWriteIsSeenWhenTheTimeIsOver() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-31T12:00:00Z"));
        Connect connect = new Connect(
                Seed.builtIn(), now::get, "stale-reads-ms", "100", "stale-lists-ms", "200", "search-lag-ms", "300");
        String id = connect.create("ada");
        now.updateAndGet(time -> time.plus(Duration.ofMillis(99)));
        assertThat(connect.refusalOn(id, "DescribeUser").status()).isEqualTo(404);
        now.updateAndGet(time -> time.plusMillis(1));
        assertThat(connect.describe(id).get("Username").asText()).isEqualTo("ada");
        assertThat(listed(connect)).isEmpty();
        now.updateAndGet(time -> time.plusMillis(100));
        assertThat(listed(connect)).containsExactly("ada");
        assertThat(search(connect, "ada").get("Users")).isEmpty();
        now.updateAndGet(time -> time.plusMillis(100));
        assertThat(search(connect, "ada").get("Users")).hasSize(1);
    }

    @Test
    @Assumed("rehearsal; what is deleted is held for late readers up to a bound, for who may never come")
    void deletedUsers_thatNobodyListsOrSearches_areHeldUpToABound() {
        Connect connect = Connect.with("stale-lists", "1", "search-lag", "1");
        for (int i = 0; i < 1_005; i++) {
            connect.on(connect.create("u" + i), "DeleteUser");
        }
        UserStore users = connect.state.instance(Connect.DEMO).users();
        assertThat(users.held()).isEqualTo(2_000);
        assertThat(listed(connect)).as("none was there before").isEmpty();
        assertThat(listed(connect)).isEmpty();
        assertThat(search(connect, "u7").get("Users")).isEmpty();
        assertThat(search(connect, "u7").get("Users")).isEmpty();
        assertThat(users.held()).isZero();
    }

    @Test
    @Assumed("what the seed gives was there before")
    void seededUsers_areSeenAtOnce() {
        Connect connect = Connect.with("stale-reads", "1");
        Seed seed = SeedFile.read("""
                instances:
                  - id: %s
                    routingProfiles: [{id: r, name: R}]
                    securityProfiles: [{id: s, name: S}]
                    users: [{id: u, Username: ada, RoutingProfileId: r, SecurityProfileIds: [s]}]
                """.formatted(Connect.DEMO), "seed.yaml");
        Connect seeded = new Connect(seed, java.time.InstantSource.system(), "stale-reads", "1", "stale-lists", "1");
        assertThat(seeded.describe("u").get("Username").asText()).isEqualTo("ada");
        assertThat(listed(seeded)).containsExactly("ada");
        assertThat(connect.state.instances()).isNotEmpty();
    }
}
