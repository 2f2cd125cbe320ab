package connectlocal.connect;

import static connectlocal.connect.Connect.HAMBURG;
import static connectlocal.connect.Connect.INSTANCE_ARN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a security profile keeps of what it is given. */
class SecurityProfilesTest {
    private static final String GROUP = "AllowedAccessControlHierarchyGroupId";

    private final Connect connect = Connect.with();
    private final CatalogCalls catalog = new CatalogCalls(connect);

    private String create(Object... members) {
        Map<String, Object> input = CatalogCalls.input(members);
        input.put("SecurityProfileName", "Lead");
        return connect.call("CreateSecurityProfile", input)
                .get("SecurityProfileId")
                .asText();
    }

    private JsonNode described(String id) {
        return catalog.on("DescribeSecurityProfile", "SecurityProfileId", id).get("SecurityProfile");
    }

    @ParameterizedTest
    @ValueSource(strings = {HAMBURG, INSTANCE_ARN + "/agent-group/" + HAMBURG})
    @Documented("API model: the member is an id; DeleteUserHierarchyGroup declares ResourceInUseException")
    void group_byIdOrArn_isKeptByItsIdAndInUse(String reference) {
        String created = create(GROUP, reference);
        assertThat(described(created).get(GROUP).asText()).isEqualTo(HAMBURG);
        assertThat(catalog.refused("DeleteUserHierarchyGroup", "HierarchyGroupId", HAMBURG)
                        .code())
                .isEqualTo("ResourceInUseException");

        catalog.on("UpdateSecurityProfile", "SecurityProfileId", created, GROUP, "");
        assertThat(described(created).has(GROUP)).isFalse();
        catalog.on("UpdateSecurityProfile", "SecurityProfileId", created, GROUP, reference);
        assertThat(described(created).get(GROUP).asText()).isEqualTo(HAMBURG);
        assertThat(catalog.refused("DeleteUserHierarchyGroup", "HierarchyGroupId", HAMBURG)
                        .code())
                .isEqualTo("ResourceInUseException");
    }

    @Test
    @Assumed("an empty text is no value, on creation as in an update")
    void emptyTexts_areNotKept() {
        JsonNode shown = described(create("Description", "", GROUP, ""));
        assertThat(shown.has("Description")).isFalse();
        assertThat(shown.has(GROUP)).isFalse();
    }
}
