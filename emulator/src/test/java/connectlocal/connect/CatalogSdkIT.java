package connectlocal.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import connectlocal.Emulator;
import connectlocal.Options;
import connectlocal.shared.Sdk;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.connect.ConnectClient;
import software.amazon.awssdk.services.connect.model.Channel;
import software.amazon.awssdk.services.connect.model.DirectoryType;
import software.amazon.awssdk.services.connect.model.DuplicateResourceException;
import software.amazon.awssdk.services.connect.model.HoursOfOperationDays;
import software.amazon.awssdk.services.connect.model.InstanceAttributeType;
import software.amazon.awssdk.services.connect.model.InstanceStatus;
import software.amazon.awssdk.services.connect.model.PhoneType;
import software.amazon.awssdk.services.connect.model.PredefinedAttributeSummary;
import software.amazon.awssdk.services.connect.model.QueueSummary;
import software.amazon.awssdk.services.connect.model.ResourceInUseException;
import software.amazon.awssdk.services.connect.model.ResourceNotFoundException;

/** A contact centre from nothing with the AWS SDK for Java, over HTTP. */
@Documented("API model, as the SDK has it")
@Timeout(60)
class CatalogSdkIT {
    private Emulator emulator;
    private ConnectClient connect;
    private String instance;

    @BeforeEach
    void start() throws Exception {
        emulator = Emulator.start(Options.onFreePort());
        connect = Sdk.client(emulator.endpoint(), ConnectClient.builder());
        instance = connect.createInstance(r -> r.identityManagementType(DirectoryType.CONNECT_MANAGED)
                        .instanceAlias("fresh")
                        .inboundCallsEnabled(true)
                        .outboundCallsEnabled(false))
                .id();
    }

    @AfterEach
    void stop() {
        connect.close();
        emulator.close();
    }

    @Test
    @SuppressWarnings("unchecked") // the SDK's builders take generic varargs
    void userOfANewInstance_hasQueueProfilesGroupAndProficiency() {
        var described = connect.describeInstance(r -> r.instanceId(instance)).instance();
        assertThat(described.instanceStatus()).isEqualTo(InstanceStatus.ACTIVE);
        assertThat(described.outboundCallsEnabled()).isFalse();
        String hours = connect.createHoursOfOperation(r -> r.instanceId(instance)
                        .name("Office")
                        .timeZone("Europe/Berlin")
                        .config(c -> c.day(HoursOfOperationDays.MONDAY)
                                .startTime(t -> t.hours(9).minutes(0))
                                .endTime(t -> t.hours(17).minutes(30))))
                .hoursOfOperationId();
        String queue = connect.createQueue(r -> r.instanceId(instance)
                        .name("Sales")
                        .hoursOfOperationId(hours)
                        .maxContacts(4))
                .queueId();
        String routing = connect.createRoutingProfile(r -> r.instanceId(instance)
                        .name("Voice")
                        .description("d")
                        .defaultOutboundQueueId(queue)
                        .mediaConcurrencies(m -> m.channel(Channel.VOICE).concurrency(1))
                        .queueConfigs(c -> c.priority(1).delay(0).queueReference(q -> q.queueId(queue)
                                .channel(Channel.VOICE))))
                .routingProfileId();
        String security = connect.createSecurityProfile(
                        r -> r.instanceId(instance).securityProfileName("Lead").permissions("BasicAgentAccess"))
                .securityProfileId();
        String group = connect.createUserHierarchyGroup(
                        r -> r.instanceId(instance).name("North"))
                .hierarchyGroupId();
        connect.createPredefinedAttribute(
                r -> r.instanceId(instance).name("Skill").values(v -> v.stringList("Sales", "Support")));
        String user = connect.createUser(r -> r.instanceId(instance)
                        .username("ada")
                        .password("Password123")
                        .phoneConfig(p -> p.phoneType(PhoneType.SOFT_PHONE))
                        .routingProfileId(routing)
                        .securityProfileIds(security)
                        .hierarchyGroupId(group))
                .userId();
        connect.associateUserProficiencies(
                r -> r.instanceId(instance).userId(user).userProficiencies(p -> p.attributeName("Skill")
                        .attributeValue("Sales")
                        .level(3f)));

        var profile = connect.describeRoutingProfile(r -> r.instanceId(instance).routingProfileId(routing))
                .routingProfile();
        assertThat(profile.numberOfAssociatedUsers()).isEqualTo(1);
        assertThat(profile.associatedQueueIds()).containsExactly(queue);
        assertThatThrownBy(() ->
                        connect.deleteRoutingProfile(r -> r.instanceId(instance).routingProfileId(routing)))
                .isInstanceOf(ResourceInUseException.class);
        assertThatThrownBy(() -> connect.createQueue(
                        r -> r.instanceId(instance).name("Sales").hoursOfOperationId(hours)))
                .isInstanceOf(DuplicateResourceException.class);
        assertThatThrownBy(() -> connect.deletePredefinedAttribute(
                        r -> r.instanceId(instance).name("Skill")))
                .isInstanceOf(ResourceInUseException.class);
    }

