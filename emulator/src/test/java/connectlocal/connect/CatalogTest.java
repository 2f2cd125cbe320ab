package connectlocal.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import connectlocal.http.AwsError;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What users refer to: its levels, limits, settings and tags. */
class CatalogTest {
    private final Connect connect = Connect.with();
    private final CatalogCalls catalog = new CatalogCalls(connect);

    @Test
    @Documented("API model: InstanceAttributeType, in its order")
    void instanceAttributes_areListedInTheModelsOrder() {
        JsonNode first = catalog.on("ListInstanceAttributes");
        assertThat(first.get("Attributes").findValuesAsText("AttributeType"))
                .startsWith("INBOUND_CALLS", "OUTBOUND_CALLS", "CONTACTFLOW_LOGS")
                .hasSize(7);
        JsonNode second = catalog.on(
                "ListInstanceAttributes", "NextToken", first.get("NextToken").asText());
        assertThat(second.get("Attributes").findValuesAsText("AttributeType"))
                .startsWith("MULTI_PARTY_CONFERENCE")
                .endsWith("MESSAGE_STREAMING")
                .hasSize(7);
    }

    @Test
    @Documented("five levels; the structure keeps those that have groups")
    void hierarchy_hasFiveLevels() {
        String parent = catalog.on("CreateUserHierarchyGroup", "Name", "1")
                .get("HierarchyGroupId")
                .asText();
        for (int level = 2; level <= 5; level++) {
            parent = catalog.on("CreateUserHierarchyGroup", "Name", "" + level, "ParentGroupId", parent)
                    .get("HierarchyGroupId")
                    .asText();
        }
        JsonNode lowest = catalog.on("DescribeUserHierarchyGroup", "HierarchyGroupId", parent)
                .get("HierarchyGroup");
        assertThat(lowest.get("LevelId").asText()).isEqualTo("5");
        assertThat(lowest.get("HierarchyPath")).hasSize(5);
        assertThat(catalog.refused("CreateUserHierarchyGroup", "Name", "6", "ParentGroupId", parent)
                        .code())
                .isEqualTo("InvalidRequestException");
        assertThat(catalog.refused(
                                "UpdateUserHierarchyStructure",
                                "HierarchyStructure",
                                Map.of("LevelOne", Map.of("Name", "Site")))
                        .code())
                .isEqualTo("ResourceInUseException");
        catalog.on("DeleteUserHierarchyGroup", "HierarchyGroupId", parent);
    }

    @Test
    @Documented("quotas: LimitExceededException 429")
    void moreThanTheLimit_isRefused() {
        var catalog =
                new CatalogCalls(Connect.with("queues-per-instance", "2", "predefined-attributes-per-instance", "3"));
        String hours = catalog.hours("h");
        catalog.queue("second", hours);
        AwsError error = catalog.refused("CreateQueue", "Name", "third", "HoursOfOperationId", hours);
        assertThat(error.code() + " " + error.status()).isEqualTo("LimitExceededException 429");
        assertThat(catalog.refused("CreatePredefinedAttribute", "Name", "Fourth")
                        .code())
                .isEqualTo("LimitExceededException");
    }

    @Test
    @Documented("quotas of 2026: 100 queues, 500 routing profiles, 150 predefined attributes of an instance")
    void limits_areThePublishedOnes() {
        String hours = catalog.hours("h");
        String queue = catalog.queue("first", hours);
        assertThat(most("ListQueues", "QueueSummaryList", name -> catalog.queue(name, hours)))
                .isEqualTo(100);
        assertThat(most("ListRoutingProfiles", "RoutingProfileSummaryList", name -> catalog.routing(name, queue)))
                .isEqualTo(500);
        Object values = Map.of("StringList", List.of("A"));
        assertThat(most(
                        "ListPredefinedAttributes",
                        "PredefinedAttributeSummaryList",
                        name -> catalog.on("CreatePredefinedAttribute", "Name", name, "Values", values)))
                .isEqualTo(150);
    }

    /** How many there are when no more can be made. */
    private int most(String list, String summaries, Consumer<String> create) {
        AwsError refusal = null;
        for (int i = 0; refusal == null; i++) {
            try {
                create.accept("Another " + i);
            } catch (AwsError e) {
                refusal = e;
            }
        }
        assertThat(refusal.code()).isEqualTo("LimitExceededException");
        int number = 0;
        String next = "";
        while (next != null) {
            JsonNode page = next.isEmpty() ? catalog.on(list) : catalog.on(list, "NextToken", next);
            number += page.get(summaries).size();
            next = page.path("NextToken").asText(null);
        }
        return number;
    }

