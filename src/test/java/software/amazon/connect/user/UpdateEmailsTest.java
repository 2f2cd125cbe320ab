package software.amazon.connect.user;

import static org.assertj.core.api.Assertions.assertThat;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.AccessDenied;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.InvalidRequest;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.NotStabilized;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.connect.model.UpdateUserIdentityInfoRequest;
import software.amazon.awssdk.services.connect.model.UpdateUserIdentityInfoResponse;
import software.amazon.connect.user.support.FakeConnect.Behaviour;
import software.amazon.connect.user.support.FakeConnectApi;
import software.amazon.connect.user.support.Fault;

/** E-mail addresses that are dropped where Connect refuses one of them, or both, to be empty. */
class UpdateEmailsTest extends ExistingUser {
    private static final Fault REFUSED = Fault.refused("InvalidParameterException", 400, "No e-mail address");

    @BeforeEach
    void absentMembersStay() {
        fake.behaviours.add(Behaviour.IDENTITY_MERGES);
    }

    private ResourceModel withoutEmails() {
        return changed(model -> {
            model.getIdentityInfo().setEmail(null);
            model.getIdentityInfo().setSecondaryEmail(null);
        });
    }

    @Test
    void update_secondaryEmailMayNotBeEmpty_theOtherGoesAllTheSame() {
        fake.fail("UpdateUserIdentityInfo", REFUSED);
        rig.update(before, withoutEmails()).succeeded();
        assertThat(fake.only().user().identityInfo().email()).isEqualTo("");
        assertThat(fake.only().user().identityInfo().secondaryEmail())
                .isEqualTo(before.getIdentityInfo().getSecondaryEmail());
    }

    @Test
    void update_emailMayNotBeEmpty_theSecondaryOneGoesAllTheSame() {
        fake.fail("UpdateUserIdentityInfo", REFUSED, REFUSED);
        rig.update(before, withoutEmails()).succeeded();
        assertThat(fake.only().user().identityInfo().secondaryEmail()).isEqualTo("");
        assertThat(fake.only().user().identityInfo().email())
                .isEqualTo(before.getIdentityInfo().getEmail());
    }

    @Test
    void update_neitherMayBeEmpty_bothStay() {
        fake.fail("UpdateUserIdentityInfo", REFUSED, REFUSED, REFUSED);
        rig.update(before, withoutEmails()).succeeded();
        assertThat(fake.only().user().identityInfo().email())
                .isEqualTo(before.getIdentityInfo().getEmail());
        assertThat(writes()).hasSize(4);
    }

    @Test
    void update_refusedForAnotherReason_failsWithTheLastOne() {
        fake.fail("UpdateUserIdentityInfo", REFUSED, REFUSED, REFUSED, REFUSED);
        assertThat(rig.update(before, withoutEmails()).end().getErrorCode()).isEqualTo(InvalidRequest);
        fake.fail("UpdateUserIdentityInfo", REFUSED, Fault.accessDenied());
        assertThat(rig.update(before, withoutEmails()).end().getErrorCode()).isEqualTo(AccessDenied);
    }

    /** What the service has not refused to clear must go: that it is shown is no success. */
    @Test
    void update_oneStaysThatWasNotRefused_isNoSuccess() {
        rig.way = connect -> new FakeConnectApi(fake) {
            @Override
            public UpdateUserIdentityInfoResponse updateUserIdentityInfo(UpdateUserIdentityInfoRequest request) {
                if ("".equals(request.identityInfo().secondaryEmail())) {
                    throw REFUSED.before();
                }
                return UpdateUserIdentityInfoResponse.builder().build();
            }
        };
        var end = rig.update(before, withoutEmails()).end();
        assertThat(end.getErrorCode()).isEqualTo(NotStabilized);
        assertThat(end.getMessage()).contains("IdentityInfo.Email").doesNotContain("SecondaryEmail");
    }

    @Test
    void update_secondaryStaysThatWasNotRefused_isNoSuccess() {
        rig.way = connect -> new FakeConnectApi(fake) {
            @Override
            public UpdateUserIdentityInfoResponse updateUserIdentityInfo(UpdateUserIdentityInfoRequest request) {
                return UpdateUserIdentityInfoResponse.builder().build();
            }
        };
        var end = rig.update(before, withoutEmails()).end();
        assertThat(end.getErrorCode()).isEqualTo(NotStabilized);
        assertThat(end.getMessage()).contains("IdentityInfo.Email", "IdentityInfo.SecondaryEmail");
    }
}