    @Test
    void lookUps_nameWhatThereIs_pageByPage() {
        for (String name : List.of("One", "Two", "Three")) {
            connect.createPredefinedAttribute(
                    r -> r.instanceId(instance).name(name).values(v -> v.stringList("x")));
        }
        assertThat(connect
                        .listPredefinedAttributesPaginator(
                                r -> r.instanceId(instance).maxResults(2))
                        .predefinedAttributeSummaryList()
                        .stream()
                        .map(PredefinedAttributeSummary::name))
                .containsExactly("One", "Two", "Three");
        assertThat(connect.listQueuesPaginator(r -> r.instanceId(instance)).queueSummaryList().stream()
                        .map(QueueSummary::name))
                .containsExactly("BasicQueue");
        String agent = connect.listSecurityProfiles(r -> r.instanceId(instance))
                .securityProfileSummaryList()
                .get(1)
                .id();
        assertThat(connect.describeSecurityProfile(r -> r.instanceId(instance).securityProfileId(agent))
                        .securityProfile()
                        .securityProfileName())
                .isEqualTo("Agent");
        assertThat(connect.listSecurityProfilePermissions(
                                r -> r.instanceId(instance).securityProfileId(agent))
                        .permissions())
                .contains("BasicAgentAccess");
        assertThat(connect.listUserHierarchyGroups(r -> r.instanceId(instance)).userHierarchyGroupSummaryList())
                .isEmpty();
        connect.updateUserHierarchyStructure(
                r -> r.instanceId(instance).hierarchyStructure(h -> h.levelOne(l -> l.name("Site"))));
        assertThat(connect.describeUserHierarchyStructure(r -> r.instanceId(instance))
                        .hierarchyStructure()
                        .levelOne()
                        .name())
                .isEqualTo("Site");
    }

    @Test
    void instance_changesAndIsDeletedWithEverything() {
        connect.updateInstanceAttribute(r -> r.instanceId(instance)
                .attributeType(InstanceAttributeType.CONTACT_LENS)
                .value("false"));
        assertThat(connect.listInstanceAttributes(r -> r.instanceId(instance)).attributes())
                .hasSize(7)
                .anySatisfy(attribute -> {
                    assertThat(attribute.attributeType()).isEqualTo(InstanceAttributeType.CONTACT_LENS);
                    assertThat(attribute.value()).isEqualTo("false");
                });
        assertThat(connect.listInstances(r -> {}).instanceSummaryList()).hasSize(4);
        connect.deleteInstance(r -> r.instanceId(instance));
        assertThatThrownBy(() -> connect.listQueues(r -> r.instanceId(instance)))
                .isInstanceOf(ResourceNotFoundException.class);
    }
}
