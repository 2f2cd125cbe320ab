package connectlocal.connect;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One new instance with one of everything, made and shown by every operation that has an answer. */
final class CatalogAnswers {
    static final Map<String, Object> NINE = Map.of(
            "Day",
            "MONDAY",
            "StartTime",
            Map.of("Hours", 9, "Minutes", 0),
            "EndTime",
            Map.of("Hours", 17, "Minutes", 30));

    private final Connect connect;
    private final Map<String, JsonNode> answers = new LinkedHashMap<>();
    private String instance;

    CatalogAnswers(Connect connect) {
        this.connect = connect;
    }

    Map<String, JsonNode> all() {
        Map<String, String> tags = Map.of("a", "b");
        instance = connect.call(
                        "CreateInstance",
                        "IdentityManagementType",
                        "CONNECT_MANAGED",
                        "InstanceAlias",
                        "new-one",
                        "InboundCallsEnabled",
                        true,
                        "OutboundCallsEnabled",
                        false,
                        "Tags",
                        tags)
                .get("Id")
                .asText();
        queueAndHours(tags);
        profiles(tags);
        hierarchyAndAttributes(tags);
        ask("ListInstanceAttributes");
        ask("DescribeInstanceAttribute", "AttributeType", "EARLY_MEDIA");
        answers.put(
                "CreateInstance",
                connect.call(
                        "CreateInstance",
                        "IdentityManagementType",
                        "SAML",
                        "InstanceAlias",
                        "second",
                        "InboundCallsEnabled",
                        true,
                        "OutboundCallsEnabled",
                        true));
        return answers;
    }

    private void queueAndHours(Map<String, String> tags) {
        String hours = ask(
                        "CreateHoursOfOperation",
                        "Name",
                        "Office",
                        "Description",
                        "d",
                        "TimeZone",
                        "UTC",
                        "Config",
                        List.of(NINE),
                        "Tags",
                        tags)
                .get("HoursOfOperationId")
                .asText();
        ask("DescribeHoursOfOperation", "HoursOfOperationId", hours);
        ask("ListHoursOfOperations");
        String queue = ask(
                        "CreateQueue",
                        "Name",
                        "Sales",
                        "HoursOfOperationId",
                        hours,
                        "MaxContacts",
                        5,
                        "Tags",
                        tags,
                        "OutboundCallerConfig",
                        Map.of("OutboundCallerIdName", "Us"))
                .get("QueueId")
                .asText();
        ask("DescribeQueue", "QueueId", queue);
        ask("ListQueues");
        Map<String, Object> reference = Map.of("QueueId", queue, "Channel", "VOICE");
        String profile = ask(
                        "CreateRoutingProfile",
                        "Name",
                        "Voice",
                        "Description",
                        "d",
                        "DefaultOutboundQueueId",
                        queue,
                        "MediaConcurrencies",
                        List.of(Map.of("Channel", "VOICE", "Concurrency", 1)),
                        "QueueConfigs",
                        List.of(Map.of("QueueReference", reference, "Priority", 1, "Delay", 0)),
                        "ManualAssignmentQueueConfigs",
                        List.of(Map.of("QueueReference", reference)),
                        "AgentAvailabilityTimer",
                        "TIME_SINCE_LAST_INBOUND",
                        "Tags",
                        tags)
                .get("RoutingProfileId")
                .asText();
        ask("DescribeRoutingProfile", "RoutingProfileId", profile);
        ask("ListRoutingProfiles");
        ask("ListRoutingProfileQueues", "RoutingProfileId", profile);
        ask("ListRoutingProfileManualAssignmentQueues", "RoutingProfileId", profile);
    }

    private void profiles(Map<String, String> tags) {
        String profile = ask(
                        "CreateSecurityProfile",
                        "SecurityProfileName",
                        "Lead",
                        "Description",
                        "d",
                        "Permissions",
                        List.of("BasicAgentAccess"),
                        "Applications",
                        List.of(Map.of("Namespace", "n", "ApplicationPermissions", List.of("ACCESS"))),
                        "Tags",
                        tags,
                        "AllowedAccessControlTags",
                        tags,
                        "TagRestrictedResources",
                        List.of("User"))
                .get("SecurityProfileId")
                .asText();
        ask("DescribeSecurityProfile", "SecurityProfileId", profile);
        ask("ListSecurityProfilePermissions", "SecurityProfileId", profile);
        ask("ListSecurityProfileApplications", "SecurityProfileId", profile);
    }

    private void hierarchyAndAttributes(Map<String, String> tags) {
        String group = ask("CreateUserHierarchyGroup", "Name", "North", "Tags", tags)
                .get("HierarchyGroupId")
                .asText();
        ask("DescribeUserHierarchyGroup", "HierarchyGroupId", group);
        ask("ListUserHierarchyGroups");
        ask("DescribeUserHierarchyStructure");
        connect.call(
                "CreatePredefinedAttribute",
                "InstanceId",
                instance,
                "Name",
                "Skill",
                "Values",
                Map.of("StringList", List.of("Sales")),
                "Purposes",
                List.of("p"),
                "AttributeConfiguration",
                Map.of("EnableValueValidationOnAssociation", true));
        ask("DescribePredefinedAttribute", "Name", "Skill");
        ask("ListPredefinedAttributes");
    }

    private JsonNode ask(String operation, Object... members) {
        Map<String, Object> input = new LinkedHashMap<>(Map.of("InstanceId", instance));
        for (int i = 0; i < members.length; i += 2) {
            input.put((String) members[i], members[i + 1]);
        }
        JsonNode answer = connect.call(operation, input);
        answers.put(operation, answer);
        return answer;
    }
}
