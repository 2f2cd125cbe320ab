package connectlocal.connect;

import static connectlocal.connect.Connect.DEMO;
import static org.assertj.core.api.Assertions.assertThat;

import connectlocal.http.AwsError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a request may cost that is as large as requests may be. */
class LargeRequestsTest {
    private static final int MANY = 100_000;

    private final Connect connect = Connect.with();

    @ParameterizedTest
    @ValueSource(strings = {"associate-proficiencies", "proficiencies", "disassociate-proficiencies"})
    @Assumed("the API model has no maximum for these lists; a refusal names as much as somebody may read")
    void manyViolations_areNotAllNamed(String operation) {
        String id = connect.create("ada");
        String body = "{\"UserProficiencies\":[{}" + ",{}".repeat(MANY - 1) + "]}";
        AwsError error = connect.refused("POST", "/users/" + DEMO + "/" + id + "/" + operation, body);
        assertThat(error.code()).isEqualTo("InvalidParameterException");
        assertThat(error.getMessage())
                .startsWith("UserProficiencies[0].AttributeName is required; ")
                .endsWith("; … and more");
        assertThat(error.getMessage().split("; ")).hasSize(51);
    }

    @Test
    @Assumed("as many violations as are named, and no word of more")
    void fiftyViolations_areAllNamed() {
        String id = connect.create("ada");
        String body = "{\"UserProficiencies\":[{}" + ",{}".repeat(24) + "]}";
        AwsError error = connect.refused("POST", "/users/" + DEMO + "/" + id + "/disassociate-proficiencies", body);
        assertThat(error.getMessage()).endsWith("; UserProficiencies[24].AttributeValue is required");
        assertThat(error.getMessage().split("; ")).hasSize(50);
    }

    @Test
    @Assumed("a map of any size is refused by a short message too")
    void manyTags_areNotAllNamed() {
        StringBuilder tags = new StringBuilder("\"aws:0\":\"\"");
        for (int i = 1; i < 1_000; i++) {
            tags.append(",\"aws:").append(i).append("\":\"\"");
        }
        AwsError error = connect.refused("POST", "/tags/x", "{\"tags\":{" + tags + "}}");
        assertThat(error.getMessage().split("; ")).hasSize(51);
    }

    @Test
    @Documented("API model: DirectoryAlias has 1 to 45 characters and a pattern with a group that repeats")
    void aliasTooLong_isRefusedForItsLengthAlone() {
        AwsError error = connect.refused(
                "PUT",
                "/instance",
                "{\"IdentityManagementType\":\"SAML\",\"InboundCallsEnabled\":true,\"OutboundCallsEnabled\":true,"
                        + "\"InstanceAlias\":\"a" + "-a".repeat(MANY) + "\"}");
        assertThat(error.code()).isEqualTo("InvalidRequestException");
        assertThat(error).hasMessage("InstanceAlias must have at most 45 characters");
    }
}
