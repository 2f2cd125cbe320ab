package connectlocal.connect;

import static connectlocal.connect.Connect.AGENT;
import static connectlocal.connect.Connect.BERLIN;
import static connectlocal.connect.Connect.DEMO;
import static connectlocal.connect.Connect.INSTANCE_ARN;
import static connectlocal.connect.Connect.MANAGER;
import static connectlocal.connect.Connect.ROUTING;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import connectlocal.http.AwsError;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What CreateUser stores, what DescribeUser shows of it, and what both refuse. */
class CreateUserTest {
    private final Connect connect = Connect.with();

    @Test
    @Documented("API model: User")
    void createUser_everythingGiven_isDescribedAsGiven() {
        Map<String, Object> info = Map.of(
                "FirstName",
                "Ada",
                "LastName",
                "L",
                "Email",
                "a@example.com",
                "SecondaryEmail",
                "b@example.com",
                "Mobile",
                "+491234567");
        String id = connect.create(
                "ada",
                "IdentityInfo",
                info,
                "PhoneConfig",
                Map.of(
                        "PhoneType",
                        "DESK_PHONE",
                        "DeskPhoneNumber",
                        "+491234",
                        "AutoAccept",
                        true,
                        "AfterContactWorkTimeLimit",
                        30,
                        "PersistentConnection",
                        true),
                "HierarchyGroupId",
                BERLIN,
                "SecurityProfileIds",
                List.of(MANAGER, AGENT),
                "Tags",
                Map.of("team", "blue"));

        JsonNode user = connect.describe(id);

        assertThat(user.get("Id").asText()).isEqualTo(id);
        assertThat(user.get("Arn").asText()).isEqualTo(INSTANCE_ARN + "/agent/" + id);
        assertThat(user.get("Username").asText()).isEqualTo("ada");
        info.forEach((name, value) ->
                assertThat(user.get("IdentityInfo").get(name).asText()).isEqualTo(value));
        assertThat(user.get("PhoneConfig").toString())
                .isEqualTo("{\"PhoneType\":\"DESK_PHONE\",\"AutoAccept\":true,\"AfterContactWorkTimeLimit\":30,"
                        + "\"DeskPhoneNumber\":\"+491234\",\"PersistentConnection\":true}");
        assertThat(user.get("HierarchyGroupId").asText()).isEqualTo(BERLIN);
        assertThat(user.get("SecurityProfileIds").toString()).isEqualTo("[\"" + MANAGER + "\",\"" + AGENT + "\"]");
        assertThat(user.get("RoutingProfileId").asText()).isEqualTo(ROUTING);
        assertThat(user.get("Tags").toString()).isEqualTo("{\"team\":\"blue\"}");
        assertThat(user.get("LastModifiedTime").isNumber()).isTrue();
        assertThat(user.get("LastModifiedRegion").asText()).isEqualTo("us-east-1");
        assertThat(user.has("Password")).isFalse();
    }

    @Test
    @Documented("API model: AutoAccept and AfterContactWorkTimeLimit are not nullable")
    void describeUser_plainUser_showsUnsetPhoneMembersAsFalseAndZeroAndNothingElse() {
        JsonNode user = connect.describe(connect.create("plain"));

        assertThat(user.get("PhoneConfig").toString())
                .isEqualTo("{\"AutoAccept\":false,\"AfterContactWorkTimeLimit\":0}");
        for (String absent : List.of(
                "HierarchyGroupId",
                "DirectoryUserId",
                "AutoAcceptConfigs",
                "AfterContactWorkConfigs",
                "PhoneNumberConfigs",
                "PersistentConnectionConfigs",
                "VoiceEnhancementConfigs")) {
            assertThat(user.has(absent)).as(absent).isFalse();
        }
    }

    @Test
    @Observed("github.com/amazon-connect/video-call-escalation/issues/3")
    void createUser_nameTaken_isDuplicateWithTheServicesText() {
        connect.create("ada");

        AwsError error = connect.refusedUser("ada");

        assertThat(error.code()).isEqualTo("DuplicateResourceException");
        assertThat(error.status()).isEqualTo(409);
        assertThat(error).hasMessage("The user ada is already associated with the Amazon Connect instance " + DEMO);
    }

    @Test
    @Documented("adminguide/configure-saml: all usernames are case sensitive")
    void createUser_nameDiffersInCase_isAnotherUserUnlessSwitched() {
        connect.create("ada");
        assertThat(connect.create("Ada")).isNotEmpty();

        Connect insensitive = Connect.with("username-case", "insensitive");
        insensitive.create("ada");
        assertThat(insensitive.refusedUser("Ada").code()).isEqualTo("DuplicateResourceException");
    }

    @Test
    @Assumed("the same name in two instances is nobody's clash")
    void createUser_sameNameInTwoInstances_isAccepted() {
        connect.create("ada");
        assertThat(connect.call("CreateUser", Connect.user(Connect.SAML, "ada")).has("UserId"))
                .isTrue();
    }

    @Test
    @Documented("API model: ResourceNotFoundException 404")
    void createUser_referenceThatDoesNotExist_isNotFoundAndNamesIt() {
        for (var reference : Map.of(
                        "RoutingProfileId",
                        (Object) "no-routing",
                        "SecurityProfileIds",
                        List.of(AGENT, "no-security"),
                        "HierarchyGroupId",
                        "no-group")
                .entrySet()) {
            AwsError error = connect.refusedUser("ada", reference.getKey(), reference.getValue());
            assertThat(error.code()).isEqualTo("ResourceNotFoundException");
            assertThat(error.status()).isEqualTo(404);
            assertThat(error).hasMessageContaining("no-").hasMessageContaining(DEMO);
        }
        assertThat(connect.call("ListUsers", "InstanceId", DEMO).get("UserSummaryList"))
                .isEmpty();
    }

