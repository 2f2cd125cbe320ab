package connectlocal.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Seed files: what they can say, and how a slip is reported. The form is the emulator's own. */
@Assumed("the seed file is the emulator's own format")
class SeedTest {
    private static final String ONE_USER = """
      accountId: 012345678901
      region: us-gov-west-1
      instances:
        - id: i1
          routingProfiles: [{id: r1, name: R}]
          securityProfiles: [{id: s1, name: S}]
          hierarchyGroups: [{id: g1, name: G}, {id: g2, name: H, parent: g1}]
          predefinedAttributes: [{name: Language, values: [English]}]
          userLimit: 2
          users:
            - id: u1
              Username: ada
              RoutingProfileId: r1
              SecurityProfileIds: [s1]
              HierarchyGroupId: g2
              PhoneConfig: {AutoAccept: true, AfterContactWorkTimeLimit: 10}
              Tags: {team: blue}
              UserProficiencies: [{AttributeName: Language, AttributeValue: English, Level: 3}]
      """;

    @TempDir
    Path folder;

    private Seed load(String text) throws IOException {
        return Seed.load(Files.writeString(folder.resolve("my-seed.yaml"), text));
    }

    @Test
    void load_everything_isThereAfterEveryReset() throws IOException {
        Seed seed = load(ONE_USER);
        Connect connect = new Connect(seed, InstantSource.system());
        for (int round = 0; round < 2; round++) {
            var user = connect.call("DescribeUser", "InstanceId", "i1", "UserId", "u1")
                    .get("User");
            assertThat(user.get("Arn").asText())
                    .isEqualTo("arn:aws-us-gov:connect:us-gov-west-1:012345678901:instance/i1/agent/u1");
            assertThat(user.get("PhoneConfig").get("AutoAccept").asBoolean()).isTrue();
            assertThat(user.get("HierarchyGroupId").asText()).isEqualTo("g2");
            var list = connect.call("ListUserProficiencies", "InstanceId", "i1", "UserId", "u1");
            assertThat(list.get("UserProficiencyList").get(0).get("Level").asDouble())
                    .isEqualTo(3);
            connect.call("DeleteUser", "InstanceId", "i1", "UserId", "u1");
            connect.state.reset();
        }
        assertThat(seed.accountId()).isEqualTo("012345678901");
    }

    @Test
    void load_userLimit_isThatOfTheInstance() throws IOException {
        Connect connect = new Connect(load(ONE_USER.replace("userLimit: 2", "userLimit: 1")), InstantSource.system());
        Map<String, Object> bob = Map.of(
                "InstanceId",
                "i1",
                "Username",
                "bob",
                "RoutingProfileId",
                "r1",
                "SecurityProfileIds",
                List.of("s1"),
                "Password",
                "Password123");
        assertThat(connect.refusal("CreateUser", bob).code()).isEqualTo("LimitExceededException");
    }

    static Stream<Arguments> slips() {
        return Stream.of(
                Arguments.of("", "empty"),
                Arguments.of("instances: [", "line 1: not YAML"),
                Arguments.of("- x", "line 1: the file must be a mapping with accountId, region, instances"),
                Arguments.of("accountId: 12", "line 1: accountId must have twelve digits"),
                Arguments.of("region: Berlin", "line 1: region must be a region"),
                Arguments.of("faults:\n  - throttle", "line 2: faults[0] must be a mapping"),
                Arguments.of("instances: 7", "line 1: instances must be a list"),
                Arguments.of("instances:\n  - {alias: a}", "line 2: instances[0] must have a member id"),
                Arguments.of(
                        "instances:\n  - id: a\n  - id: a", "line 3: instances[1].id is a, which is taken already"),
                Arguments.of(
                        "instances:\n  - id: a\n    colour: b",
                        "line 3: instances[0].colour is not known here; known are id"),
                Arguments.of("instances:\n  - id: a\n    id: b", "line 3: instances[0].id is given twice"),
                Arguments.of(
                        "instances: [{id: a, identityManagementType: LDAP}]",
                        "must be CONNECT_MANAGED, SAML or EXISTING_DIRECTORY"),
                Arguments.of(
                        "instances: [{id: a, routingProfiles: [{id: b}]}]",
                        "routingProfiles[0] must have a member name"),
                Arguments.of(
                        "instances: [{id: a, hierarchyGroups: [{id: b, name: c, level: 6}]}]",
                        "must have a level from 1 to 5"),
                Arguments.of(
                        "instances: [{id: a, hierarchyGroups: [{id: b, name: c, parent: z}]}]",
                        "parent must be the id of a hierarchy group"),
                Arguments.of("instances: [{id: a, users: [{Usernam: x}]}]", "users[0].Usernam is not known here"),
                Arguments.of("instances: [{id: a, users: [{Username: x}]}]", "users[0] SecurityProfileIds is required"),
                Arguments.of(
                        ONE_USER.replace("AutoAccept", "AutoAcept"),
                        "users[0].PhoneConfig.AutoAcept is not known here"),
                Arguments.of(ONE_USER.replace("Level: 3", "Level: 9"), "Level must be at most 5.0"));
    }

