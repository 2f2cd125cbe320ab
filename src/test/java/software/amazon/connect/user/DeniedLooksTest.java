package software.amazon.connect.user;

import static org.assertj.core.api.Assertions.assertThat;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.AccessDenied;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.cloudformation.Action;
import software.amazon.connect.user.support.Fault;
import software.amazon.connect.user.support.Samples;

/** What becomes of an operation whose looks are refused, as a policy conditioned on tags does once a tag is written. */
class DeniedLooksTest extends ExistingUser {
    private static final String LOOK = "DescribeUser";

    private ResourceModel retagged() {
        return changed(model -> model.setTags(Samples.tags("Team", "Paris", "Cost", "42")));
    }

    private void deniedFromLook(int number) {
        fake.fail(LOOK, number, Fault.none()).fail(LOOK, 100, Fault.accessDenied());
    }

    @ParameterizedTest
    @ValueSource(strings = {LOOK, "ListUserProficiencies"})
    void update_lookAfterTheLastCallDenied_isSuccessWithWhatWasAskedFor(String look) {
        fake.fail(look, Fault.none()).fail(look, 100, Fault.accessDenied());
        Rig.Run run = rig.update(before, retagged()).succeeded();
        assertThat(run.events()).hasSize(1);
        assertThat(run.model()).isEqualTo(retagged());
        assertThat(fake.only().user().tags()).containsEntry("Team", "Paris");
        assertThat(rig.seen).contains("every call was answered, and no look is allowed", "not authorized");
    }

    @Test
    void update_lookDenied_answersWithoutEmptyValues() {
        ResourceModel desired = changed(model -> {
            model.setTags(Set.of());
            model.setAutoAcceptConfigs(List.of());
            model.setUserProficiencies(List.of());
            model.setPhoneConfig(new UserPhoneConfig());
            model.getIdentityInfo().setSecondaryEmail("");
        });
        deniedFromLook(1);
        ResourceModel answered = rig.update(before, desired).succeeded().model();
        assertThat(answered.getTags()).isNull();
        assertThat(answered.getAutoAcceptConfigs()).isNull();
        assertThat(answered.getUserProficiencies()).isNull();
        assertThat(answered.getPhoneConfig()).isNull();
        assertThat(answered.getIdentityInfo().getSecondaryEmail()).isNull();
        assertThat(answered.getIdentityInfo().getFirstName())
                .isEqualTo(desired.getIdentityInfo().getFirstName());
        assertThat(answered.getVoiceEnhancementConfigs()).isEqualTo(desired.getVoiceEnhancementConfigs());
    }

    @Test
    void update_laterLookDenied_isSuccess() {
        fake.fail(LOOK, Fault.none(), Fault.staleRead()).fail(LOOK, 100, Fault.accessDenied());
        assertThat(rig.update(before, retagged()).succeeded().events()).hasSize(2);
    }

    @Test
    void update_firstLookDenied_isDeniedAndChangesNothing() {
        deniedFromLook(0);
        failed(AccessDenied, rig.update(before, retagged()));
        failed(AccessDenied, rig.update(before, before));
        assertThat(writes()).isEmpty();
    }

    @Test
    void update_lookThrottledAfterTheLastCall_isNoSuccessYet() {
        fake.fail(LOOK, Fault.none()).fail(LOOK, 40, Fault.throttled());
        assertThat(rig.update(before, retagged()).succeeded().events()).hasSizeGreaterThan(1);
    }

    @Test
    void update_deniedWhileACallIsStillToBeMade_isDenied() {
        fake.fail("TagResource", 3, Fault.serverError());
        deniedFromLook(1);
        failed(AccessDenied, rig.update(before, changed(model -> {
            model.setRoutingProfileArn(Samples.routingProfile("rp-2"));
            model.setTags(Samples.tags("Team", "Paris", "Cost", "42"));
        })));
        assertThat(fake.only().user().tags()).containsEntry("Team", "Berlin");
    }

    @Test
    void update_deniedAfterTagsOfWhichALateLookAskedForSomeAlone_isDenied() {
        ResourceModel other = retagged();
        rig.update(before, other).succeeded();
        fake.fail(LOOK, Fault.staleRead()).fail(LOOK, 100, Fault.accessDenied());
        ResourceModel desired =
                changed(model -> model.setTags(Samples.tags("Team", "Berlin", "Cost", "42", "New", "x")));
        failed(AccessDenied, rig.update(other, desired));
        assertThat(fake.only().user().tags()).containsEntry("New", "x").containsEntry("Team", "Paris");
    }

    /** A late list has hidden one of two proficiencies that the call should have brought. */
    @Test
    void update_deniedAfterACallThatALateLookMadeSmaller_isDenied() {
        ResourceModel less =
                changed(model -> model.setUserProficiencies(List.of(Samples.proficiency("Language", "German", 5))));
        rig.update(before, less).succeeded();
        fake.fail("ListUserProficiencies", Fault.staleRead());
        deniedFromLook(1);
        ResourceModel desired = changed(model -> {
            model.setUserProficiencies(List.of(
                    before.getUserProficiencies().get(0),
                    before.getUserProficiencies().get(1),
                    Samples.proficiency("Language", "Thai", 2)));
            model.setTags(Samples.tags("Team", "Paris", "Cost", "42"));
        });
        failed(AccessDenied, rig.update(less, desired));
    }

    /** Nothing tells whether a call is still needed that the first look, which was late, did not ask for. */
    @Test
    void update_deniedAfterALateFirstLook_isDenied() {
        ResourceModel other = changed(model -> model.setRoutingProfileArn(Samples.routingProfile("rp-2")));
        rig.update(before, other).succeeded();
        fake.lag(LOOK, 1);
        deniedFromLook(1);
        ResourceModel desired = changed(model -> model.setUserProficiencies(
                List.of(Samples.proficiency("Language", "German", 5), Samples.proficiency("Language", "English", 1))));
        failed(AccessDenied, rig.update(other, desired));
    }

    @Test
    void rollback_lookAfterTheLastCallDenied_isSuccess() {
        rig.update(before, retagged()).succeeded();
        deniedFromLook(1);
        var request = Rig.request(before, retagged());
        request.setRollback(true);
        rig.run(Action.UPDATE, request).succeeded();
        assertThat(fake.only().user().tags()).containsEntry("Team", "Berlin");
    }

    @Test
    void create_lookDenied_isSuccessWithTheArn() {
        fake.remove(before.getUserArn());
        deniedFromLook(0);
        Rig.Run run = rig.create(Samples.plain()).succeeded();
        assertThat(run.model().getUserArn()).isEqualTo(fake.only().user().arn());
    }

    @Test
    void create_withProficiencies_lookDenied_isSuccessWhenTheyAreGiven() {
        fake.remove(before.getUserArn());
        deniedFromLook(0);
        Rig.Run run = rig.create(Samples.full()).succeeded();
        assertThat(run.model().getUserArn()).isEqualTo(fake.only().user().arn());
        assertThat(fake.only().levels()).hasSize(2);
    }

    @Test
    void create_withProficiencies_deniedBeforeTheyAreGiven_isDenied() {
        fake.remove(before.getUserArn());
        fake.fail("AssociateUserProficiencies", Fault.serverError());
        deniedFromLook(0);
        Rig.Run run = rig.create(Samples.full());
        failed(AccessDenied, run);
        assertThat(run.model().getUserArn()).isEqualTo(fake.only().user().arn());
    }
}
