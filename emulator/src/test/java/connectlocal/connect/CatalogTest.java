package connectlocal.connect;

import static connectlocal.connect.Connect.DEMO;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import connectlocal.http.AwsError;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What users refer to: made, changed, in use, deleted. */
class CatalogTest {
    private static final List<Map<String, Object>> VOICE = List.of(Map.of("Channel", "VOICE", "Concurrency", 1));

    private Connect connect = Connect.with();

    private JsonNode on(String operation, Object... members) {
        return connect.call(operation, input(members));
    }

    private AwsError refused(String operation, Object... members) {
        return connect.refusal(operation, input(members));
    }

    private static Map<String, Object> input(Object... members) {
        Map<String, Object> input = new LinkedHashMap<>(Map.of("InstanceId", DEMO));
        for (int i = 0; i < members.length; i += 2) {
            input.put((String) members[i], members[i + 1]);
        }
        return input;
    }

    private String hours(String name) {
        return on("CreateHoursOfOperation", "Name", name, "TimeZone", "UTC", "Config", List.of(CatalogAnswers.NINE))
                .get("HoursOfOperationId")
                .asText();
    }

    private String queue(String name, String hours) {
        return on("CreateQueue", "Name", name, "HoursOfOperationId", hours)
                .get("QueueId")
                .asText();
    }

    private String routing(String name, String queue) {
        return on(
                        "CreateRoutingProfile",
                        "Name",
                        name,
                        "Description",
                        "d",
                        "DefaultOutboundQueueId",
                        queue,
                        "MediaConcurrencies",
                        VOICE)
                .get("RoutingProfileId")
                .asText();
    }

    private static Map<String, Object> config(String queue, int priority) {
        Map<String, Object> reference = Map.of("QueueId", queue, "Channel", "VOICE");
        return Map.of("QueueReference", reference, "Priority", priority, "Delay", 2);
    }

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

