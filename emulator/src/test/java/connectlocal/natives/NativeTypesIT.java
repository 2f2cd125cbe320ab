package connectlocal.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import connectlocal.Emulator;
import connectlocal.Options;
import connectlocal.http.Json;
import connectlocal.shared.Sdk;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.cloudcontrol.CloudControlClient;
import software.amazon.awssdk.services.cloudcontrol.model.HandlerErrorCode;
import software.amazon.awssdk.services.cloudcontrol.model.OperationStatus;
import software.amazon.awssdk.services.cloudcontrol.model.ProgressEvent;
import software.amazon.awssdk.services.cloudcontrol.model.ResourceDescription;
import software.amazon.awssdk.services.cloudcontrol.model.ResourceNotFoundException;
import software.amazon.awssdk.services.cloudcontrol.model.TypeNotFoundException;
import software.amazon.awssdk.services.connect.ConnectClient;
import software.amazon.awssdk.services.connect.model.ResourceInUseException;

/** A contact centre from nothing through Cloud Control, seen through Connect's own client. */
@Timeout(120)
class NativeTypesIT {
    private static final String SLOT = "{\"Day\":\"MONDAY\",\"StartTime\":{\"Hours\":9,\"Minutes\":0},"
            + "\"EndTime\":{\"Hours\":17,\"Minutes\":0}}";

    private Emulator emulator;
    private CloudControlClient cloudControl;
    private ConnectClient connect;

    @BeforeEach
    void start() throws Exception {
        start(Map.of());
    }

    private void start(Map<String, String> switches) throws Exception {
        emulator = Emulator.start(Options.onFreePort().withBehaviours(switches));
        cloudControl = Sdk.client(emulator.endpoint(), CloudControlClient.builder());
        connect = Sdk.client(emulator.endpoint(), ConnectClient.builder());
    }

    @AfterEach
    void stop() {
        cloudControl.close();
        connect.close();
        emulator.close();
    }

