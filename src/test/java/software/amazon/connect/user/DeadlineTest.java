package software.amazon.connect.user;

import static org.assertj.core.api.Assertions.assertThat;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.AlreadyExists;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.GeneralServiceException;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.NetworkFailure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.RequestOverrideConfiguration;
import software.amazon.cloudformation.Action;
import software.amazon.cloudformation.proxy.OperationStatus;
import software.amazon.connect.slice.model.User;
import software.amazon.connect.user.support.FakeConnect;
import software.amazon.connect.user.support.Fault;
import software.amazon.connect.user.support.Samples;

/**
 * Every answer takes nearly as long as it may: no invocation goes on when CloudFormation no longer waits for it. That
 * each ends in time is checked by {@link Rig} at every invocation.
 */
class DeadlineTest {
    private static final List<String> READS =
            List.of("DescribeUser", "ListUserProficiencies", "SearchUsers", "ListUsers", "ListInstances");
    private static final List<String> WRITES = List.of(
            "UpdateUserIdentityInfo",
            "UpdateUserConfig",
            "UpdateUserPhoneConfig",
            "UpdateUserRoutingProfile",
            "UpdateUserHierarchy",
            "UpdateUserSecurityProfiles",
            "AssociateUserProficiencies",
            "DisassociateUserProficiencies",
            "UpdateUserProficiencies",
            "TagResource",
            "UntagResource",
            "DeleteUser");

    private final Rig rig = new Rig();
    private final FakeConnect fake = rig.fake;

    @BeforeEach
    void everythingIsSlow() {
        READS.forEach(read -> fake.fail(read, 1_000, Fault.slow()));
        WRITES.forEach(write -> fake.fail(write, 100, Fault.slow()));
    }

    private ResourceModel existing() {
        fake.heal();
        ResourceModel made = rig.create(Samples.full()).succeeded().model();
        fake.forgetCalls();
        everythingIsSlow();
        return made;
    }

    private static ResourceModel byName() {
        return ResourceModel.builder()
                .instanceArn(FakeConnect.INSTANCE)
                .username("ada")
                .build();
    }

    @Test
    void create_answerLostAndLongList_endsInTimeAndSaysWhatToLookFor() {
        for (int i = 0; i < 40; i++) {
            fake.put(User.builder().username("other" + i).build(), FakeConnect.noLevels());
        }
        fake.pageSize = 1;
        fake.fail("CreateUser", Fault.requestLost(), Fault.accessDenied());
        var end = rig.create(Samples.full()).end();
        assertThat(end.getStatus()).isEqualTo(OperationStatus.FAILED);
        assertThat(end.getMessage()).contains("was lost", "import it by InstanceArn and Username");
    }

    @Test
    void create_everyAnswerLostAndSlow_endsInTimeWithATerminalCode() {
        fake.fail("CreateUser", 100, Fault.requestLost());
        var end = rig.create(Samples.full()).end();
        assertThat(end.getErrorCode()).isEqualTo(GeneralServiceException);
        assertThat(end.getMessage()).contains("was lost", "ada", "import it by InstanceArn and Username");
    }

    @Test
    void create_answerLostAndNameTaken_endsInTimeAndSaysHowToAdopt() {
        fake.heal();
        rig.create(Samples.full()).succeeded();
        everythingIsSlow();
        fake.fail("CreateUser", Fault.requestLost());
        fake.pageSize = 1;
        var end = rig.create(Samples.full().toBuilder()
                        .routingProfileArn(Samples.routingProfile("rp-9"))
                        .build())
                .end();
        assertThat(end.getErrorCode()).isIn(AlreadyExists, GeneralServiceException);
        assertThat(end.getMessage()).contains("import it by InstanceArn");
    }

    @Test
    void create_slow_isFinishedInSeveralInvocations() {
        fake.fail("CreateUser", Fault.slow());
        Rig.Run run = rig.create(Samples.full()).succeeded();
        assertThat(run.events()).hasSizeGreaterThan(1);
        assertThat(fake.users()).hasSize(1);
    }

    /** What begins late would be cut off, and nobody knew what became of it. */
    private void everyCallHadTheWholeOfItsTime() {
        assertThat(fake.log()).isNotEmpty().allSatisfy(call -> assertThat(patience(call))
                .as(call.operation())
                .isEqualTo(Duration.ofSeconds(6)));
    }

