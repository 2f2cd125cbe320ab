package software.amazon.connect.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.cloudformation.Action;
import software.amazon.cloudformation.proxy.OperationStatus;
import software.amazon.connect.user.support.Fault;
import software.amazon.connect.user.support.Samples;

/** What is asked for in a rollback was there before: nothing may keep the user from going back to it. */
class UpdateRollbackTest extends ExistingUser {
    private Rig.Run rolledBack(ResourceModel failed, ResourceModel former) {
        var request = Rig.request(former, failed);
        request.setRollback(true);
        return rig.run(Action.UPDATE, request);
    }

    @Test
    void rollback_toAModelThatANewUpdateWouldBeRefusedFor_succeeds() {
        ResourceModel both = changed(model -> {
            model.setPhoneConfig(Samples.deskPhone());
            model.setAutoAcceptConfigs(List.of(Samples.autoAccept("VOICE", true)));
        });
        ResourceModel failed = changed(model -> {
            model.getPhoneConfig().setAutoAccept(false);
            model.setAutoAcceptConfigs(List.of(Samples.autoAccept("VOICE", false)));
        });
        assertThat(rig.update(both, failed).end().getStatus()).isEqualTo(OperationStatus.FAILED);
        rolledBack(failed, both).succeeded();
    }

    @Test
    void update_toWhatIsShownThoughSomethingElseWasWanted_looksUntilLooksAgree() {
        ResourceModel other = changed(model -> model.setRoutingProfileArn(Samples.routingProfile("rp-2")));
        rig.update(before, other).succeeded();
        fake.forgetCalls();
        fake.fail("DescribeUser", Fault.staleRead());
        rig.update(other, before).succeeded();
        assertThat(fake.only().user().routingProfileId()).isEqualTo("rp-1");
    }

    @Test
    void update_toWhatIsShownAgainAndAgain_isDoneAfterThreeLooks() {
        ResourceModel other = changed(model -> model.setRoutingProfileArn(Samples.routingProfile("rp-2")));
        Rig.Run run = rig.update(other, before).succeeded();
        assertThat(run.events()).hasSize(3);
        assertThat(writes()).isEmpty();
    }

    @Test
    void update_thatChangesNothing_isDoneAtTheFirstLook() {
        assertThat(rig.update(before, before).succeeded().events()).hasSize(1);
        assertThat(rig.update(null, before).succeeded().events()).hasSize(1);
    }

    /** What a rollback restores is what late looks still show, call by call. */
    @Test
    void rollback_thatHasSentEverything_looksThreeTimesAllTheSame() {
        ResourceModel other = changed(model -> model.setRoutingProfileArn(Samples.routingProfile("rp-2")));
        rig.update(before, other).succeeded();
        assertThat(rolledBack(other, before).succeeded().events()).hasSize(3);
    }

    /** An answer that was lost says no more than no call: the look that agrees may be one of before both. */
    @Test
    void update_whoseAnswersGotLost_isDoneWhenThreeLooksShowIt() {
        fake.fail("UpdateUserRoutingProfile", 3, Fault.answerLost());
        ResourceModel other = changed(model -> model.setRoutingProfileArn(Samples.routingProfile("rp-2")));
        assertThat(rig.update(before, other).succeeded().events()).hasSize(4);
        assertThat(writes()).containsOnly("UpdateUserRoutingProfile").hasSize(3);
    }

    /** The user after an update to the other profile, and a model that goes back and asks for more. */
    private ResourceModel backAndMore(ResourceModel other) {
        rig.update(before, other).succeeded();
        fake.forgetCalls();
        return changed(model -> model.setUserProficiencies(List.of(
                Samples.proficiency("Language", "German", 5),
                Samples.proficiency("Language", "English", 3),
                Samples.proficiency("Language", "Thai", 2))));
    }

    @Test
    void update_backAndMore_isBackThoughOnlyTheMoreWasSentAndLooksShowTheTimeBeforeBoth() {
        ResourceModel other = changed(model -> model.setRoutingProfileArn(Samples.routingProfile("rp-2")));
        ResourceModel desired = backAndMore(other);
        fake.lag("DescribeUser", 2);
        rig.update(other, desired).succeeded();
        assertThat(fake.only().user().routingProfileId()).isEqualTo("rp-1");
        assertThat(fake.only().levels()).hasSize(3);
        assertThat(writes()).containsExactly("AssociateUserProficiencies", "UpdateUserRoutingProfile");
    }

