package connectlocal.connect;

import static connectlocal.connect.Connect.AGENT;
import static connectlocal.connect.Connect.BERLIN;
import static connectlocal.connect.Connect.MANAGER;
import static connectlocal.connect.Connect.OTHER_ROUTING;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import connectlocal.http.AwsError;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The operations that change one aspect of a user. */
class UserUpdatesTest {
    private final Connect connect = Connect.with();

    @Test
    @Assumed("identity-info=replace: the type page speaks of the identity information as one thing")
    void updateIdentityInfo_membersOmitted_areClearedOrKeptBySwitch() {
        Map<String, Object> before = Map.of("FirstName", "Ada", "LastName", "L", "Mobile", "+4912");
        Map<String, Object> update = Map.of("FirstName", "Eva", "LastName", "");

        String replaced = connect.create("ada", "IdentityInfo", before);
        connect.on(replaced, "UpdateUserIdentityInfo", "IdentityInfo", update);
        assertThat(connect.describe(replaced).get("IdentityInfo").toString()).isEqualTo("{\"FirstName\":\"Eva\"}");

        Connect merging = Connect.with("identity-info", "merge");
        String merged = merging.create("ada", "IdentityInfo", before);
        merging.on(merged, "UpdateUserIdentityInfo", "IdentityInfo", update);
        assertThat(merging.describe(merged).get("IdentityInfo").toString())
                .isEqualTo("{\"FirstName\":\"Eva\",\"Mobile\":\"+4912\"}");
    }

    @Test
    @Documented("UserIdentityInfo: a mobile number is in E.164 form, so an empty text is none and takes none away")
    void updateIdentityInfo_emptyMobile_isRefused() {
        String id = connect.create("ada", "IdentityInfo", Map.of("Mobile", "+4912"));
        AwsError error = connect.refusalOn(id, "UpdateUserIdentityInfo", "IdentityInfo", Map.of("Mobile", ""));
        assertThat(error.code()).isEqualTo("InvalidParameterException");
        assertThat(error).hasMessageContaining("must be a phone number in E.164 format");
        assertThat(connect.describe(id).at("/IdentityInfo/Mobile").asText()).isEqualTo("+4912");
    }

    @Test
    @Documented("UpdateUserPhoneConfig")
    void updatePhoneConfig_replacesTheWhole() {
        String id = connect.create("ada", "PhoneConfig", Map.of("PhoneType", "SOFT_PHONE", "AutoAccept", true));
        connect.on(
                id,
                "UpdateUserPhoneConfig",
                "PhoneConfig",
                Map.of("PhoneType", "DESK_PHONE", "DeskPhoneNumber", "+4912", "AfterContactWorkTimeLimit", 9));
        assertThat(connect.describe(id).get("PhoneConfig").toString())
                .isEqualTo("{\"PhoneType\":\"DESK_PHONE\",\"AutoAccept\":false,\"AfterContactWorkTimeLimit\":9,"
                        + "\"DeskPhoneNumber\":\"+4912\"}");
    }

    @Test
    @Documented("UpdateUserRoutingProfile, UpdateUserSecurityProfiles (a full replacement)")
    void updateProfiles_takeEffectAndMustExist() {
        String id = connect.create("ada", "SecurityProfileIds", List.of(AGENT));
        connect.on(id, "UpdateUserRoutingProfile", "RoutingProfileId", OTHER_ROUTING);
        connect.on(id, "UpdateUserSecurityProfiles", "SecurityProfileIds", List.of(MANAGER));

        JsonNode user = connect.describe(id);
        assertThat(user.get("RoutingProfileId").asText()).isEqualTo(OTHER_ROUTING);
        assertThat(user.get("SecurityProfileIds").toString()).isEqualTo("[\"" + MANAGER + "\"]");
        assertThat(connect.refusalOn(id, "UpdateUserRoutingProfile", "RoutingProfileId", "none")
                        .status())
                .isEqualTo(404);
        assertThat(connect.refusalOn(id, "UpdateUserSecurityProfiles", "SecurityProfileIds", List.of(AGENT, "none"))
                        .status())
                .isEqualTo(404);
        assertThat(connect.describe(id).get("SecurityProfileIds").toString()).isEqualTo("[\"" + MANAGER + "\"]");
    }

    @Test
    @Observed("terraform's acceptance tests since 2022: without an id the group is removed")
    void updateHierarchy_withAndWithoutId_setsAndRemoves() {
        String id = connect.create("ada");
        connect.on(id, "UpdateUserHierarchy", "HierarchyGroupId", BERLIN);
        assertThat(connect.describe(id).get("HierarchyGroupId").asText()).isEqualTo(BERLIN);
        connect.on(id, "UpdateUserHierarchy");
        assertThat(connect.describe(id).has("HierarchyGroupId")).isFalse();
        assertThat(connect.refusalOn(id, "UpdateUserHierarchy", "HierarchyGroupId", "none")
                        .status())
                .isEqualTo(404);
    }

    @Test
    @Documented("API model: User.LastModifiedTime")
    void everyChange_evenWithinAMillisecond_movesLastModifiedTimeForward() {
        Instant frozen = Instant.parse("2026-01-01T00:00:00.123Z");
        Connect still = new Connect(Seed.builtIn(), () -> frozen);
        String id = still.create("ada");
        assertThat(still.describe(id).get("LastModifiedTime").asText()).isEqualTo("1.767225600123E9");
        double before = still.describe(id).get("LastModifiedTime").asDouble();
        still.on(id, "UpdateUserHierarchy");
        assertThat(still.describe(id).get("LastModifiedTime").asDouble()).isGreaterThan(before);
        assertThat(still.on(id, "ListUserProficiencies").get("LastModifiedTime").asDouble())
                .isEqualTo(before);
    }

    @Test
    @Documented("API model: ResourceNotFoundException")
    void anyUpdate_unknownUser_isNotFound() {
        assertThat(connect.refusalOn("nobody", "UpdateUserHierarchy").code()).isEqualTo("ResourceNotFoundException");
        assertThat(connect.refusalOn("nobody", "UpdateUserConfig").status()).isEqualTo(404);
    }
}