    private static Duration patience(FakeConnect.Call call) {
        return call.request()
                .overrideConfiguration()
                .flatMap(RequestOverrideConfiguration::apiCallAttemptTimeout)
                .orElseThrow();
    }

    @Test
    void update_timeIsUpAfterTheLastCall_looksInTheNextInvocation() {
        ResourceModel before = existing();
        ResourceModel desired = Rig.copy(before);
        desired.setRoutingProfileArn(Samples.routingProfile("rp-2"));
        desired.setHierarchyGroupArn(Samples.hierarchyGroup("hg-2"));
        desired.setSecurityProfileArns(Samples.securityProfiles("sp-3"));
        desired.getIdentityInfo().setLastName("King");
        var first = rig.invoke(Action.UPDATE, Rig.request(desired, before), null);
        assertThat(first.isInProgress()).isTrue();
        assertThat(fake.operations())
                .containsExactly(
                        "DescribeUser",
                        "ListUserProficiencies",
                        "UpdateUserIdentityInfo",
                        "UpdateUserRoutingProfile",
                        "UpdateUserHierarchy",
                        "UpdateUserSecurityProfiles");
    }

    @Test
    void update_ofEverything_endsEachInvocationInTimeAndGoesOnWhereItStopped() {
        ResourceModel before = existing();
        ResourceModel desired = Rig.copy(before);
        desired.setPhoneConfig(null);
        desired.setRoutingProfileArn(Samples.routingProfile("rp-2"));
        desired.setHierarchyGroupArn(Samples.hierarchyGroup("hg-2"));
        desired.setSecurityProfileArns(Samples.securityProfiles("sp-3"));
        desired.getIdentityInfo().setLastName("King");
        desired.setTags(Samples.tags("Team", "Hamburg"));
        desired.setAutoAcceptConfigs(List.of(Samples.autoAccept("VOICE", false)));
        desired.setUserProficiencies(
                List.of(Samples.proficiency("Language", "German", 1), Samples.proficiency("Language", "Thai", 1)));
        Rig.Run run = rig.update(before, desired).succeeded();
        assertThat(run.events()).hasSizeGreaterThan(1);
        List<String> writes = new ArrayList<>(fake.operations());
        writes.retainAll(WRITES);
        assertThat(writes).hasSizeGreaterThan(8).doesNotHaveDuplicates();
        everyCallHadTheWholeOfItsTime();
    }

    @Test
    void delete_slow_isGone() {
        rig.delete(existing().getUserArn()).succeeded();
        assertThat(fake.users()).isEmpty();
    }

    @Test
    void read_byNameOverManyPages_endsInTime() {
        existing();
        var end = rig.read(byName()).succeeded();
        assertThat(end.model().getUsername()).isEqualTo("ada");
        for (int i = 0; i < 10; i++) {
            fake.put(User.builder().username("ADA").id("another" + i).build(), FakeConnect.noLevels());
        }
        fake.pageSize = 1;
        assertThat(rig.read(byName()).end().getErrorCode()).isEqualTo(NetworkFailure);
    }

    @Test
    void list_regionOfManyEmptyInstances_endsInTimeWithATokenToGoOn() {
        for (int i = 0; i < 20; i++) {
            fake.instances.put("i" + i, FakeConnect.INSTANCE.replace(FakeConnect.INSTANCE_ID, "i" + i));
        }
        var page = rig.list(new ResourceModel(), null);
        assertThat(page.isSuccess()).as(page.toString()).isTrue();
        assertThat(page.getNextToken()).isNotNull();
        fake.heal();
        assertThat(rig.list(new ResourceModel(), page.getNextToken()).isSuccess())
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = Action.class,
            names = {"READ", "LIST"})
    void readAndList_neverAnswered_failInTime(Action action) {
        fake.heal();
        READS.forEach(read -> fake.fail(read, 100, Fault.answerTooLate()));
        var request = Rig.request(byName(), null);
        assertThat(rig.run(action, request).end().getErrorCode()).isEqualTo(NetworkFailure);
    }

    @Test
    void everyCall_hasItsTimeOutFromWhatIsLeft() {
        existing();
        rig.read(byName()).succeeded();
        assertThat(fake.log())
                .isNotEmpty()
                .allSatisfy(call -> assertThat(patience(call).toMillis()).isBetween(500L, 6_000L));
    }
}
