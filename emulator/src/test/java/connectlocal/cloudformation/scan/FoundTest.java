package connectlocal.cloudformation.scan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.http.Json;
import org.junit.jupiter.api.Test;

class FoundTest {
    private static final String INSTANCE =
            "arn:aws:connect:us-east-1:123456789012:instance/11111111-1111-1111-1111-111111111111";

    /** As many as Amazon Connect has of users in an instance that is not small. */
    @Test
    void ordinaryUsers_takeNoMoreThanAScanOfThemMayHold() {
        ObjectNode user = Json.MAPPER
                .createObjectNode()
                .put("Arn", INSTANCE + "/agent/22222222-2222-2222-2222-222222222222")
                .put("InstanceArn", INSTANCE)
                .put("Username", "firstname.lastname.001")
                .put("RoutingProfileArn", INSTANCE + "/routing-profile/33333333-3333-3333-3333-333333333333");
        user.putObject("IdentityInfo")
                .put("FirstName", "Firstname")
                .put("LastName", "Lastname")
                .put("Email", "firstname.lastname@example.com");
        user.putObject("PhoneConfig").put("PhoneType", "SOFT_PHONE").put("AutoAccept", false);
        user.putArray("SecurityProfileArns").add(INSTANCE + "/security-profile/44444444-4444-4444-4444-444444444444");
        user.putArray("Tags").addObject().put("Key", "team").put("Value", "north");
        var found = new Found(null, user.get("Arn").asText(), user);
        assertThat(Finds.RESOURCES_AT_MOST * found.weight()).isLessThan(Finds.BYTES_AT_MOST);
        assertThat(found.model()).isEqualTo(user);
    }
}