    @Test
    void update_backWhereThreeCallsHadNoEffect_isBackThoughTheNextLookShowsTheTimeBeforeBoth() {
        ResourceModel other = changed(model -> model.setRoutingProfileArn(Samples.routingProfile("rp-2")));
        rig.update(before, other).succeeded();
        fake.fail("UpdateUserRoutingProfile", 3, Fault.serverError());
        fake.fail("DescribeUser", Fault.none(), Fault.staleRead());
        rig.update(other, before).succeeded();
        assertThat(fake.only().user().routingProfileId()).isEqualTo("rp-1");
    }

    /** What was answered is carried out, also when everything was sent anew since. */
    @Test
    void update_sentAnew_isDoneAtTheFirstLookThatShowsIt() {
        fake.fail("ListUserProficiencies", Fault.none()).fail("ListUserProficiencies", 3, Fault.staleRead());
        ResourceModel desired = changed(model -> {
            model.setRoutingProfileArn(Samples.routingProfile("rp-2"));
            model.setUserProficiencies(List.of(
                    Samples.proficiency("Language", "German", 5),
                    Samples.proficiency("Language", "English", 3),
                    Samples.proficiency("Language", "Thai", 2)));
        });
        assertThat(rig.update(before, desired).succeeded().events()).hasSize(3);
        assertThat(writes())
                .containsExactly(
                        "UpdateUserRoutingProfile", "AssociateUserProficiencies", "AssociateUserProficiencies");
    }

    /** The list is written again, or not, for what PhoneConfig shows; that the template has kept it says nothing. */
    @Test
    void update_ofPhoneConfigBesideAListThatIsKept_isDoneAtTheFirstLook() {
        fake.remove(before.getUserArn());
        before = rig.create(Samples.plain().toBuilder()
                        .phoneConfig(UserPhoneConfig.builder()
                                .phoneType("SOFT_PHONE")
                                .build())
                        .afterContactWorkConfigs(List.of(Samples.afterContactWork("VOICE", 30)))
                        .build())
                .succeeded()
                .model();
        before.setPhoneConfig(UserPhoneConfig.builder().phoneType("SOFT_PHONE").build());
        var live = fake.only();
        fake.put(
                live.user().toBuilder()
                        .phoneConfig(phone -> phone.phoneType("SOFT_PHONE").afterContactWorkTimeLimit(30))
                        .build(),
                live.levels());
        fake.forgetCalls();
        Rig.Run run = rig.update(before, changed(model -> model.getPhoneConfig().setAutoAccept(true)))
                .succeeded();
        assertThat(writes()).containsExactly("UpdateUserPhoneConfig", "UpdateUserConfig");
        assertThat(run.events()).hasSize(1);
    }

    /** Each of what is kept whole is sent whole, however little of it a look has shown to be missing. */
    @Test
    void update_ofWhichSomebodyHasDonePartBefore_isDoneAtTheFirstLook() {
        var live = fake.only();
        fake.put(
                live.user().toBuilder()
                        .identityInfo(live.user().identityInfo().toBuilder()
                                .lastName("King")
                                .build())
                        .build(),
                live.levels());
        ResourceModel desired = changed(model -> {
            model.getIdentityInfo().setFirstName("Augusta");
            model.getIdentityInfo().setLastName("King");
        });
        assertThat(rig.update(before, desired).succeeded().events()).hasSize(1);
    }

    @Test
    void update_ofTagsOfWhichALookAsksForSomeAlone_looksUntilLooksAgree() {
        ResourceModel other = changed(model -> model.setTags(Samples.tags("Team", "Paris", "Cost", "42")));
        rig.update(before, other).succeeded();
        fake.fail("DescribeUser", Fault.staleRead(), Fault.none(), Fault.staleRead());
        ResourceModel desired = Rig.copy(before);
        desired.setTags(Samples.tags("Team", "Berlin", "Cost", "42", "New", "tag"));
        rig.update(other, desired).succeeded();
        assertThat(fake.only().user().tags()).containsEntry("Team", "Berlin").containsEntry("New", "tag");
    }

    @Test
    void update_ofAListThatIsShownAsDesiredThoughItWasAnother_looksUntilLooksAgree() {
        ResourceModel other = changed(model -> model.setAutoAcceptConfigs(List.of(Samples.autoAccept("TASK", true))));
        rig.update(before, other).succeeded();
        fake.fail("DescribeUser", Fault.staleRead());
        rig.update(other, before).succeeded();
        assertThat(rig.read(before).model().getAutoAcceptConfigs()).isEqualTo(before.getAutoAcceptConfigs());
    }
}