    @Test
    @Documented("a user's profiles belong to the user's instance")
    void createUser_profileOfAnotherInstance_isNotFound() {
        String foreign = "arn:aws:connect:us-east-1:123456789012:instance/" + Connect.SAML + "/routing-profile/x";
        assertThat(connect.refusedUser("ada", "RoutingProfileId", foreign).code())
                .isEqualTo("ResourceNotFoundException");
        assertThat(connect.refusedUser("ada", "RoutingProfileId", "aaaaaaaa-2222-2222-2222-222222222222")
                        .status())
                .isEqualTo(404);
    }

    @Test
    @Observed("terraform-provider-aws#46072: QuickConnectIds must include at most 50 items")
    void createUser_elevenSecurityProfiles_isRefusedInTheServicesForm() {
        List<String> eleven = IntStream.range(0, 11).mapToObj(i -> "sp" + i).toList();

        AwsError error = connect.refusedUser("ada", "SecurityProfileIds", eleven);

        assertThat(error.code()).isEqualTo("InvalidParameterException");
        assertThat(error).hasMessage("SecurityProfileIds must include at most 10 items");
    }

    @Test
    @Documented("API model: SecurityProfileIds 1..10")
    void createUser_tenSecurityProfilesOrNone_tenAreAcceptedAndNoneRefused() {
        List<String> ten = IntStream.range(2, 12)
                .mapToObj(i -> AGENT.substring(0, 24) + "%012d".formatted(i))
                .toList();

        assertThat(connect.describe(connect.create("ada", "SecurityProfileIds", ten))
                        .get("SecurityProfileIds"))
                .hasSize(10);
        assertThat(connect.refusedUser("bob", "SecurityProfileIds", List.of()))
                .hasMessage("SecurityProfileIds must include at least 1 item");
    }

    @Test
    @Assumed("a list of ids that means a set names none twice")
    void createUser_securityProfileTwice_isRefused() {
        assertThat(connect.refusedUser("ada", "SecurityProfileIds", List.of(AGENT, AGENT))
                        .code())
                .isEqualTo("InvalidParameterException");
    }

    @Test
    @Observed("AWS's own handler sends ARNs where the API says ids")
    void anyReference_asArn_isTakenAndShownAsId() {
        String id = connect.create(
                "ada",
                "InstanceId",
                INSTANCE_ARN,
                "RoutingProfileId",
                INSTANCE_ARN + "/routing-profile/" + ROUTING,
                "SecurityProfileIds",
                List.of(INSTANCE_ARN + "/security-profile/" + AGENT),
                "HierarchyGroupId",
                INSTANCE_ARN + "/agent-group/" + BERLIN);

        JsonNode user = connect.call(
                        "DescribeUser", "InstanceId", INSTANCE_ARN, "UserId", INSTANCE_ARN + "/agent/" + id)
                .get("User");

        assertThat(user.get("RoutingProfileId").asText()).isEqualTo(ROUTING);
        assertThat(user.get("SecurityProfileIds").get(0).asText()).isEqualTo(AGENT);
        assertThat(user.get("HierarchyGroupId").asText()).isEqualTo(BERLIN);
    }

    @Test
    @Assumed("an ARN of the wrong kind is a slip of the caller, one of elsewhere names nothing here")
    void anyReference_wrongArn_isRefused() {
        assertThat(connect.refusedUser("ada", "InstanceId", INSTANCE_ARN.replace("us-east-1", "eu-west-1"))
                        .status())
                .isEqualTo(404);
        assertThat(connect.refusedUser("ada", "InstanceId", "arn:aws:connect:us-east-1:1:instance/x")
                        .code())
                .isEqualTo("InvalidParameterException");
        assertThat(connect.refusedUser("ada", "RoutingProfileId", INSTANCE_ARN + "/security-profile/" + AGENT)
                        .code())
                .isEqualTo("InvalidParameterException");
    }

    @Test
    @Documented("service quotas: 500 users per instance; API model: LimitExceededException 429")
    void createUser_instanceFull_isLimitExceeded() {
        Connect small = Connect.with("users-per-instance", "1");
        small.create("ada");

        AwsError error = small.refusedUser("bob");

        assertThat(error.code()).isEqualTo("LimitExceededException");
        assertThat(error.status()).isEqualTo(429);
    }

    @Test
    @Documented("API model: ResourceNotFoundException; no waiting time for a name is documented")
    void deleteUser_twice_isNotFoundAndTheNameIsFreeAtOnce() {
        String id = connect.create("ada");
        connect.on(id, "DeleteUser");

        assertThat(connect.refusalOn(id, "DeleteUser").status()).isEqualTo(404);
        assertThat(connect.refusalOn(id, "DescribeUser").code()).isEqualTo("ResourceNotFoundException");
        assertThat(connect.create("ada")).isNotEqualTo(id);
    }

    @Test
    @Documented("API model: TagMap")
    void createUser_badTags_areRefused() {
        assertThat(connect.refusedUser("ada", "Tags", Map.of("aws:x", "1"))).hasMessageContaining("aws:");
        Map<String, Object> many = new HashMap<>();
        IntStream.range(0, 51).forEach(i -> many.put("k" + i, "v"));
        assertThat(connect.refusedUser("ada", "Tags", many)).hasMessage("Tags must include at most 50 items");
    }
}