    @ParameterizedTest
    @MethodSource("slips")
    void load_slip_isRefusedWithPlaceAndExpectation(String text, String expected) {
        assertThatThrownBy(() -> load(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("my-seed.yaml")
                .hasMessageContaining(expected);
    }

    @Test
    void state_userThatBreaksARule_isRefusedNamingTheUser() throws IOException {
        Seed seed = load(ONE_USER.replace("RoutingProfileId: r1", "RoutingProfileId: r9"));
        assertThatThrownBy(() -> new ConnectState(seed, Behaviours.of(Map.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("my-seed.yaml, line 11: instances[0].users[0]")
                .hasMessageContaining("routing profile r9 does not exist");
    }

    @Test
    void load_noFile_saysSo() {
        assertThatThrownBy(() -> Seed.load(folder.resolve("none.yaml")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("none.yaml");
    }

    @Test
    void view_showsUsersAndNeverAPassword() throws IOException {
        Connect connect = Connect.with();
        connect.create("ada", "Password", "Sekret12345");
        String view = new ObjectMapper().writeValueAsString(StateView.of(connect.state));
        assertThat(view)
                .contains("\"Username\":\"ada\"", "\"PasswordSet\":true", "\"Alias\":\"demo\"")
                .doesNotContain("Sekret");
    }

    @Test
    void behaviours_unknownNameOrValue_areRefusedNamingTheKnown() {
        assertThatThrownBy(() -> Behaviours.of(Map.of("moods", "good")))
                .hasMessageContaining("identity-info=replace|merge");
        assertThatThrownBy(() -> Behaviours.of(Map.of("names", "maybe"))).hasMessageContaining("optional|required");
        assertThatThrownBy(() -> Behaviours.of(Map.of("users-per-instance", "-1")))
                .hasMessageContaining("whole number");
    }

    /** What agents have in common is often written once. */
    @Test
    void load_aliases_areAsManyAsAnybodyLikes() throws IOException {
        String others = IntStream.range(0, 100)
                .mapToObj(i -> "      - {Username: u" + i + ", RoutingProfileId: r1, SecurityProfileIds: *security,"
                        + " PhoneConfig: *phone}\n")
                .collect(Collectors.joining());
        Seed seed = load("""
                instances:
                  - id: i1
                    routingProfiles: [{id: r1, name: R}]
                    securityProfiles: [{id: s1, name: S}]
                    users:
                      - Username: first
                        RoutingProfileId: r1
                        SecurityProfileIds: &security [s1]
                        PhoneConfig: &phone {PhoneType: SOFT_PHONE}
                """ + others);
        assertThat(seed.instances().get(0).users()).hasSize(101);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "instances: &a [*a]; holds itself by an alias",
                "instances: [{id: x, alias: d-1}]; alias must be",
                "instances: [{id: x, alias: a b}]; alias must be",
                "instances: [{id: x, userLimit: -1}]; userLimit must be 0 or more",
                "instances: [{id: x, predefinedAttributes: [{name: \"a\\0b\", values: [c]}]}];"
                        + " predefinedAttributes[0].name must not have control characters",
                "instances: [{id: x, predefinedAttributes: [{name: a, values: [b, \"c\\n\"]}]}];"
                        + " predefinedAttributes[0].values[1] must not have control characters",
                "instances: [{id: x, userLimit: {x: 1}}]; userLimit must be a whole number",
                "instances: [{id: x, userLimit: [1]}]; userLimit must be a whole number",
                "instances: [{id: x, userLimit: many}]; userLimit must be a whole number",
                "instances: [{id: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
                        + "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa}]; 100 at most"
            })
    void whatTheServiceWouldNotTake_isRefusedWithItsPlace(String text, String explanation) {
        assertThatThrownBy(() -> SeedFile.read(text, "seed.yaml"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("seed.yaml, line 1")
                .hasMessageContaining(explanation);
    }
}
