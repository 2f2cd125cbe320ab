package software.amazon.connect.user;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.cloudformation.Action;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.connect.slice.model.DescribeUserRequest;
import software.amazon.connect.slice.model.DescribeUserResponse;
import software.amazon.connect.user.support.FakeConnect;
import software.amazon.connect.user.support.FakeConnectApi;
import software.amazon.connect.user.support.Fault;
import software.amazon.connect.user.support.Samples;

/** What a deletion looks at before and after its one call. */
class DeleteLooksTest {
    private final Rig rig = new Rig();
    private final FakeConnect fake = rig.fake;
    private ResourceModel identifier;

    @BeforeEach
    void createUser() {
        String arn = rig.create(Samples.plain()).succeeded().model().getUserArn();
        identifier = ResourceModel.builder().userArn(arn).build();
        fake.forgetCalls();
    }

    @Test
    void delete_stillShownThenNoAnswerForAWholeInvocation_looksAgainInTheNext() {
        fake.fail("DescribeUser", Fault.staleRead()).fail("DescribeUser", 25, Fault.throttled());
        Rig.Run run = rig.delete(identifier.getUserArn()).succeeded();
        assertThat(run.events()).as("the look, one without an answer, the end").hasSizeGreaterThan(2);
        assertThat(fake.operations()).endsWith("DescribeUser");
    }

    @Test
    void delete_whereTheRequestSaysNoAccount_looksBeforeTheArnIsBelieved() {
        var request = Rig.request(identifier, null);
        request.setAwsAccountId(null);
        rig.run(Action.DELETE, request).succeeded();
        assertThat(fake.operations()).startsWith("DescribeUser", "DeleteUser");
    }

    /** A stack would take that for deleted. */
    @Test
    void delete_ofAReplicaThatOneAnswerDoesNotFind_isNotTakenForDone() {
        var request = Rig.request(identifier, null);
        request.setRegion("us-west-2");
        fake.fail("DescribeUser", Fault.refused("ResourceNotFoundException", 404, "Not found"));
        rig.run(Action.DELETE, request).succeeded();
        assertThat(fake.users()).isEmpty();
    }

    @Test
    void delete_ofTheRequestsOwnAccountAndRegion_needsNoLookBefore() {
        rig.delete(identifier.getUserArn()).succeeded();
        assertThat(fake.operations()).startsWith("DeleteUser");
    }

    /** No answer was lost, so that nobody has deleted it here. */
    @Test
    void delete_ofNobodyWhereLooksAreDenied_isNotFound() {
        fake.remove(identifier.getUserArn());
        fake.fail("DescribeUser", 5000, Fault.accessDenied());
        var end = rig.delete(identifier.getUserArn()).end();
        assertThat(end.getErrorCode()).isEqualTo(HandlerErrorCode.NotFound);
    }

    /** One look alone says nothing against what was refused. */
    @Test
    void delete_refusedAndNotFoundByOneLook_saysWhatWasRefused() {
        fake.fail("DeleteUser", Fault.refused("InvalidRequestException", 400, "Not now"));
        fake.fail("DescribeUser", Fault.refused("ResourceNotFoundException", 404, "User not found"));
        var end = rig.delete(identifier.getUserArn()).end();
        assertThat(end.getErrorCode()).isEqualTo(HandlerErrorCode.InvalidRequest);
        assertThat(end.getMessage()).contains("Not now");
    }

    /** A user that is shown is not gone, however often DeleteUser does not find it. */
    @Test
    void delete_notFoundTwiceThoughTheUserIsShown_isSentUntilItIsGone() {
        fake.fail("DeleteUser", 2, Fault.refused("ResourceNotFoundException", 404, "User not found"));
        rig.delete(identifier.getUserArn()).succeeded();
        assertThat(fake.users()).isEmpty();
    }

    @Test
    void delete_notFoundTwiceWhileLooksAreThrottled_isSentUntilItIsGone() {
        fake.fail("DeleteUser", 2, Fault.refused("ResourceNotFoundException", 404, "User not found"));
        fake.fail("DescribeUser", 40, Fault.throttled());
        rig.delete(identifier.getUserArn()).succeeded();
        assertThat(fake.users()).isEmpty();
    }

    @Test
    void delete_answeredAndThenShownAsNothing_isSuccess() {
        rig.way = connect -> new FakeConnectApi(fake) {
            @Override
            public DescribeUserResponse describeUser(DescribeUserRequest request) {
                return DescribeUserResponse.builder().build();
            }
        };
        rig.delete(identifier.getUserArn()).succeeded();
    }

    @Test
    void delete_stillShown_isSentAgainAfterFiveLooks() {
        fake.fail("DescribeUser", 500, Fault.staleRead());
        rig.delete(identifier.getUserArn());
        assertThat(fake.operations())
                .startsWith(
                        "DeleteUser",
                        "DescribeUser",
                        "DescribeUser",
                        "DescribeUser",
                        "DescribeUser",
                        "DescribeUser",
                        "DeleteUser");
    }

    /** The ARN is judged once: when the user is gone by our own doing, there is nothing left to judge it by. */
    @Test
    void delete_ofAReplicaWhoseAnswersGetLost_isDoneWhenTheUserIsGone() {
        var request = Rig.request(identifier, null);
        request.setRegion("us-west-2");
        fake.fail("DeleteUser", Fault.answerLost()).fail("DeleteUser", 40, Fault.requestLost());
        assertThat(rig.run(Action.DELETE, request).succeeded().events()).hasSizeGreaterThan(1);
    }

    @Test
    void delete_throttledAndThenTakenAwayByOthers_isNotFoundAndNoSuccess() {
        fake.fail("DeleteUser", 40, Fault.throttled());
        var request = Rig.request(identifier, null);
        var first = rig.invoke(Action.DELETE, request, null);
        fake.heal();
        fake.remove(identifier.getUserArn());
        var second = rig.invoke(Action.DELETE, request, Rig.copyOf(first.getCallbackContext()));
        assertThat(second.getErrorCode()).isEqualTo(HandlerErrorCode.NotFound);
    }

    @Test
    void delete_ofAReplicaThatCouldNotBeLookedAt_looksBeforeItDeletes() {
        var request = Rig.request(identifier, null);
        request.setRegion("us-west-2");
        fake.fail("DescribeUser", 60, Fault.throttled());
        assertThat(rig.run(Action.DELETE, request).succeeded().events()).hasSizeGreaterThan(1);
        assertThat(fake.operations().subList(0, 61)).containsOnly("DescribeUser");
        assertThat(fake.operations()).containsOnlyOnce("DeleteUser");
    }
}
