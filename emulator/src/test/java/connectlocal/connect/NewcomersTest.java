package connectlocal.connect;

import static org.assertj.core.api.Assertions.assertThat;

import connectlocal.http.AwsError;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Writes that name what was made just before. */
@Assumed("for how long, and that reads do find it, is a rehearsal; that it happens AWS says")
class NewcomersTest {
    private static final Duration LATE = Duration.ofMillis(100);

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-31T12:00:00Z"));
    private final Connect connect = new Connect(Seed.builtIn(), now::get, "late-references-ms", "100");

    private void later(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }

    private String group() {
        return connect.call("CreateUserHierarchyGroup", "InstanceId", Connect.DEMO, "Name", "Night shift")
                .get("HierarchyGroupId")
                .asText();
    }

    private static void assertNotFound(AwsError refusal, String named) {
        assertThat(refusal.status()).isEqualTo(404);
        assertThat(refusal.code()).isEqualTo("ResourceNotFoundException");
        assertThat(refusal).hasMessageContaining(named);
    }

    @Test
    void newUser_ofANewGroup_isRefusedUntilTheGroupIsKnown() {
        String group = group();
        assertNotFound(connect.refusedUser("ada", "HierarchyGroupId", group), group);
        later(LATE.minusMillis(1));
        assertNotFound(connect.refusedUser("ada", "HierarchyGroupId", group), group);
        later(Duration.ofMillis(1));
        assertThat(connect.describe(connect.create("ada", "HierarchyGroupId", group))
                        .get("HierarchyGroupId")
                        .asText())
                .isEqualTo(group);
    }

    @Test
    void newUser_ofANewSecurityProfile_isRefused() {
        String profile = connect.call(
                        "CreateSecurityProfile", "InstanceId", Connect.DEMO, "SecurityProfileName", "Night shift")
                .get("SecurityProfileId")
                .asText();
        assertNotFound(connect.refusedUser("ada", "SecurityProfileIds", List.of(profile)), profile);
        later(LATE);
        connect.create("ada", "SecurityProfileIds", List.of(profile));
    }

    @Test
    void update_toANewGroup_isRefusedUntilTheGroupIsKnown() {
        String user = connect.create("ada");
        later(LATE);
        String group = group();
        assertNotFound(connect.refusalOn(user, "UpdateUserHierarchy", "HierarchyGroupId", group), group);
        later(LATE);
        connect.on(user, "UpdateUserHierarchy", "HierarchyGroupId", group);
    }

    @ParameterizedTest
    @CsvSource({"UpdateUserHierarchy", "DeleteUser"})
    void writesOfANewUser_areRefusedUntilItIsKnown(String operation) {
        String user = connect.create("ada");
        assertNotFound(connect.refusalOn(user, operation), user);
        assertThat(connect.describe(user).get("Username").asText()).isEqualTo("ada");
        later(LATE);
        connect.on(user, operation);
    }

    @Test
    void tagsAndProficienciesOfANewUser_areRefusedUntilItIsKnown() {
        String user = connect.create("ada");
        Map<String, Object> tags =
                Map.of("resourceArn", Connect.INSTANCE_ARN + "/agent/" + user, "tags", Map.of("Team", "Berlin"));
        Object pairs = List.of(Map.of("AttributeName", "Language", "AttributeValue", "English", "Level", 3));
        assertNotFound(connect.refusal("TagResource", tags), user);
        assertNotFound(connect.refusalOn(user, "AssociateUserProficiencies", "UserProficiencies", pairs), user);
        later(LATE);
        connect.call("TagResource", tags);
        connect.on(user, "AssociateUserProficiencies", "UserProficiencies", pairs);
    }

    @Test
    void whatTheSeedBrings_isKnown() {
        connect.create("ada", "HierarchyGroupId", Connect.BERLIN);
    }

    @Test
    void afterwards_nothingIsHeld() {
        connect.create("ada");
        Newcomers newcomers = connect.state.instance(Connect.DEMO).catalog().newcomers();
        assertThat(newcomers.held()).isEqualTo(1);
        later(LATE);
        connect.create("grace");
        assertThat(newcomers.held()).isEqualTo(1);
    }

    @Test
    void turnedOff_everythingIsKnown() {
        String user = connect.create("ada");
        connect.state.behaviours().turn(Map.of("late-references-ms", "0"));
        connect.on(user, "DeleteUser");
    }
}
