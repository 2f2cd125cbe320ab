package connectlocal.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import connectlocal.http.AwsError;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Instances that are made: what they bring, twice, too many, and while it takes time. */
class InstancesTest {
    private Connect connect = Connect.with();

    @Test
    @Documented("CreateInstance: default profiles, queue and hours of a new instance")
    void createInstance_makesWhatUsersNeed() {
        String id = create("fresh", "SAML").get("Id").asText();
        JsonNode security =
                connect.call("ListSecurityProfiles", "InstanceId", id).get("SecurityProfileSummaryList");
        assertThat(Connect.each(security, "Name"))
                .containsExactly("Admin", "Agent", "CallCenterManager", "QualityAnalyst");
        JsonNode routing = connect.call("ListRoutingProfiles", "InstanceId", id).get("RoutingProfileSummaryList");
        assertThat(Connect.each(routing, "Name")).containsExactly("Basic Routing Profile");
        JsonNode queues = connect.call("ListQueues", "InstanceId", id).get("QueueSummaryList");
        assertThat(Connect.each(queues, "Name")).containsExactly("BasicQueue");
        JsonNode hours = connect.call("ListHoursOfOperations", "InstanceId", id).get("HoursOfOperationSummaryList");
        assertThat(Connect.each(hours, "Name")).containsExactly("Basic Hours");
        JsonNode user = connect.call(
                "CreateUser",
                "InstanceId",
                id,
                "Username",
                "ada@example.com",
                "RoutingProfileId",
                routing.get(0).get("Id").asText(),
                "SecurityProfileIds",
                List.of(security.get(1).get("Arn").asText()));
        assertThat(user.get("UserArn").asText()).contains(id);
        connect.call("DeleteInstance", "InstanceId", id);
        assertThat(connect.refusal("DescribeInstance", Map.of("InstanceId", id)).code())
                .isEqualTo("ResourceNotFoundException");
    }

    @Test
    @Assumed("a client token is good as long as its instance is there")
    void clientToken_ofADeletedInstance_makesAnotherAndIsNotKept() {
        String first = create("fresh", "SAML", "ClientToken", "t").get("Id").asText();
        assertThat(create("fresh", "SAML", "ClientToken", "t").get("Id").asText())
                .isEqualTo(first);
        connect.call("DeleteInstance", "InstanceId", first);
        assertThat(connect.state.register().tokens()).isZero();
        assertThat(create("fresh", "SAML", "ClientToken", "t").get("Id").asText())
                .isNotEqualTo(first);
    }

    private JsonNode create(String alias, String type, Object... more) {
        Map<String, Object> input = CatalogCalls.input(more);
        input.remove("InstanceId");
        input.putAll(Map.of("IdentityManagementType", type, "InstanceAlias", alias));
        input.putAll(Map.of("InboundCallsEnabled", true, "OutboundCallsEnabled", false));
        return connect.call("CreateInstance", input);
    }

    @Test
    @Assumed("error type of an alias that is taken; the client token makes an instance once")
    void createInstance_twice_isRefusedUnlessTheTokenIsTheSame() {
        String id = create("fresh", "SAML", "ClientToken", "t").get("Id").asText();
        assertThat(create("fresh", "SAML", "ClientToken", "t").get("Id").asText())
                .isEqualTo(id);
        Map<String, Object> again = Map.of(
                "IdentityManagementType",
                "SAML",
                "InstanceAlias",
                "FRESH",
                "InboundCallsEnabled",
                true,
                "OutboundCallsEnabled",
                true);
        assertThat(connect.refusal("CreateInstance", again).code()).isEqualTo("InvalidRequestException");
    }

    @Test
    @Documented("ServiceQuotaExceededException is 402 in the model")
    void createInstance_tooMany_isRefused() {
        connect = Connect.with("instances-per-account", "4");
        create("fresh", "SAML");
        Map<String, Object> more = Map.of(
                "IdentityManagementType",
                "SAML",
                "InstanceAlias",
                "more",
                "InboundCallsEnabled",
                true,
                "OutboundCallsEnabled",
                true);
        AwsError error = connect.refusal("CreateInstance", more);
        assertThat(error.code() + " " + error.status()).isEqualTo("ServiceQuotaExceededException 402");
    }

    @Test
    @Assumed("what an instance answers while it is made")
    void createInstance_thatTakesTime_isUsableWhenActive() {
        Instant[] now = {Instant.parse("2026-01-01T00:00:00Z")};
        connect = new Connect(Seed.builtIn(), () -> now[0], "instance-creation-seconds", "60");
        Map<String, Object> id =
                Map.of("InstanceId", create("fresh", "SAML").get("Id").asText());
        assertThat(status(id)).isEqualTo("CREATION_IN_PROGRESS");
        assertThat(connect.refusal("ListQueues", id).code()).isEqualTo("InvalidRequestException");
        now[0] = now[0].plusSeconds(59);
        assertThat(status(id)).isEqualTo("CREATION_IN_PROGRESS");
        now[0] = now[0].plusSeconds(1);
        assertThat(status(id)).isEqualTo("ACTIVE");
        assertThat(connect.call("ListQueues", id).get("QueueSummaryList")).hasSize(1);
    }

    private String status(Map<String, Object> id) {
        return connect.call("DescribeInstance", id)
                .get("Instance")
                .get("InstanceStatus")
                .asText();
    }
}
