package connectlocal.connect;

import static connectlocal.connect.Connect.BERLIN;
import static connectlocal.connect.Connect.BERLIN_SUPPORT;
import static connectlocal.connect.Connect.DEMO;
import static connectlocal.connect.Connect.INSTANCE_ARN;
import static connectlocal.connect.Connect.ROUTING;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tags by ARN, and the read-only things that users refer to. */
class TagsAndInstancesTest {
    private final Connect connect = Connect.with();

    private String tags(String arn) {
        return connect.call("ListTagsForResource", "resourceArn", arn)
                .get("tags")
                .toString();
    }

    @Test
    @Documented("TagResource, UntagResource, ListTagsForResource")
    void tags_ofAUser_areAddedReplacedAndRemoved() {
        String id = connect.create("ada", "Tags", Map.of("a", "1", "b", "2"));
        String arn = INSTANCE_ARN + "/agent/" + id;
        connect.call("TagResource", "resourceArn", arn, "tags", Map.of("b", "3", "c", ""));
        connect.call("UntagResource", "resourceArn", arn, "tagKeys", List.of("a", "absent"));
        assertThat(tags(arn)).isEqualTo("{\"b\":\"3\",\"c\":\"\"}");
        assertThat(connect.describe(id).get("Tags").toString()).isEqualTo(tags(arn));
    }

    @Test
    @Documented("50 tags a resource; keys do not start with aws:; the error type for the 51st is a choice")
    void tagResource_tooManyOrReserved_isRefusedAndChangesNothing() {
        Map<String, Object> fifty = new HashMap<>();
        IntStream.range(0, 50).forEach(i -> fifty.put("k" + i, "v"));
        String id = connect.create("ada", "Tags", fifty);
        String arn = INSTANCE_ARN + "/agent/" + id;
        connect.call("TagResource", "resourceArn", arn, "tags", Map.of("k0", "changed"));
        assertThat(connect.refusal("TagResource", Map.of("resourceArn", arn, "tags", Map.of("new", "v")))
                        .code())
                .isEqualTo("InvalidParameterException");
        assertThat(connect.refusal("TagResource", Map.of("resourceArn", arn, "tags", Map.of("aws:x", "v"))))
                .hasMessageContaining("aws:");
        assertThat(connect.describe(id).get("Tags")).hasSize(50);
    }

    @Test
    @Documented("tags of instances, routing profiles and hierarchy groups show where those are described")
    void tags_ofEverythingElse_areShownWhereItIsDescribed() {
        Map<String, String> tag = Map.of("a", "1");
        for (String arn : List.of(
                INSTANCE_ARN, INSTANCE_ARN + "/routing-profile/" + ROUTING, INSTANCE_ARN + "/agent-group/" + BERLIN)) {
            connect.call("TagResource", "resourceArn", arn, "tags", tag);
            assertThat(tags(arn)).isEqualTo("{\"a\":\"1\"}");
        }
        assertThat(connect.call("DescribeInstance", "InstanceId", DEMO)
                        .get("Instance")
                        .get("Tags"))
                .hasSize(1);
        assertThat(routingProfile().get("Tags")).hasSize(1);
    }

    @Test
    @Documented("API model: ResourceNotFoundException")
    void tags_unknownArn_isNotFoundAndOtherTextIsInvalid() {
        for (String arn : List.of(INSTANCE_ARN + "/agent/x", INSTANCE_ARN + "/queue/x", "arn:aws:s3:::bucket")) {
            assertThat(connect.refusal("ListTagsForResource", Map.of("resourceArn", arn))
                            .status())
                    .isEqualTo(404);
        }
        assertThat(connect.refusal("ListTagsForResource", Map.of("resourceArn", "x"))
                        .status())
                .isEqualTo(400);
    }

    private JsonNode routingProfile() {
        return connect.call("DescribeRoutingProfile", "InstanceId", DEMO, "RoutingProfileId", ROUTING)
                .get("RoutingProfile");
    }

    @Test
    @Documented("API model: Instance; three identity management types are seeded")
    void instances_areListedInPagesAndDescribed() {
        JsonNode first = connect.call("ListInstances", "MaxResults", 2);
        JsonNode rest = connect.call(
                "ListInstances",
                "MaxResults",
                2,
                "NextToken",
                first.get("NextToken").asText());
        assertThat(Connect.each(first.get("InstanceSummaryList"), "IdentityManagementType"))
                .containsExactly("CONNECT_MANAGED", "SAML");
        assertThat(Connect.each(rest.get("InstanceSummaryList"), "IdentityManagementType"))
                .containsExactly("EXISTING_DIRECTORY");
        JsonNode demo =
                connect.call("DescribeInstance", "InstanceId", INSTANCE_ARN).get("Instance");
        assertThat(demo.get("InstanceAlias").asText()).isEqualTo("demo");
        assertThat(demo.get("InstanceStatus").asText()).isEqualTo("ACTIVE");
    }

    @Test
    @Documented("API model: neither operation declares InvalidParameterException")
    void instances_badInput_isInvalidRequest() {
        assertThat(connect.refusal("ListInstances", Map.of("MaxResults", 11)).code())
                .isEqualTo("InvalidRequestException");
        assertThat(connect.refusal("DescribeInstance", Map.of("InstanceId", "x".repeat(101)))
                        .code())
                .isEqualTo("InvalidRequestException");
        for (String arn : List.of("arn:foo", INSTANCE_ARN + "/agent/ada")) {
            for (String operation : List.of("DescribeInstance", "DeleteInstance")) {
                assertThat(connect.refusal(operation, Map.of("InstanceId", arn)).code())
                        .isEqualTo("InvalidRequestException");
            }
            assertThat(connect.refusal("ListUsers", Map.of("InstanceId", arn)).code())
                    .isEqualTo("InvalidParameterException");
        }
        assertThat(connect.refusal("DescribeInstance", Map.of("InstanceId", "none"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    @Documented("API model: RoutingProfile, SecurityProfileSummary, HierarchyGroup")
    void profilesAndGroups_areDescribed() {
        connect.create("ada");
        assertThat(routingProfile().get("NumberOfAssociatedUsers").asInt()).isEqualTo(1);
        assertThat(connect.call("ListSecurityProfiles", "InstanceId", DEMO).get("SecurityProfileSummaryList"))
                .hasSize(12);
        JsonNode group = connect.call(
                        "DescribeUserHierarchyGroup", "InstanceId", DEMO, "HierarchyGroupId", BERLIN_SUPPORT)
                .get("HierarchyGroup");
        assertThat(group.get("HierarchyPath").get("LevelOne").get("Id").asText())
                .isEqualTo(BERLIN);
        assertThat(group.get("HierarchyPath").get("LevelTwo").get("Id").asText())
                .isEqualTo(BERLIN_SUPPORT);
        assertThat(group.get("LevelId").asText()).isEqualTo("2");
    }
}
