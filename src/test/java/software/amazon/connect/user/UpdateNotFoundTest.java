package software.amazon.connect.user;

import static org.assertj.core.api.Assertions.assertThat;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.NotFound;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.connect.user.support.Fault;
import software.amazon.connect.user.support.Samples;

/** What becomes of an update whose user is not found, once, for some time or for good. */
class UpdateNotFoundTest extends ExistingUser {
    private static final Fault NOT_FOUND = Fault.refused("ResourceNotFoundException", 404, "x");

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void update_notFoundOnTheWay_isSuccessWhileLooksDoNotAgree(int times) {
        fake.fail("DescribeUser", Fault.none(), Fault.staleRead()).fail("DescribeUser", times, NOT_FOUND);
        rig.update(before, changed(model -> model.setRoutingProfileArn(Samples.routingProfile("rp-2"))))
                .succeeded();
        assertThat(writes()).containsExactly("UpdateUserRoutingProfile");
    }

    @Test
    void update_ofAUserThatIsNotThere_isNotFoundAtOnce() {
        fake.remove(before.getUserArn());
        Rig.Run run = rig.update(before, changed(model -> model.setRoutingProfileArn(Samples.routingProfile("rp-2"))));
        failed(NotFound, run);
        assertThat(run.events()).hasSize(1);
        assertThat(fake.operations()).containsExactly("DescribeUser", "DescribeUser");
    }

    @Test
    void update_notFoundOnceBeforeAnythingIsSent_isSuccess() {
        fake.fail("DescribeUser", NOT_FOUND);
        rig.update(before, changed(model -> model.setRoutingProfileArn(Samples.routingProfile("rp-2"))))
                .succeeded();
    }

    @Test
    void update_ofAUserThatGoesOnTheWay_isNotFoundWhenThreeLooksAgree() {
        fake.fail("DescribeUser", Fault.none()).fail("DescribeUser", 50, NOT_FOUND);
        Rig.Run run = rig.update(before, changed(model -> model.setRoutingProfileArn(Samples.routingProfile("rp-2"))));
        failed(NotFound, run);
        assertThat(run.events()).hasSize(3);
        assertThat(run.model().getUserArn()).isEqualTo(before.getUserArn());
    }

    @Test
    void update_ofAUserThatGoesAfterLostAnswers_isNotFoundWhenThreeLooksAgree() {
        fake.fail("UpdateUserRoutingProfile", 3, Fault.answerLost());
        fake.fail("DescribeUser", Fault.none()).fail("DescribeUser", 50, NOT_FOUND);
        Rig.Run run = rig.update(before, changed(model -> model.setRoutingProfileArn(Samples.routingProfile("rp-2"))));
        failed(NotFound, run);
        assertThat(run.events()).hasSize(4);
    }

    /** A look that finds nobody stands between those that agree on something else. */
    @Test
    void update_notFoundBetweenLooks_beginsTheirCountAnew() {
        fake.fail("DescribeUser", Fault.none(), Fault.staleRead(), Fault.staleRead(), NOT_FOUND, NOT_FOUND);
        fake.fail("DescribeUser", 2, Fault.staleRead());
        rig.update(before, changed(model -> model.setRoutingProfileArn(Samples.routingProfile("rp-2"))))
                .succeeded();
        assertThat(writes()).containsExactly("UpdateUserRoutingProfile");
    }
}
