package software.amazon.connect.user;

import static org.assertj.core.api.Assertions.assertThat;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.AccessDenied;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.InvalidRequest;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.NotStabilized;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import software.amazon.awssdk.services.connect.model.UpdateUserIdentityInfoRequest;
import software.amazon.awssdk.services.connect.model.UpdateUserIdentityInfoResponse;
import software.amazon.connect.user.support.FakeConnect.Behaviour;
import software.amazon.connect.user.support.FakeConnectApi;
import software.amazon.connect.user.support.Fault;
import software.amazon.connect.user.support.Samples;

/** E-mail addresses that are dropped where Connect refuses one of them, or both, to be empty. */
class UpdateEmailsTest extends ExistingUser {
    private static final Fault REFUSED = Fault.refused("InvalidParameterException", 400, "No e-mail address");

    @BeforeEach
    void absentMembersStay() {
        fake.behaviours.add(Behaviour.IDENTITY_MERGES);
    }

    private ResourceModel withoutEmails() {
        return withEmails(null);
    }

    private ResourceModel withEmails(String email) {
        return changed(model -> {
            model.getIdentityInfo().setEmail(email);
            model.getIdentityInfo().setSecondaryEmail(email);
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

    /** A template may say so in as many words: that comes to the same as a member that is dropped. */
    @ParameterizedTest
    @CsvSource({"1, false, true", "2, true, false", "3, true, true"})
    void update_toAnEmptyTextThatIsRefused_isAsIfItWereDropped(int refusals, boolean stays, boolean secondaryStays) {
        fake.fail("UpdateUserIdentityInfo", refusals, REFUSED);
        ResourceModel empty = withEmails("");
        rig.update(before, empty).succeeded();
        var identity = before.getIdentityInfo();
        var shown = fake.only().user().identityInfo();
        assertThat(shown.email()).isEqualTo(stays ? identity.getEmail() : "");
        assertThat(shown.secondaryEmail()).isEqualTo(secondaryStays ? identity.getSecondaryEmail() : "");
    }

    @Test
    void update_toEmptyTextsThatAreAlwaysRefused_settlesAtOnce() {
        fake.behaviours.add(Behaviour.REFUSES_EMPTY_EMAIL);
        var run = rig.update(before, withEmails("")).succeeded();
        assertThat(run.events()).hasSize(1);
        assertThat(run.model().getIdentityInfo()).isEqualTo(before.getIdentityInfo());
    }

    @Test
    void create_withAnEmptyText_isAsIfItWereNotThere() {
        fake.remove(before.getUserArn());
        ResourceModel desired = Samples.full();
        desired.getIdentityInfo().setEmail("");
        desired.getIdentityInfo().setSecondaryEmail("");
        ResourceModel made = rig.create(desired).succeeded().model();
        assertThat(made.getIdentityInfo().getEmail()).isNull();
        assertThat(made.getIdentityInfo().getSecondaryEmail()).isNull();
    }

    @Test
    void update_refusedForAnotherReason_failsWithTheLastOne() {
        fake.fail("UpdateUserIdentityInfo", REFUSED, REFUSED, REFUSED, REFUSED);
        assertThat(rig.update(before, withoutEmails()).end().getErrorCode()).isEqualTo(InvalidRequest);
        fake.fail("UpdateUserIdentityInfo", REFUSED, Fault.accessDenied());
        assertThat(rig.update(before, withoutEmails()).end().getErrorCode()).isEqualTo(AccessDenied);
    }

    /** What the service has not refused to clear must go: that it is shown is no success. */
    @ParameterizedTest
    @NullAndEmptySource
    void update_oneStaysThatWasNotRefused_isNoSuccess(String email) {
        rig.way = connect -> new FakeConnectApi(fake) {
            @Override
            public UpdateUserIdentityInfoResponse updateUserIdentityInfo(UpdateUserIdentityInfoRequest request) {
                if ("".equals(request.identityInfo().secondaryEmail())) {
                    throw REFUSED.before();
                }
                return UpdateUserIdentityInfoResponse.builder().build();
            }
        };
        var end = rig.update(before, withEmails(email)).end();
        assertThat(end.getErrorCode()).isEqualTo(NotStabilized);
        assertThat(end.getMessage()).contains("IdentityInfo.Email").doesNotContain("SecondaryEmail");
    }

    @Test
    void update_bothStayThatWereNotRefused_isNoSuccess() {
        ignoresIdentities();
        for (ResourceModel desired : List.of(withoutEmails(), withEmails(""))) {
            notStabilized(before, desired);
        }
    }

    /** What somebody else has put there goes when the template says so in as many words. */
    @Test
    void update_toEmptyTextsWhereNobodyAskedForAddresses_isNoSuccessWhileTheyStay() {
        ignoresIdentities();
        notStabilized(withoutEmails(), withEmails(""));
    }

    private void notStabilized(ResourceModel previous, ResourceModel desired) {
        var end = rig.update(previous, desired).end();
        assertThat(end.getErrorCode()).isEqualTo(NotStabilized);
        assertThat(end.getMessage()).contains("IdentityInfo.Email", "IdentityInfo.SecondaryEmail");
    }

    private void ignoresIdentities() {
        rig.way = connect -> new FakeConnectApi(fake) {
            @Override
            public UpdateUserIdentityInfoResponse updateUserIdentityInfo(UpdateUserIdentityInfoRequest request) {
                return UpdateUserIdentityInfoResponse.builder().build();
            }
        };
    }
}
