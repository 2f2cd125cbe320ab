package software.amazon.connect.user;

import static org.assertj.core.api.Assertions.assertThat;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.InvalidRequest;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.NotStabilized;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.connect.user.support.Fault;
import software.amazon.connect.user.support.Samples;

/** How often an update looks before it sends a call anew, and how often it does so. */
class ConvergenceRoundsTest extends ExistingUser {
    private static final String WRITE = "UpdateUserRoutingProfile";

    private Rig.Run toAnotherProfile() {
        return rig.update(before, changed(model -> model.setRoutingProfileArn(Samples.routingProfile("rp-2"))));
    }

    @Test
    void update_neverShown_isSentAnewOnceWhenThreeLooksAgree() {
        fake.fail("DescribeUser", 500, Fault.staleRead());
        assertThat(toAnotherProfile().end().getErrorCode()).isEqualTo(NotStabilized);
        List<String> calls = fake.operations();
        assertThat(calls).filteredOn(WRITE::equals).hasSize(2);
        assertThat(calls.subList(calls.indexOf(WRITE), calls.lastIndexOf(WRITE)))
                .filteredOn("DescribeUser"::equals)
                .hasSize(3);
    }

    @Test
    void update_ofSomethingThatIsThereTwice_isInvalidRequest_forTheUserItselfExists() {
        fake.fail(WRITE, Fault.refused("DuplicateResourceException", 409, "There is one"));
        var end = toAnotherProfile().end();
        assertThat(end.getErrorCode()).isEqualTo(InvalidRequest);
        assertThat(end.getMessage()).contains("RoutingProfileArn").contains("There is one");
    }
}
