package software.amazon.connect.user;

import static org.assertj.core.api.Assertions.assertThat;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.AccessDenied;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.NotFound;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.NotStabilized;

import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.connect.model.DeleteUserRequest;
import software.amazon.cloudformation.Action;
import software.amazon.connect.user.support.FakeConnect;
import software.amazon.connect.user.support.Fault;
import software.amazon.connect.user.support.Samples;

class DeleteHandlerTest {
    private final Rig rig = new Rig();
    private final FakeConnect fake = rig.fake;
    private String arn;

    @BeforeEach
    void createUser() {
        arn = rig.create(Samples.plain()).succeeded().model().getUserArn();
        fake.forgetCalls();
    }

    @Test
    void delete_user_isGoneAfterTwoCalls() {
        rig.delete(arn).succeeded();
        assertThat(fake.users()).isEmpty();
        assertThat(fake.operations()).hasSizeLessThanOrEqualTo(2).startsWith("DeleteUser");
    }

    @Test
    void delete_byInstanceAndName_isGone() {
        rig.run(
                        Action.DELETE,
                        Rig.request(
                                ResourceModel.builder()
                                        .instanceArn(FakeConnect.INSTANCE)
                                        .username("ada")
                                        .build(),
                                null))
                .succeeded();
        assertThat(fake.users()).isEmpty();
    }

    @Test
    void delete_again_isNotFound() {
        rig.delete(arn).succeeded();
        assertThat(rig.delete(arn).end().getErrorCode()).isEqualTo(NotFound);
        var byName = rig.run(
                Action.DELETE,
                Rig.request(
                        ResourceModel.builder()
                                .instanceArn(FakeConnect.INSTANCE)
                                .username("ada")
                                .build(),
                        null));
        assertThat(byName.end().getErrorCode()).isEqualTo(NotFound);
    }

    @Test
    void delete_thenCreate_meetsNoOldUser() {
        rig.delete(arn).succeeded();
        assertThat(rig.create(Samples.plain()).succeeded().model().getUserArn()).isNotEqualTo(arn);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("software.amazon.connect.user.CreateLostAnswerTest#lost")
    void delete_answerLost_isSuccess(String name, Fault fault) {
        fake.fail("DeleteUser", fault);
        rig.delete(arn).succeeded();
        assertThat(fake.users()).isEmpty();
    }

    @Test
    void delete_throttledBeyondOneInvocation_isCalledBack() {
        fake.fail("DeleteUser", 30, Fault.throttled());
        Rig.Run run = rig.delete(arn).succeeded();
        assertThat(run.events()).hasSizeGreaterThan(1);
    }

    @Test
    void delete_answerLostInOneInvocationThenGone_isSuccess() {
        fake.fail("DeleteUser", 8, Fault.throttled()).fail("DeleteUser", Fault.answerLost());
        fake.fail("DeleteUser", 8, Fault.throttled());
        rig.delete(arn).succeeded();
    }

    @Test
    void delete_throttledForGood_isNotStabilized() {
        fake.fail("DeleteUser", 5_000, Fault.throttled());
        assertThat(rig.delete(arn).end().getErrorCode()).isEqualTo(NotStabilized);
    }

    @Test
    void delete_stillShown_waitsUntilItIsGone() {
        fake.fail("DescribeUser", Fault.staleRead(), Fault.staleRead());
        Rig.Run run = rig.delete(arn).succeeded();
        assertThat(run.events()).hasSizeGreaterThan(1);
    }

    @Test
    void delete_denied_failsAndKeepsTheUser() {
        fake.fail("DeleteUser", Fault.accessDenied());
        assertThat(rig.delete(arn).end().getErrorCode()).isEqualTo(AccessDenied);
        assertThat(fake.users()).hasSize(1);
    }

    static Stream<Fault> refusedLooks() {
        return Stream.of(
                Fault.accessDenied(),
                Fault.limitExceeded(),
                Fault.refused("InvalidRequestException", 400, "No"),
                Fault.throttled(),
                Fault.answerTooLate());
    }

    @ParameterizedTest
    @MethodSource("refusedLooks")
    void delete_lookAfterwardsRefused_isSuccess(Fault refusal) {
        fake.fail("DescribeUser", 50, refusal);
        rig.delete(arn).succeeded();
        assertThat(fake.users()).isEmpty();
        assertThat(fake.requests(DeleteUserRequest.class)).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("refusedLooks")
    void delete_stillShownThenLookRefused_isSuccess(Fault refusal) {
        fake.fail("DescribeUser", Fault.staleRead(), refusal);
        rig.delete(arn).succeeded();
        assertThat(fake.requests(DeleteUserRequest.class)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void delete_stillShown_isSentOnce(int staleReads) {
        fake.staleReadsAfterWrites = staleReads;
        rig.delete(arn).succeeded();
        assertThat(fake.requests(DeleteUserRequest.class)).hasSize(1);
    }

    @Test
    void delete_shownForGood_isSentAFewTimesOnlyAndNotStabilized() {
        fake.fail("DescribeUser", 500, Fault.staleRead());
        Rig.Run run = rig.delete(arn);
        assertThat(run.end().getErrorCode()).isEqualTo(NotStabilized);
        assertThat(run.events()).hasSize(31);
        assertThat(fake.requests(DeleteUserRequest.class)).hasSizeBetween(5, 7);
    }

    /** A stack takes NotFound for what it asked for, and would leave the user behind. */
    @Test
    void delete_notFoundByOneReplica_isSentAgain() {
        fake.fail("DeleteUser", Fault.refused("ResourceNotFoundException", 404, "User not found"));
        rig.delete(arn).succeeded();
        assertThat(fake.users()).isEmpty();
    }

    @Test
    void delete_goneAndThenRefused_isSuccess() {
        fake.fail("DeleteUser", Fault.serverErrorAfterCommit(), Fault.accessDenied());
        rig.delete(arn).succeeded();
    }

    @Test
    void delete_refusedOfAUserThatIsGone_isNotFound() {
        rig.delete(arn).succeeded();
        fake.fail("DeleteUser", Fault.refused("InvalidRequestException", 400, "No"));
        assertThat(rig.delete(arn).end().getErrorCode()).isEqualTo(NotFound);
    }
}