    private JsonNode create(String alias, String type, Object... more) {
        Map<String, Object> input = input(more);
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

    @Test
    @Documented("DuplicateResourceException 409 for names that are taken")
    void names_areUnique() {
        String hours = hours("Office");
        queue("Sales", hours);
        assertThat(refused(
                                "CreateHoursOfOperation",
                                "Name",
                                "Office",
                                "TimeZone",
                                "UTC",
                                "Config",
                                List.of(CatalogAnswers.NINE))
                        .code())
                .isEqualTo("DuplicateResourceException");
        assertThat(refused("CreateQueue", "Name", "Sales", "HoursOfOperationId", hours)
                        .code())
                .isEqualTo("DuplicateResourceException");
        assertThat(refused("CreateSecurityProfile", "SecurityProfileName", "Agent")
                        .code())
                .isEqualTo("DuplicateResourceException");
        assertThat(refused("CreateUserHierarchyGroup", "Name", "Berlin").code())
                .isEqualTo("DuplicateResourceException");
        assertThat(refused("CreatePredefinedAttribute", "Name", "Skill").code())
                .isEqualTo("DuplicateResourceException");
        String other = queue("Other", hours);
        assertThat(refused("UpdateQueueName", "QueueId", other, "Name", "Sales").code())
                .isEqualTo("DuplicateResourceException");
    }

    @Test
    @Documented("what something refers to must exist in the instance")
    void references_mustExist() {
        assertThat(refused("CreateQueue", "Name", "q", "HoursOfOperationId", "none")
                        .code())
                .isEqualTo("ResourceNotFoundException");
        assertThat(refused(
                                "CreateRoutingProfile",
                                "Name",
                                "r",
                                "Description",
                                "d",
                                "DefaultOutboundQueueId",
                                "none",
                                "MediaConcurrencies",
                                VOICE)
                        .code())
                .isEqualTo("ResourceNotFoundException");
        assertThat(refused("CreateUserHierarchyGroup", "Name", "g", "ParentGroupId", "none")
                        .code())
                .isEqualTo("ResourceNotFoundException");
        String profile = routing("r", queue("q", hours("h")));
        assertThat(refused(
                                "AssociateRoutingProfileQueues",
                                "RoutingProfileId",
                                profile,
                                "QueueConfigs",
                                List.of(config("none", 1)))
                        .code())
                .isEqualTo("ResourceNotFoundException");
    }

    @Test
    @Documented("ResourceInUseException 409 for what others refer to; from the outside in everything can be deleted")
    void delete_ofSomethingInUse_isRefused() {
        String hours = hours("h");
        String queue = queue("q", hours);
        String profile = routing("r", queue);
        String user = connect.create("ada", "RoutingProfileId", profile);
        assertInUse("DeleteHoursOfOperation", "HoursOfOperationId", hours);
        assertInUse("DeleteQueue", "QueueId", queue);
        assertInUse("DeleteRoutingProfile", "RoutingProfileId", profile);
        assertInUse("DeleteSecurityProfile", "SecurityProfileId", Connect.AGENT);
        assertInUse("DeleteUserHierarchyGroup", "HierarchyGroupId", Connect.BERLIN);
        connect.on(user, "DeleteUser");
        on("DeleteRoutingProfile", "RoutingProfileId", profile);
        on("DeleteQueue", "QueueId", queue);
        on("DeleteHoursOfOperation", "HoursOfOperationId", hours);
        on("DeleteSecurityProfile", "SecurityProfileId", Connect.AGENT);
        on("DeleteUserHierarchyGroup", "HierarchyGroupId", Connect.BERLIN_SUPPORT);
        on("DeleteUserHierarchyGroup", "HierarchyGroupId", Connect.BERLIN);
        assertThat(refused("DescribeQueue", "QueueId", queue).code()).isEqualTo("ResourceNotFoundException");
    }

    private void assertInUse(String operation, String idMember, String id) {
        AwsError error = refused(operation, idMember, id);
        assertThat(error.code() + " " + error.status()).as(operation).isEqualTo("ResourceInUseException 409");
    }

    @Test
    @Documented("a queue is in use by the profile that routes to it, not only by the one that dials out from it")
    void deleteQueue_thatAProfileRoutesTo_isRefusedUntilItIsDisassociated() {
        String hours = hours("h");
        String queue = queue("q", hours);
        String profile = routing("r", queue("out", hours));
        on("AssociateRoutingProfileQueues", "RoutingProfileId", profile, "QueueConfigs", List.of(config(queue, 1)));
        assertInUse("DeleteQueue", "QueueId", queue);
        on("UpdateRoutingProfileQueues", "RoutingProfileId", profile, "QueueConfigs", List.of(config(queue, 9)));
        JsonNode listed =
                on("ListRoutingProfileQueues", "RoutingProfileId", profile).get("RoutingProfileQueueConfigSummaryList");
        assertThat(listed).hasSize(1);
        assertThat(listed.get(0).get("Priority").asInt()).isEqualTo(9);
        assertThat(listed.get(0).get("QueueName").asText()).isEqualTo("q");
        on(
                "DisassociateRoutingProfileQueues",
                "RoutingProfileId",
                profile,
                "QueueReferences",
                List.of(Map.of("QueueId", queue, "Channel", "VOICE")));
        on("DeleteQueue", "QueueId", queue);
        assertThat(refused(
                                "UpdateRoutingProfileQueues",
                                "RoutingProfileId",
                                profile,
                                "QueueConfigs",
                                List.of(config(queue, 9)))
                        .code())
                .isEqualTo("ResourceNotFoundException");
    }

    @Test
    @Documented("predefined attributes: a proficiency keeps its attribute; values can be added")
    void predefinedAttributes_areWhatProficienciesMayHave() {
        on("CreatePredefinedAttribute", "Name", "Zone", "Values", Map.of("StringList", List.of("North")));
        on("UpdatePredefinedAttribute", "Name", "Zone", "Values", Map.of("StringList", List.of("North", "South")));
        String user = connect.create("ada");
        Map<String, Object> south = Map.of("AttributeName", "Zone", "AttributeValue", "South", "Level", 2);
        connect.on(user, "AssociateUserProficiencies", "UserProficiencies", List.of(south));
        assertThat(refused("DeletePredefinedAttribute", "Name", "Zone").code()).isEqualTo("ResourceInUseException");
        connect.on(user, "DeleteUser");
        on("DeletePredefinedAttribute", "Name", "Zone");
        assertThat(refused("DescribePredefinedAttribute", "Name", "Zone").code())
                .isEqualTo("ResourceNotFoundException");
    }

    @Test
    @Documented("five levels; the structure keeps those that have groups")
    void hierarchy_hasFiveLevels() {
        String parent = on("CreateUserHierarchyGroup", "Name", "1")
                .get("HierarchyGroupId")
                .asText();
        for (int level = 2; level <= 5; level++) {
            parent = on("CreateUserHierarchyGroup", "Name", "" + level, "ParentGroupId", parent)
                    .get("HierarchyGroupId")
                    .asText();
        }
        JsonNode lowest =
                on("DescribeUserHierarchyGroup", "HierarchyGroupId", parent).get("HierarchyGroup");
        assertThat(lowest.get("LevelId").asText()).isEqualTo("5");
        assertThat(lowest.get("HierarchyPath")).hasSize(5);
        assertThat(refused("CreateUserHierarchyGroup", "Name", "6", "ParentGroupId", parent)
                        .code())
                .isEqualTo("InvalidRequestException");
        assertThat(refused(
                                "UpdateUserHierarchyStructure",
                                "HierarchyStructure",
                                Map.of("LevelOne", Map.of("Name", "Site")))
                        .code())
                .isEqualTo("ResourceInUseException");
        on("DeleteUserHierarchyGroup", "HierarchyGroupId", parent);
    }

    @Test
    @Documented("quotas: LimitExceededException 429")
    void moreThanTheLimit_isRefused() {
        connect = Connect.with("queues-per-instance", "2", "predefined-attributes-per-instance", "3");
        String hours = hours("h");
        queue("second", hours);
        AwsError error = refused("CreateQueue", "Name", "third", "HoursOfOperationId", hours);
        assertThat(error.code() + " " + error.status()).isEqualTo("LimitExceededException 429");
        assertThat(refused("CreatePredefinedAttribute", "Name", "Fourth").code())
                .isEqualTo("LimitExceededException");
    }

    @Test
    @Documented("settings of queues and hours are changed one by one")
    void updates_changeWhatTheySay() {
        String hours = hours("h");
        String queue = queue("q", hours);
        on("UpdateQueueMaxContacts", "QueueId", queue, "MaxContacts", 7);
        on("UpdateQueueStatus", "QueueId", queue, "Status", "DISABLED");
        on("UpdateQueueName", "QueueId", queue, "Name", "renamed", "Description", "why");
        on(
                "UpdateQueueOutboundCallerConfig",
                "QueueId",
                queue,
                "OutboundCallerConfig",
                Map.of("OutboundCallerIdName", "Us"));
        String later = hours("later");
        on("UpdateQueueHoursOfOperation", "QueueId", queue, "HoursOfOperationId", later);
        on("UpdateHoursOfOperation", "HoursOfOperationId", later, "Description", "late", "TimeZone", "Europe/Berlin");
        on("DeleteHoursOfOperation", "HoursOfOperationId", hours);
        JsonNode shown = on("DescribeQueue", "QueueId", queue).get("Queue");
        assertThat(shown.get("MaxContacts").asInt()).isEqualTo(7);
        assertThat(shown.get("Status").asText()).isEqualTo("DISABLED");
        assertThat(shown.get("Name").asText() + " " + shown.get("Description").asText())
                .isEqualTo("renamed why");
        assertThat(shown.get("HoursOfOperationId").asText()).isEqualTo(later);
        assertThat(shown.get("OutboundCallerConfig").toString()).isEqualTo("{\"OutboundCallerIdName\":\"Us\"}");
        on("UpdateQueueMaxContacts", "QueueId", queue);
        assertThat(on("DescribeQueue", "QueueId", queue).get("Queue").has("MaxContacts"))
                .isFalse();
        JsonNode late =
                on("DescribeHoursOfOperation", "HoursOfOperationId", later).get("HoursOfOperation");
        assertThat(late.get("TimeZone").asText() + " " + late.get("Description").asText())
                .isEqualTo("Europe/Berlin late");
    }

    @Test
    @Documented("security profiles: empty clears, absent stays")
    void updateSecurityProfile_keepsWhatIsNotGiven() {
        String id = on(
                        "CreateSecurityProfile",
                        "SecurityProfileName",
                        "Lead",
                        "Description",
                        "d",
                        "Permissions",
                        List.of("a", "b"))
                .get("SecurityProfileId")
                .asText();
        on("UpdateSecurityProfile", "SecurityProfileId", id, "Description", "");
        assertThat(on("DescribeSecurityProfile", "SecurityProfileId", id)
                        .get("SecurityProfile")
                        .has("Description"))
                .isFalse();
        JsonNode first = on("ListSecurityProfilePermissions", "SecurityProfileId", id, "MaxResults", 1);
        assertThat(first.get("Permissions").toString()).isEqualTo("[\"a\"]");
        JsonNode second = on(
                "ListSecurityProfilePermissions",
                "SecurityProfileId",
                id,
                "NextToken",
                first.get("NextToken").asText());
        assertThat(second.get("Permissions").toString()).isEqualTo("[\"b\"]");
        on("UpdateSecurityProfile", "SecurityProfileId", id, "Permissions", List.of());
        assertThat(on("ListSecurityProfilePermissions", "SecurityProfileId", id).get("Permissions"))
                .isEmpty();
    }

    @Test
    @Documented("tags of queues by ARN, gone with the queue")
    void tags_areOfEverything() {
        String queue = queue("q", hours("h"));
        String arn = Connect.INSTANCE_ARN + "/queue/" + queue;
        connect.call("TagResource", "resourceArn", arn, "tags", Map.of("a", "b"));
        assertThat(on("DescribeQueue", "QueueId", arn).get("Queue").get("Tags").toString())
                .isEqualTo("{\"a\":\"b\"}");
        on("DeleteQueue", "QueueId", queue);
        assertThat(connect.refusal("ListTagsForResource", Map.of("resourceArn", arn))
                        .code())
                .isEqualTo("ResourceNotFoundException");
    }
}
