package connectlocal.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import connectlocal.shared.PackagedEmulator;
import connectlocal.shared.Shared;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetType;
import software.amazon.awssdk.services.cloudformation.model.ResourceToImport;
import software.amazon.awssdk.services.cloudformation.model.Tag;
import software.amazon.awssdk.services.connect.ConnectClient;
import software.amazon.awssdk.services.connect.model.PhoneType;
import software.amazon.awssdk.services.connect.model.UserProficiency;

/** Stacks of Connect users: the packaged provider, the emulated service, AWS's own clients and waiters. */
@ExtendWith(Shared.class)
class UserStackIT {
    private static final String ID = ContactCentre.ID;
    private static final String INSTANCE = ContactCentre.INSTANCE;
    private static final String ROUTING = ContactCentre.ROUTING;
    private static final String SECURITY = ContactCentre.SECURITY;
    private final ContactCentre centre;
    private final CloudFormationClient stacks;
    private final ConnectClient connect;

    UserStackIT(PackagedEmulator emulator) {
        centre = new ContactCentre(emulator);
        stacks = emulator.stacks();
        connect = emulator.connect();
    }

    @Test
    void import_userWithMoreThanTheTemplateSays_leavesTheRestAlone() {
        var user = connect.createUser(r -> r.instanceId(ID)
                .username("carl")
                .password("Secret123456")
                .routingProfileId(ROUTING)
                .securityProfileIds(SECURITY)
                .identityInfo(i -> i.firstName("Carl").lastName("L"))
                .phoneConfig(
                        p -> p.phoneType(PhoneType.SOFT_PHONE).autoAccept(true).afterContactWorkTimeLimit(20))
                .tags(Map.of("own", "1")));
        connect.updateUserHierarchy(
                r -> r.instanceId(ID).userId(user.userId()).hierarchyGroupId("44444444-4444-4444-4444-444444444444"));
        var english = UserProficiency.builder()
                .attributeName("Language")
                .attributeValue("English")
                .level(2f)
                .build();
        connect.associateUserProficiencies(
                r -> r.instanceId(ID).userId(user.userId()).userProficiencies(List.of(english)));
        var before = connect.describeUser(r -> r.instanceId(ID).userId(user.userId()))
                .user();
        var target = ResourceToImport.builder()
                .resourceType("AWS::Connect::User")
                .logicalResourceId("Carl")
                .resourceIdentifier(Map.of("InstanceArn", INSTANCE, "Username", "carl"))
                .build();
        stacks.createChangeSet(r -> r.stackName("import")
                .changeSetName("c")
                .changeSetType(ChangeSetType.IMPORT)
                .templateBody(template("Carl", "carl", "Carl"))
                .tags(Tag.builder().key("stack").value("tag").build())
                .resourcesToImport(List.of(target)));
        stacks.executeChangeSet(r -> r.stackName("import").changeSetName("c"));
        stacks.waiter()
                .waitUntilStackImportComplete(
                        r -> r.stackName("import"), o -> o.backoffStrategyV2(attempt -> Duration.ofMillis(100)));
        var after = connect.describeUser(r -> r.instanceId(ID).userId(user.userId()))
                .user();
        assertThat(after.tags()).isEqualTo(Map.of("own", "1", "stack", "tag"));
        assertThat(after.hierarchyGroupId())
                .isEqualTo(before.hierarchyGroupId())
                .isNotNull();
        assertThat(after.phoneConfig()).isEqualTo(before.phoneConfig());
        assertThat(connect.listUserProficiencies(r -> r.instanceId(ID).userId(user.userId()))
                        .userProficiencyList())
                .hasSize(1);
    }

    /** The update of an import has the template's properties on both sides, so nothing in them is new. */
    @Test
    void import_withAModeThatNoApiTakes_isRefusedAndRolledBack() {
        connect.createUser(r -> r.instanceId(ID)
                .username("mode")
                .password("Secret123456")
                .routingProfileId(ROUTING)
                .securityProfileIds(SECURITY));
        var target = ResourceToImport.builder()
                .resourceType("AWS::Connect::User")
                .logicalResourceId("Mode")
                .resourceIdentifier(Map.of("InstanceArn", INSTANCE, "Username", "mode"))
                .build();
        String mode = "      AfterContactWorkConfigs:\n      - Channel: VOICE\n"
                + "        AfterContactWorkConfig: {AfterContactWorkTimeLimit: 30, AfterContactWorkMode: 'OFF'}\n";
        stacks.createChangeSet(r -> r.stackName("mode")
                .changeSetName("c")
                .changeSetType(ChangeSetType.IMPORT)
                .templateBody(template("Mode", "mode", "M") + mode)
                .resourcesToImport(List.of(target)));
        stacks.executeChangeSet(r -> r.stackName("mode").changeSetName("c"));
        assertThatThrownBy(() -> stacks.waiter()
                        .waitUntilStackImportComplete(
                                r -> r.stackName("mode"), o -> o.backoffStrategyV2(attempt -> Duration.ofMillis(100))))
                .hasMessageContaining("IMPORT_ROLLBACK");
        assertThat(stacks.describeStackEvents(r -> r.stackName("mode")).stackEvents().stream()
                        .filter(e -> e.resourceStatusAsString().equals("UPDATE_FAILED"))
                        .map(e -> e.resourceStatusReason()))
                .singleElement(STRING)
                .contains("sets AfterContactWorkMode", "HandlerErrorCode: InvalidRequest");
    }

    @Test
    void update_fixedNameThatMustBeReplaced_meetsAlreadyExistsAndRollsBackCleanly() {
        connect.createUser(r -> r.instanceId(ID)
                .username("taken")
                .password("Secret123456")
                .routingProfileId(ROUTING)
                .securityProfileIds(SECURITY)
                .identityInfo(i -> i.firstName("T").lastName("T"))
                .phoneConfig(p -> p.phoneType(PhoneType.SOFT_PHONE)));
        stacks.createStack(r -> r.stackName("names").templateBody(template("A", "free", "A")));
        stacks.waiter()
                .waitUntilStackCreateComplete(
                        r -> r.stackName("names"), o -> o.backoffStrategyV2(attempt -> Duration.ofMillis(100)));
        stacks.updateStack(r -> r.stackName("names").templateBody(template("A", "taken", "A")));
        stacks.waiter()
                .waitUntilStackRollbackComplete(
                        r -> r.stackName("names"), o -> o.backoffStrategyV2(attempt -> Duration.ofMillis(100)));
        assertThat(connect.listUsers(r -> r.instanceId(ID)).userSummaryList().stream()
                        .map(u -> u.username()))
                .contains("free", "taken");
        assertThat(stacks.describeStackEvents(r -> r.stackName("names")).stackEvents().stream()
                        .map(e -> e.resourceStatusReason()))
                .anySatisfy(reason -> assertThat(reason).contains("HandlerErrorCode: AlreadyExists"));
    }

    private static String template(String id, String username, String first) {
        return """
            Resources:
              %s:
                Type: AWS::Connect::User
                DeletionPolicy: Retain
                Properties:
                  InstanceArn: %s
                  Username: %s
                  Password: Secret123456
                  RoutingProfileArn: %s/routing-profile/%s
                  SecurityProfileArns: [%s/security-profile/%s]
                  IdentityInfo: {FirstName: %s, LastName: L}
                  PhoneConfig: {PhoneType: SOFT_PHONE}
            """.formatted(id, INSTANCE, username, INSTANCE, ROUTING, INSTANCE, SECURITY, first);
    }
}