    @Test
    void instance_livesAndIsGone() throws Exception {
        String arn = instance();
        JsonNode read = read("Instance", arn);
        assertThat(read.get("InstanceStatus").asText()).isEqualTo("ACTIVE");
        assertThat(read.get("ServiceRole").asText()).startsWith("arn:aws:iam::123456789012:role/");
        assertThat(read.get("CreatedTime").asText()).endsWith("Z");
        assertThat(read.at("/Attributes/OutboundCalls").asBoolean()).isFalse();
        assertThat(read.at("/Attributes/HighVolumeOutBound").asBoolean()).isTrue();
        assertThat(read.get("Tags").toString()).isEqualTo("[{\"Key\":\"a\",\"Value\":\"1\"}]");
        update(
                "Instance",
                arn,
                "[{\"op\":\"replace\",\"path\":\"/Attributes/ContactLens\",\"value\":false},"
                        + "{\"op\":\"replace\",\"path\":\"/Tags\",\"value\":[{\"Key\":\"b\",\"Value\":\"2\"}]}]");
        assertThat(read("Instance", arn).at("/Attributes/ContactLens").asBoolean())
                .isFalse();
        assertThat(read("Instance", arn).get("Tags").toString()).isEqualTo("[{\"Key\":\"b\",\"Value\":\"2\"}]");
        assertThat(connect.describeInstance(r -> r.instanceId(arn)).instance().instanceAlias())
                .isEqualTo("fresh");
        assertThat(list("Instance", "{}")).hasSize(4).contains(arn);
        delete("Instance", arn);
        assertThatThrownBy(() -> read("Instance", arn)).isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void instance_thatTakesTime_isThereWhenItsCreationEnds() throws Exception {
        stop();
        start(Map.of("instance-creation-seconds", "1"));
        String arn = instance();
        assertThat(read("Instance", arn).get("InstanceStatus").asText()).isEqualTo("ACTIVE");
        assertThat(read("Instance", arn).at("/Attributes/HighVolumeOutBound").asBoolean())
                .isTrue();
    }

    @Test
    void everythingInAnInstance_livesAndIsGone() throws Exception {
        String instance = instance();
        String hours = create("HoursOfOperation", """
            {"InstanceArn":"%s","Name":"Office","TimeZone":"UTC","Config":[%s],
             "Tags":[{"Key":"a","Value":"1"}]}\
            """.formatted(instance, SLOT));
        update(
                "HoursOfOperation",
                hours,
                "[{\"op\":\"add\",\"path\":\"/Description\",\"value\":\"d\"},"
                        + "{\"op\":\"replace\",\"path\":\"/TimeZone\",\"value\":\"Europe/Berlin\"}]");
        assertThat(read("HoursOfOperation", hours).toString())
                .contains("\"Europe/Berlin\"", "\"Description\":\"d\"", "\"Tags\"", SLOT);

        String queue = create("Queue", """
            {"InstanceArn":"%s","Name":"Sales","HoursOfOperationArn":"%s","MaxContacts":3,"Status":"DISABLED",
             "OutboundCallerConfig":{"OutboundCallerIdName":"Us"}}""".formatted(instance, hours));
        assertThat(read("Queue", queue).get("Status").asText()).isEqualTo("DISABLED");
        update(
                "Queue",
                queue,
                "[{\"op\":\"remove\",\"path\":\"/MaxContacts\"},"
                        + "{\"op\":\"replace\",\"path\":\"/Name\",\"value\":\"Support\"},"
                        + "{\"op\":\"replace\",\"path\":\"/Status\",\"value\":\"ENABLED\"},"
                        + "{\"op\":\"remove\",\"path\":\"/OutboundCallerConfig\"}]");
        JsonNode shown = read("Queue", queue);
        assertThat(shown.get("Name").asText() + shown.get("Status").asText()).isEqualTo("SupportENABLED");
        assertThat(shown.has("MaxContacts") || shown.has("OutboundCallerConfig"))
                .isFalse();
        assertThat(shown.get("HoursOfOperationArn").asText()).isEqualTo(hours);
        assertThat(refusedDeletion("HoursOfOperation", hours))
                .as("DeleteHoursOfOperation declares no ResourceInUseException")
                .isEqualTo(HandlerErrorCode.INVALID_REQUEST);

        String profile = create("RoutingProfile", """
            {"InstanceArn":"%s","Name":"Voice","Description":"d","DefaultOutboundQueueArn":"%s",
             "MediaConcurrencies":[{"Channel":"VOICE","Concurrency":1}],
             "QueueConfigs":[{"Delay":0,"Priority":1,"QueueReference":{"Channel":"VOICE","QueueArn":"%s"}}]}\
            """.formatted(instance, queue, queue));
        update("RoutingProfile", profile, """
            [{"op":"add","path":"/MediaConcurrencies/-","value":{"Channel":"CHAT","Concurrency":2}},
             {"op":"replace","path":"/QueueConfigs","value":
              [{"Delay":5,"Priority":2,"QueueReference":{"Channel":"CHAT","QueueArn":"%s"}}]}]""".formatted(queue));
        JsonNode routing = read("RoutingProfile", profile);
        assertThat(routing.get("MediaConcurrencies")).hasSize(2);
        assertThat(routing.get("QueueConfigs").toString())
                .isEqualTo("[{\"Priority\":2,\"Delay\":5,\"QueueReference\":{\"QueueArn\":\"" + queue
                        + "\",\"Channel\":\"CHAT\"}}]");
        assertThatThrownBy(() -> connect.deleteQueue(r -> r.instanceId(instance).queueId(queue)))
                .isInstanceOf(ResourceInUseException.class);
        assertThat(refusedDeletion("Queue", queue)).isEqualTo(HandlerErrorCode.RESOURCE_CONFLICT);

        delete("RoutingProfile", profile);
        delete("Queue", queue);
        delete("HoursOfOperation", hours);
        assertThat(list("Queue", "{\"InstanceArn\":\"" + instance + "\"}")).hasSize(1);
        assertThatThrownBy(() -> read("Queue", queue)).isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void securityProfilesGroupsAndAttributes_liveAndAreGone() throws Exception {
        String instance = instance();
        String profile = create("SecurityProfile", """
            {"InstanceArn":"%s","SecurityProfileName":"Lead","Description":"d","Permissions":["BasicAgentAccess"],
             "AllowedAccessControlTags":[{"Key":"team","Value":"blue"}],"TagRestrictedResources":["User"]}\
            """.formatted(instance));
        update(
                "SecurityProfile",
                profile,
                "[{\"op\":\"remove\",\"path\":\"/Description\"},"
                        + "{\"op\":\"remove\",\"path\":\"/AllowedAccessControlTags\"},"
                        + "{\"op\":\"add\",\"path\":\"/Permissions/-\",\"value\":\"OutboundCallAccess\"}]");
        JsonNode security = read("SecurityProfile", profile);
        assertThat(security.has("Description") || security.has("AllowedAccessControlTags"))
                .isFalse();
        assertThat(security.get("Permissions").toString()).isEqualTo("[\"BasicAgentAccess\",\"OutboundCallAccess\"]");
        assertThat(security.get("TagRestrictedResources")).hasSize(1);

        String top = create("UserHierarchyGroup", "{\"InstanceArn\":\"%s\",\"Name\":\"North\"}".formatted(instance));
        String below = create(
                "UserHierarchyGroup",
                "{\"InstanceArn\":\"%s\",\"Name\":\"Shop\",\"ParentGroupArn\":\"%s\"}".formatted(instance, top));
        update("UserHierarchyGroup", below, "[{\"op\":\"replace\",\"path\":\"/Name\",\"value\":\"Store\"}]");
        JsonNode group = read("UserHierarchyGroup", below);
        assertThat(group.get("ParentGroupArn").asText()).isEqualTo(top);
        assertThat(group.get("Name").asText()).isEqualTo("Store");

        String attribute = create(
                "PredefinedAttribute",
                "{\"InstanceArn\":\"%s\",\"Name\":\"Skill\",\"Values\":{\"StringList\":[\"A\"]}}".formatted(instance));
        assertThat(attribute).isEqualTo(instance + "|Skill");
        update(
                "PredefinedAttribute",
                attribute,
                "[{\"op\":\"add\",\"path\":\"/Values/StringList/-\",\"value\":\"B\"}]");
        assertThat(read("PredefinedAttribute", attribute)
                        .at("/Values/StringList")
                        .toString())
                .isEqualTo("[\"A\",\"B\"]");

        String ofInstance = "{\"InstanceArn\":\"" + instance + "\"}";
        assertThat(list("SecurityProfile", ofInstance)).hasSize(5).contains(profile);
        assertThat(list("UserHierarchyGroup", ofInstance)).containsExactly(top, below);
        assertThat(list("PredefinedAttribute", ofInstance)).containsExactly(attribute);
        delete("PredefinedAttribute", attribute);
        delete("UserHierarchyGroup", below);
        delete("UserHierarchyGroup", top);
        delete("SecurityProfile", profile);
        assertThat(list("PredefinedAttribute", ofInstance)).isEmpty();
    }

    @Test
    void typesThatDoNothing_liveAndAreGoneToo_andOthersAreUnknown() throws Exception {
        for (String type : List.of("AWS::CDK::Metadata", "AWS::CloudFormation::WaitConditionHandle")) {
            ProgressEvent made = end(cloudControl
                    .createResource(r -> r.typeName(type).desiredState("{}"))
                    .progressEvent());
            assertThat(made.operationStatus()).as(made.toString()).isEqualTo(OperationStatus.SUCCESS);
            cloudControl.getResource(r -> r.typeName(type).identifier(made.identifier()));
            assertThat(cloudControl.listResources(r -> r.typeName(type)).resourceDescriptions())
                    .hasSize(1);
            end(cloudControl
                    .deleteResource(r -> r.typeName(type).identifier(made.identifier()))
                    .progressEvent());
            assertThatThrownBy(
                            () -> cloudControl.getResource(r -> r.typeName(type).identifier(made.identifier())))
                    .isInstanceOf(ResourceNotFoundException.class);
        }
        assertThatThrownBy(() -> cloudControl.listResources(r -> r.typeName("AWS::Connect::Rule")))
                .isInstanceOf(TypeNotFoundException.class);
    }

    private String instance() {
        return create("Instance", """
            {"IdentityManagementType":"SAML","InstanceAlias":"fresh","Tags":[{"Key":"a","Value":"1"}],
             "Attributes":{"InboundCalls":true,"OutboundCalls":false,"HighVolumeOutBound":true}}""");
    }

    private String create(String type, String desired) {
        ProgressEvent made = end(cloudControl
                .createResource(r -> r.typeName("AWS::Connect::" + type).desiredState(desired))
                .progressEvent());
        assertThat(made.operationStatus()).as(made.toString()).isEqualTo(OperationStatus.SUCCESS);
        return made.identifier();
    }

    private JsonNode read(String type, String identifier) throws Exception {
        return Json.MAPPER.readTree(cloudControl
                .getResource(r -> r.typeName("AWS::Connect::" + type).identifier(identifier))
                .resourceDescription()
                .properties());
    }

    private void update(String type, String identifier, String patch) {
        ProgressEvent event = end(cloudControl
                .updateResource(r -> r.typeName("AWS::Connect::" + type)
                        .identifier(identifier)
                        .patchDocument(patch))
                .progressEvent());
        assertThat(event.operationStatus()).as(event.toString()).isEqualTo(OperationStatus.SUCCESS);
    }

    private HandlerErrorCode refusedDeletion(String type, String identifier) {
        return end(cloudControl
                        .deleteResource(r -> r.typeName("AWS::Connect::" + type).identifier(identifier))
                        .progressEvent())
                .errorCode();
    }

    private void delete(String type, String identifier) {
        ProgressEvent event = end(cloudControl
                .deleteResource(r -> r.typeName("AWS::Connect::" + type).identifier(identifier))
                .progressEvent());
        assertThat(event.operationStatus()).as(event.toString()).isEqualTo(OperationStatus.SUCCESS);
    }

    private List<String> list(String type, String selection) {
        return cloudControl
                .listResources(r -> r.typeName("AWS::Connect::" + type).resourceModel(selection))
                .resourceDescriptions()
                .stream()
                .map(ResourceDescription::identifier)
                .toList();
    }

    /** GetResourceRequestStatus is held open until the end, so asking again is no busy wait. */
    private ProgressEvent end(ProgressEvent begun) {
        ProgressEvent event = begun;
        while (!event.operationStatusAsString().matches("SUCCESS|FAILED")) {
            event = cloudControl
                    .getResourceRequestStatus(r -> r.requestToken(begun.requestToken()))
                    .progressEvent();
        }
        return event;
    }
}
