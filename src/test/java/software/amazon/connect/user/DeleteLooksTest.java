package software.amazon.connect.user;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.cloudformation.Action;
import software.amazon.connect.user.support.FakeConnect;
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

    @Test
    void delete_ofTheRequestsOwnAccountAndRegion_needsNoLookBefore() {
        rig.delete(identifier.getUserArn()).succeeded();
        assertThat(fake.operations()).startsWith("DeleteUser");
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
}