    @Test
    @Documented("settings of queues and hours are changed one by one")
    void updates_changeWhatTheySay() {
        String hours = catalog.hours("h");
        String queue = catalog.queue("q", hours);
        catalog.on("UpdateQueueMaxContacts", "QueueId", queue, "MaxContacts", 7);
        catalog.on("UpdateQueueStatus", "QueueId", queue, "Status", "DISABLED");
        catalog.on("UpdateQueueName", "QueueId", queue, "Name", "renamed", "Description", "why");
        catalog.on(
                "UpdateQueueOutboundCallerConfig",
                "QueueId",
                queue,
                "OutboundCallerConfig",
                Map.of("OutboundCallerIdName", "Us"));
        String later = catalog.hours("later");
        catalog.on("UpdateQueueHoursOfOperation", "QueueId", queue, "HoursOfOperationId", later);
        catalog.on(
                "UpdateHoursOfOperation",
                "HoursOfOperationId",
                later,
                "Description",
                "late",
                "TimeZone",
                "Europe/Berlin");
        catalog.on("DeleteHoursOfOperation", "HoursOfOperationId", hours);
        JsonNode shown = catalog.on("DescribeQueue", "QueueId", queue).get("Queue");
        assertThat(shown.get("MaxContacts").asInt()).isEqualTo(7);
        assertThat(shown.get("Status").asText()).isEqualTo("DISABLED");
        assertThat(shown.get("Name").asText() + " " + shown.get("Description").asText())
                .isEqualTo("renamed why");
        assertThat(shown.get("HoursOfOperationId").asText()).isEqualTo(later);
        assertThat(shown.get("OutboundCallerConfig").toString()).isEqualTo("{\"OutboundCallerIdName\":\"Us\"}");
        catalog.on("UpdateQueueMaxContacts", "QueueId", queue);
        assertThat(catalog.on("DescribeQueue", "QueueId", queue).get("Queue").has("MaxContacts"))
                .isFalse();
        JsonNode late = catalog.on("DescribeHoursOfOperation", "HoursOfOperationId", later)
                .get("HoursOfOperation");
        assertThat(late.get("TimeZone").asText() + " " + late.get("Description").asText())
                .isEqualTo("Europe/Berlin late");
    }

    @Test
    @Documented("security profiles: empty clears, absent stays")
    void updateSecurityProfile_keepsWhatIsNotGiven() {
        String id = catalog.on(
                        "CreateSecurityProfile",
                        "SecurityProfileName",
                        "Lead",
                        "Description",
                        "d",
                        "Permissions",
                        List.of("a", "b"))
                .get("SecurityProfileId")
                .asText();
        catalog.on("UpdateSecurityProfile", "SecurityProfileId", id, "Description", "");
        assertThat(catalog.on("DescribeSecurityProfile", "SecurityProfileId", id)
                        .get("SecurityProfile")
                        .has("Description"))
                .isFalse();
        JsonNode first = catalog.on("ListSecurityProfilePermissions", "SecurityProfileId", id, "MaxResults", 1);
        assertThat(first.get("Permissions").toString()).isEqualTo("[\"a\"]");
        JsonNode second = catalog.on(
                "ListSecurityProfilePermissions",
                "SecurityProfileId",
                id,
                "NextToken",
                first.get("NextToken").asText());
        assertThat(second.get("Permissions").toString()).isEqualTo("[\"b\"]");
        catalog.on("UpdateSecurityProfile", "SecurityProfileId", id, "Permissions", List.of());
        assertThat(catalog.on("ListSecurityProfilePermissions", "SecurityProfileId", id)
                        .get("Permissions"))
                .isEmpty();
    }

    @Test
    @Documented("tags of queues by ARN, gone with the queue")
    void tags_areOfEverything() {
        String queue = catalog.queue("q", catalog.hours("h"));
        String arn = Connect.INSTANCE_ARN + "/queue/" + queue;
        connect.call("TagResource", "resourceArn", arn, "tags", Map.of("a", "b"));
        assertThat(catalog.on("DescribeQueue", "QueueId", arn)
                        .get("Queue")
                        .get("Tags")
                        .toString())
                .isEqualTo("{\"a\":\"b\"}");
        catalog.on("DeleteQueue", "QueueId", queue);
        assertThat(connect.refusal("ListTagsForResource", Map.of("resourceArn", arn))
                        .code())
                .isEqualTo("ResourceNotFoundException");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\u0000b", "\u007f", "\u0085"})
    @Assumed("a name that no path can hold could be made and never be read, changed or deleted")
    void predefinedAttribute_withControlCharacters_isRefused(String text) {
        AwsError name = catalog.refused("CreatePredefinedAttribute", "Name", text);
        assertThat(name.code()).isEqualTo("InvalidParameterException");
        assertThat(name).hasMessage("Name must not have control characters");
        Map<String, Object> values = Map.of("StringList", List.of("ok", text));
        for (String operation : List.of("CreatePredefinedAttribute", "UpdatePredefinedAttribute")) {
            assertThat(catalog.refused(operation, "Name", "Skill", "Values", values)
                            .code())
                    .isEqualTo("InvalidParameterException");
        }
    }
}
