package connectlocal.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import connectlocal.http.AwsError;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What users refer to, and what that refers to: there once, and as long as somebody needs it. */
class ReferencesTest {
    private final Connect connect = Connect.with();
    private final CatalogCalls catalog = new CatalogCalls(connect);

    @Test
    @Documented("DuplicateResourceException 409 for names that are taken")
    void names_areUnique() {
        String hours = catalog.hours("Office");
        catalog.queue("Sales", hours);
        assertThat(catalog.refused(
                                "CreateHoursOfOperation",
                                "Name",
                                "Office",
                                "TimeZone",
                                "UTC",
                                "Config",
                                List.of(CatalogAnswers.NINE))
                        .code())
                .isEqualTo("DuplicateResourceException");
        assertThat(catalog.refused("CreateQueue", "Name", "Sales", "HoursOfOperationId", hours)
                        .code())
                .isEqualTo("DuplicateResourceException");
        assertThat(catalog.refused("CreateSecurityProfile", "SecurityProfileName", "Agent")
                        .code())
                .isEqualTo("DuplicateResourceException");
        assertThat(catalog.refused("CreateUserHierarchyGroup", "Name", "Berlin").code())
                .isEqualTo("DuplicateResourceException");
        assertThat(catalog.refused("CreatePredefinedAttribute", "Name", "Skill").code())
                .isEqualTo("DuplicateResourceException");
        String other = catalog.queue("Other", hours);
        assertThat(catalog.refused("UpdateQueueName", "QueueId", other, "Name", "Sales")
                        .code())
                .isEqualTo("DuplicateResourceException");
    }

    @Test
    @Documented("what something refers to must exist in the instance")
    void references_mustExist() {
        assertThat(catalog.refused("CreateQueue", "Name", "q", "HoursOfOperationId", "none")
                        .code())
                .isEqualTo("ResourceNotFoundException");
        assertThat(catalog.refused(
                                "CreateRoutingProfile",
                                "Name",
                                "r",
                                "Description",
                                "d",
                                "DefaultOutboundQueueId",
                                "none",
                                "MediaConcurrencies",
                                CatalogCalls.VOICE)
                        .code())
                .isEqualTo("ResourceNotFoundException");
        assertThat(catalog.refused("CreateUserHierarchyGroup", "Name", "g", "ParentGroupId", "none")
                        .code())
                .isEqualTo("ResourceNotFoundException");
        String profile = catalog.routing("r", catalog.queue("q", catalog.hours("h")));
        assertThat(catalog.refused(
                                "AssociateRoutingProfileQueues",
                                "RoutingProfileId",
                                profile,
                                "QueueConfigs",
                                List.of(CatalogCalls.config("none", 1)))
                        .code())
                .isEqualTo("ResourceNotFoundException");
    }

    @Test
    @Documented("ResourceInUseException 409 for what others refer to; from the outside in everything can be deleted")
    void delete_ofSomethingInUse_isRefused() {
        String hours = catalog.hours("h");
        String queue = catalog.queue("q", hours);
        String profile = catalog.routing("r", queue);
        String user = connect.create("ada", "RoutingProfileId", profile);
        AwsError open = catalog.refused("DeleteHoursOfOperation", "HoursOfOperationId", hours);
        assertThat(open.code() + " " + open.status())
                .as("the operation does not declare ResourceInUseException")
                .isEqualTo("InvalidRequestException 400");
        assertThat(open).hasMessageContaining("is in use by a queue");
        assertInUse("DeleteQueue", "QueueId", queue);
        assertInUse("DeleteRoutingProfile", "RoutingProfileId", profile);
        assertInUse("DeleteSecurityProfile", "SecurityProfileId", Connect.AGENT);
        assertInUse("DeleteUserHierarchyGroup", "HierarchyGroupId", Connect.BERLIN);
        connect.on(user, "DeleteUser");
        catalog.on("DeleteRoutingProfile", "RoutingProfileId", profile);
        catalog.on("DeleteQueue", "QueueId", queue);
        catalog.on("DeleteHoursOfOperation", "HoursOfOperationId", hours);
        catalog.on("DeleteSecurityProfile", "SecurityProfileId", Connect.AGENT);
        catalog.on("DeleteUserHierarchyGroup", "HierarchyGroupId", Connect.BERLIN_SUPPORT);
        catalog.on("DeleteUserHierarchyGroup", "HierarchyGroupId", Connect.BERLIN);
        assertThat(catalog.refused("DescribeQueue", "QueueId", queue).code()).isEqualTo("ResourceNotFoundException");
    }

    private void assertInUse(String operation, String idMember, String id) {
        AwsError error = catalog.refused(operation, idMember, id);
        assertThat(error.code() + " " + error.status()).as(operation).isEqualTo("ResourceInUseException 409");
    }

    @Test
    @Documented("a queue is in use by the profile that routes to it, not only by the one that dials out from it")
    void deleteQueue_thatAProfileRoutesTo_isRefusedUntilItIsDisassociated() {
        String hours = catalog.hours("h");
        String queue = catalog.queue("q", hours);
        String profile = catalog.routing("r", catalog.queue("out", hours));
        catalog.on(
                "AssociateRoutingProfileQueues",
                "RoutingProfileId",
                profile,
                "QueueConfigs",
                List.of(CatalogCalls.config(queue, 1)));
        assertInUse("DeleteQueue", "QueueId", queue);
        catalog.on(
                "UpdateRoutingProfileQueues",
                "RoutingProfileId",
                profile,
                "QueueConfigs",
                List.of(CatalogCalls.config(queue, 9)));
        JsonNode listed = catalog.on("ListRoutingProfileQueues", "RoutingProfileId", profile)
                .get("RoutingProfileQueueConfigSummaryList");
        assertThat(listed).hasSize(1);
        assertThat(listed.get(0).get("Priority").asInt()).isEqualTo(9);
        assertThat(listed.get(0).get("QueueName").asText()).isEqualTo("q");
        catalog.on(
                "DisassociateRoutingProfileQueues",
                "RoutingProfileId",
                profile,
                "QueueReferences",
                List.of(Map.of("QueueId", queue, "Channel", "VOICE")));
        catalog.on("DeleteQueue", "QueueId", queue);
        assertThat(catalog.refused(
                                "UpdateRoutingProfileQueues",
                                "RoutingProfileId",
                                profile,
                                "QueueConfigs",
                                List.of(CatalogCalls.config(queue, 9)))
                        .code())
                .isEqualTo("ResourceNotFoundException");
    }

    @Test
    @Documented("predefined attributes: a proficiency keeps its attribute; values can be added")
    void predefinedAttributes_areWhatProficienciesMayHave() {
        catalog.on("CreatePredefinedAttribute", "Name", "Zone", "Values", Map.of("StringList", List.of("North")));
        catalog.on(
                "UpdatePredefinedAttribute", "Name", "Zone", "Values", Map.of("StringList", List.of("North", "South")));
        String user = connect.create("ada");
        Map<String, Object> south = Map.of("AttributeName", "Zone", "AttributeValue", "South", "Level", 2);
        connect.on(user, "AssociateUserProficiencies", "UserProficiencies", List.of(south));
        assertThat(catalog.refused("DeletePredefinedAttribute", "Name", "Zone").code())
                .isEqualTo("ResourceInUseException");
        connect.on(user, "DeleteUser");
        catalog.on("DeletePredefinedAttribute", "Name", "Zone");
        assertThat(catalog.refused("DescribePredefinedAttribute", "Name", "Zone")
                        .code())
                .isEqualTo("ResourceNotFoundException");
    }
}
