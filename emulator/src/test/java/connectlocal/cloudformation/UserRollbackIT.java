package connectlocal.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;

import connectlocal.shared.PackagedEmulator;
import connectlocal.shared.Shared;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetType;
import software.amazon.awssdk.services.cloudformation.model.DeploymentMode;
import software.amazon.awssdk.services.connect.ConnectClient;
import software.amazon.awssdk.services.connect.model.User;
import software.amazon.awssdk.services.connect.model.UserProficiency;

/** What stacks of Connect users take back when they fail, and what they find changed or living already. */
@ExtendWith(Shared.class)
class UserRollbackIT {
    private final ContactCentre centre;
    private final CloudFormationClient stacks;
    private final ConnectClient connect;

    UserRollbackIT(PackagedEmulator emulator) {
        centre = new ContactCentre(emulator);
        stacks = emulator.stacks();
        connect = emulator.connect();
    }

    @Test
    void create_oneOfTenIsTaken_leavesNothingButTheOther() {
        centre.hire("ten-5");
        String ten = IntStream.range(0, 10)
                .mapToObj(i -> ContactCentre.user("T" + i, "ten-" + i, ""))
                .collect(Collectors.joining());
        stacks.createStack(r -> r.stackName("ten").templateBody("Resources:\n" + ten));
        assertThat(centre.end("ten").stackStatusAsString()).isEqualTo("ROLLBACK_COMPLETE");
        assertThat(centre.names()).filteredOn(name -> name.startsWith("ten-")).containsExactly("ten-5");
    }

    @Test
    void update_thatFails_putsProficienciesTagsAndListsBack() {
        String before = ContactCentre.user("B", "bea", """
              Tags: [{Key: team, Value: blue}]
              UserProficiencies: [{AttributeName: Language, AttributeValue: English, Level: 2}]
        """);
        stacks.createStack(r -> r.stackName("back").templateBody("Resources:\n" + before));
        assertThat(centre.end("back").stackStatusAsString()).isEqualTo("CREATE_COMPLETE");
        User was = centre.described("bea");
        centre.hire("in-the-way");
        String after = ContactCentre.user("B", "bea", """
              Tags: [{Key: team, Value: red}, {Key: new, Value: x}]
              UserProficiencies: [{AttributeName: Language, AttributeValue: German, Level: 4}]
        """).replace("FirstName: F", "FirstName: Changed");
        String failing = ContactCentre.user("C", "in-the-way", "").replace("Type: AWS", "DependsOn: B\n    Type: AWS");
        stacks.updateStack(r -> r.stackName("back").templateBody("Resources:\n" + after + failing));
        assertThat(centre.end("back").stackStatusAsString()).isEqualTo("UPDATE_ROLLBACK_COMPLETE");
        User now = centre.described("bea");
        assertThat(now.tags()).isEqualTo(was.tags()).containsEntry("team", "blue");
        assertThat(now.identityInfo()).isEqualTo(was.identityInfo());
        assertThat(centre.languages("bea")).containsExactly("English 2.0");
        assertThat(centre.names()).contains("in-the-way");
        assertThat(stacks.describeStackEvents(r -> r.stackName("back")).stackEvents().stream()
                        .map(e -> e.logicalResourceId() + " " + e.resourceStatusAsString()))
                .containsSubsequence("B UPDATE_COMPLETE", "C CREATE_FAILED", "B UPDATE_COMPLETE");
    }

    @Test
    void revertDrift_supervisorChangedAUser_isSeenAndUndone() throws Exception {
        String body = "Resources:\n" + ContactCentre.user("D", "dora", """
              UserProficiencies: [{AttributeName: Language, AttributeValue: English, Level: 2}]
        """);
        stacks.createStack(r -> r.stackName("drift").templateBody(body));
        assertThat(centre.end("drift").stackStatusAsString()).isEqualTo("CREATE_COMPLETE");
        connect.updateUserIdentityInfo(r -> r.instanceId(ContactCentre.ID)
                .userId(centre.described("dora").id())
                .identityInfo(i -> i.firstName("Changed").lastName("L")));
        stacks.createChangeSet(r -> r.stackName("drift")
                .changeSetName("c")
                .usePreviousTemplate(true)
                .deploymentMode(DeploymentMode.REVERT_DRIFT));
        stacks.waiter()
                .waitUntilChangeSetCreateComplete(
                        r -> r.stackName("drift").changeSetName("c"),
                        o -> o.backoffStrategyV2(attempt -> Duration.ofMillis(100)));
        var set = stacks.describeChangeSet(
                r -> r.stackName("drift").changeSetName("c").includePropertyValues(true));
        assertThat(set.stackDriftStatusAsString()).isEqualTo("DRIFTED");
        var change = set.changes().get(0).resourceChange();
        assertThat(change.details()).singleElement().satisfies(detail -> {
            assertThat(detail.target().path()).isEqualTo("/Properties/IdentityInfo");
            assertThat(detail.target().drift().actualValue()).contains("\"Changed\"");
        });
        assertThat(change.toString()).doesNotContain("Secret123456");
        stacks.executeChangeSet(r -> r.stackName("drift").changeSetName("c"));
        assertThat(centre.end("drift").stackStatusAsString()).isEqualTo("UPDATE_COMPLETE");
        assertThat(centre.described("dora").identityInfo().firstName()).isEqualTo("F");
        assertThat(centre.languages("dora")).containsExactly("English 2.0");
    }

    @Test
    void importExisting_userByInstanceAndName_joinsTheStack() {
        centre.hire("erin");
        String id = centre.described("erin").id();
        connect.associateUserProficiencies(r -> r.instanceId(ContactCentre.ID)
                .userId(id)
                .userProficiencies(UserProficiency.builder()
                        .attributeName("Language")
                        .attributeValue("English")
                        .level(3f)
                        .build()));
        String body = "Resources:\n"
                + ContactCentre.user("E", "erin", "")
                        .replace("Type: AWS", "DeletionPolicy: RetainExceptOnCreate\n    Type: AWS");
        stacks.createChangeSet(r -> r.stackName("adopt")
                .changeSetName("c")
                .changeSetType(ChangeSetType.CREATE)
                .importExistingResources(true)
                .templateBody(body));
        stacks.waiter()
                .waitUntilChangeSetCreateComplete(
                        r -> r.stackName("adopt").changeSetName("c"),
                        o -> o.backoffStrategyV2(attempt -> Duration.ofMillis(100)));
        var change = stacks.describeChangeSet(r -> r.stackName("adopt").changeSetName("c"))
                .changes()
                .get(0)
                .resourceChange();
        assertThat(change.actionAsString() + " " + change.physicalResourceId())
                .isEqualTo("Import " + ContactCentre.INSTANCE + "/agent/" + id);
        stacks.executeChangeSet(r -> r.stackName("adopt").changeSetName("c"));
        assertThat(centre.end("adopt").stackStatusAsString()).isEqualTo("CREATE_COMPLETE");
        assertThat(centre.described("erin").id()).isEqualTo(id);
        assertThat(centre.described("erin").identityInfo().firstName()).isEqualTo("F");
        assertThat(centre.languages("erin")).containsExactly("English 3.0");
    }
}
