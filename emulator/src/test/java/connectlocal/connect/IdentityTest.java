package connectlocal.connect;

import static connectlocal.connect.Connect.DEMO;
import static connectlocal.connect.Connect.DIRECTORY;
import static connectlocal.connect.Connect.SAML;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import connectlocal.http.AwsError;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who a user may be, for the three identity management types. */
class IdentityTest {
    private static final String NFD_NAME = "Zoe\u0308";

    private final Connect connect = Connect.with();

    @Test
    @Documented("CreateUser: Password is required with CONNECT_MANAGED")
    void createUser_managedWithoutPassword_isRefusedUnlessSwitched() {
        Map<String, Object> members = Connect.user(DEMO, "ada");
        members.remove("Password");

        assertThat(connect.refusal("CreateUser", members).code()).isEqualTo("InvalidParameterException");
        assertThat(Connect.with("password", "optional")
                        .call("CreateUser", members)
                        .has("UserId"))
                .isTrue();
    }

    @ParameterizedTest
    @Documented("API model: pattern of Password, read without its literal slashes")
    @ValueSource(strings = {"Short1x", "password123", "PASSWORD123", "Passwordxyz", "Pass word123", "/Password/"})
    void createUser_weakPassword_isRefusedAndNeverQuoted(String password) {
        AwsError error = connect.refusedUser("ada", "Password", password);

        assertThat(error.code()).isEqualTo("InvalidParameterException");
        assertThat(error.getMessage())
                .contains("Password must have 8 to 64 characters")
                .doesNotContain(password);
    }

    @ParameterizedTest
    @Documented("CreateUser (2018-19): InvalidRequestException; docs say an error for Password with a directory")
    @CsvSource({SAML + ",Password,Password123", SAML + ",DirectoryUserId,d1", DIRECTORY + ",Password,Password123"})
    void createUser_credentialThatTheTypeForbids_isInvalidRequest(String instanceId, String member, String value) {
        Map<String, Object> members = Connect.user(instanceId, "ada");
        members.put(member, value);

        AwsError error = connect.refusal("CreateUser", members);

        assertThat(error.code()).isEqualTo("InvalidRequestException");
        assertThat(error.status()).isEqualTo(400);
        assertThat(error).hasMessageContaining(member);
    }

    @Test
    @Observed("terraform's aws_connect_user: directory_user_id is computed")
    void createUser_directory_hasADirectoryUserIdGivenOrFilledIn() {
        Map<String, Object> members = Connect.user(DIRECTORY, "ada");
        assertThat(describe(DIRECTORY, members).get("DirectoryUserId").asText()).isNotEmpty();
        members.put("Username", "bob");
        members.put("DirectoryUserId", "S-1-5-21");
        assertThat(describe(DIRECTORY, members).get("DirectoryUserId").asText()).isEqualTo("S-1-5-21");
    }

    @Test
    @Documented("admin guide: SAML users have no primary e-mail; UserIdentityInfo: an error if given")
    void createUser_samlWithEmail_isRefusedUnlessSwitchedAndSecondaryEmailIsFine() {
        Map<String, Object> members = Connect.user(SAML, "ada");
        members.put("IdentityInfo", Map.of("Email", "a@example.com"));
        assertThat(connect.refusal("CreateUser", members).code()).isEqualTo("InvalidRequestException");
        assertThat(Connect.with("saml-email", "accepted")
                        .call("CreateUser", members)
                        .has("UserId"))
                .isTrue();

        members.put("IdentityInfo", Map.of("SecondaryEmail", "a@example.com"));
        String id = connect.call("CreateUser", members).get("UserId").asText();
        AwsError update = connect.refusal(
                "UpdateUserIdentityInfo",
                Map.of("InstanceId", SAML, "UserId", id, "IdentityInfo", Map.of("Email", "a@example.com")));
        assertThat(update.code()).isEqualTo("InvalidRequestException");
    }

    @Test
    @Assumed("the examples of the field omit names, though the documents require them")
    void createUser_withoutNamesOrEmail_isAcceptedUnlessSwitched() {
        assertThat(connect.create("ada")).isNotEmpty();
        assertThat(Connect.with("names", "required").refusedUser("ada")).hasMessageContaining("FirstName is required");
        assertThat(Connect.with("email", "required").refusedUser("ada")).hasMessageContaining("Email is required");
    }

    @ParameterizedTest
    @Documented("CreateUser: characters of Username, @ only in an e-mail format")
    @ValueSource(strings = {"a b", "ada@", "@ada", "a@b@c", "ümlaut", "a/b", "a+b"})
    void createUser_badUsername_isRefused(String username) {
        assertThat(connect.refusedUser(username).code()).isEqualTo("InvalidParameterException");
    }

    @Test
    @Documented("CreateUser: testuser@example is incorrect with SAML; API model: 1 to 100 characters")
    void createUser_usernameForms_followTheType() {
        assertThat(connect.create("Ada.L-1_x@example.com")).isNotEmpty();
        assertThat(connect.create("x".repeat(100))).isNotEmpty();
        assertThat(connect.refusedUser("x".repeat(101)))
                .hasMessageContaining("Username must have at most 100 characters");
        assertThat(connect.refusal("CreateUser", Connect.user(SAML, "testuser@example"))
                        .status())
                .isEqualTo(400);
        assertThat(connect.call("CreateUser", Connect.user(SAML, "testuser@example.com"))
                        .has("UserId"))
                .isTrue();
    }

    @Test
    @Documented("CreateUser: up to 20 characters, 64 with SAML")
    void createUser_documentedLengths_areEnforcedWhenSwitched() {
        Connect strict = Connect.with("username-length", "documented");
        assertThat(strict.create("x".repeat(20))).isNotEmpty();
        assertThat(strict.refusedUser("x".repeat(21))).hasMessageContaining("20");
        assertThat(strict.call("CreateUser", Connect.user(SAML, "x".repeat(64))).has("UserId"))
                .isTrue();
        assertThat(strict.refusal("CreateUser", Connect.user(SAML, "x".repeat(65))))
                .hasMessageContaining("64");
    }

    @ParameterizedTest
    @Documented("UserIdentityInfo: lengths, SecondaryEmail, Mobile, normalization form C")
    @CsvSource({"SecondaryEmail,no-at", "SecondaryEmail,a@b", "Mobile,12345", "Mobile,+0123", "FirstName," + NFD_NAME})
    void createUser_badIdentity_isRefusedAndNeverQuoted(String member, String value) {
        AwsError error = connect.refusedUser("ada", "IdentityInfo", Map.of(member, value));
        assertThat(error.code()).isEqualTo("InvalidParameterException");
        assertThat(error).hasMessageContaining(member);
        if (!member.equals("Mobile")) {
            assertThat(error.getMessage()).doesNotContain(value);
        }
    }

    @Test
    @Documented("API model: FirstName up to 255, LastName up to 300")
    void createUser_namesTooLong_bothAreReported() {
        AwsError error = connect.refusedUser(
                "ada", "IdentityInfo", Map.of("FirstName", "x".repeat(256), "LastName", "y".repeat(301)));
        assertThat(error.getMessage())
                .contains("IdentityInfo.FirstName must have at most 255 characters")
                .contains("IdentityInfo.LastName must have at most 300 characters")
                .doesNotContain("xxx");
    }

    private JsonNode describe(String instanceId, Map<String, Object> members) {
        String id = connect.call("CreateUser", members).get("UserId").asText();
        return connect.call("DescribeUser", "InstanceId", instanceId, "UserId", id)
                .get("User");
    }
}
