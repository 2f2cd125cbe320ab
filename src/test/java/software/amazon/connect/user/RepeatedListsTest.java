package software.amazon.connect.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.cloudformation.Action;
import software.amazon.connect.user.support.FakeConnect.Behaviour;
import software.amazon.connect.user.support.Fault;
import software.amazon.connect.user.support.Samples;

/** What a patch of Cloud Control, or a rollback, makes of a list by channel that it only repeats beside PhoneConfig. */
class RepeatedListsTest extends MirroredUser {
    /** What one patch makes of PhoneConfig depends neither on the service nor on an unrelated list. */
    @ParameterizedTest
    @CsvSource({"true,false", "true,true", "false,false", "false,true"})
    void patch_ofTheMember_winsOverTheListThatItRepeats(boolean mirrors, boolean withAnotherList) {
        ResourceModel shown = live(30, LIST);
        if (!mirrors) {
            fake.behaviours.clear();
        }
        ResourceModel patched = with(shown, model -> {
            model.getPhoneConfig().setAfterContactWorkTimeLimit(45);
            model.setAutoAcceptConfigs(withAnotherList ? List.of(Samples.autoAccept("CHAT", true)) : null);
        });
        rig.update(shown, patched).succeeded();
        assertThat(times()).isEqualTo(Map.of("VOICE", 45, "CHAT", 45));
    }

    @Test
    void patch_thatDropsTheMember_keepsTheListThatItRepeats() {
        ResourceModel shown = live(30, LIST);
        rig.update(shown, with(shown, model -> model.getPhoneConfig().setAfterContactWorkTimeLimit(null)))
                .succeeded();
        assertThat(times()).isEqualTo(LIST);
    }

    /** Connect makes the list of the member: with the one goes the other. */
    @Test
    void patch_thatDropsTheMemberWhichTheListRepeats_dropsBoth() {
        ResourceModel shown = live(30, Map.of("VOICE", 30, "CHAT", 30, "TASK", 30, "EMAIL", 30));
        rig.update(shown, with(shown, model -> model.getPhoneConfig().setAfterContactWorkTimeLimit(null)))
                .succeeded();
        assertThat(fake.only().user().phoneConfig().afterContactWorkTimeLimit()).isZero();
        assertThat(times().values()).containsOnly(0);
    }

    /** The same of a list that may be another view, where another list has all of them written. */
    @Test
    void patch_ofAnotherMemberWhereTheFirstLookIsLate_takesNoChannelOfTheListAway() {
        live(0, LIST);
        somebodySets(user -> user.autoAcceptConfigs(autoAccept("VOICE", false)));
        ResourceModel one = rig.read(before).succeeded().model();
        ResourceModel two = with(
                one,
                it -> it.setAutoAcceptConfigs(
                        List.of(Samples.autoAccept("VOICE", false), Samples.autoAccept("CHAT", true))));
        rig.update(one, two).succeeded();
        fake.lag("DescribeUser", 1);
        rig.update(two, with(two, it -> {
                    it.getPhoneConfig().setAutoAccept(true);
                    it.setAfterContactWorkConfigs(List.of(Samples.afterContactWork("VOICE", 61)));
                }))
                .succeeded();
        assertThat(fake.only().user().autoAcceptConfigs())
                .containsExactly(autoAccept("VOICE", true), autoAccept("CHAT", true));
    }

    /** Of other settings nothing is documented: a list that is only repeated is left as it is. */
    @Test
    void patch_ofAnotherMember_leavesTheListThatItRepeats() {
        live(30, LIST);
        somebodySets(
                user -> user.phoneConfig(phone -> phone.phoneType("SOFT_PHONE").autoAccept(true))
                        .autoAcceptConfigs(autoAccept("VOICE", false), autoAccept("CHAT", true)));
        ResourceModel shown = rig.read(before).succeeded().model();
        rig.update(shown, with(shown, model -> {
                    model.getPhoneConfig().setAutoAccept(false);
                    model.setAfterContactWorkConfigs(List.of(Samples.afterContactWork("VOICE", 61)));
                }))
                .succeeded();
        assertThat(fake.only().user().autoAcceptConfigs())
                .containsExactly(autoAccept("VOICE", false), autoAccept("CHAT", true));
    }

    /** What a patch repeats is known from the patch; a look may be one of long ago. */
    @Test
    void patch_ofTheMemberWhereTheFirstLookIsLate_takesNoChannelOfTheListAway() {
        ResourceModel one = live(30, Map.of("VOICE", 60));
        ResourceModel two = with(
                one,
                it -> it.setAfterContactWorkConfigs(
                        List.of(Samples.afterContactWork("VOICE", 60), Samples.afterContactWork("CHAT", 90))));
        rig.update(one, two).succeeded();
        fake.lag("DescribeUser", 1);
        rig.update(two, with(two, it -> it.getPhoneConfig().setAfterContactWorkTimeLimit(45)))
                .succeeded();
        assertThat(times()).isEqualTo(Map.of("VOICE", 45, "CHAT", 45));
    }

    /** Also when the list says what the member said, in a service that keeps them apart. */
    @Test
    void patches_ofTheMemberOneAfterTheOther_areFollowedEachTime() {
        ResourceModel shown = live(30, LIST);
        fake.behaviours.clear();
        for (int time : List.of(45, 50)) {
            rig.update(shown, with(shown, it -> it.getPhoneConfig().setAfterContactWorkTimeLimit(time)))
                    .succeeded();
            assertThat(times()).isEqualTo(Map.of("VOICE", time, "CHAT", time));
            shown = rig.read(before).succeeded().model();
        }
    }

    /** What Connect itself has made of a list needs no call of ours. */
    @Test
    void patch_ofTheMemberBesideTheListThatConnectMakes_isOneCall() {
        ResourceModel shown = live(30, Map.of("VOICE", 30, "CHAT", 30, "TASK", 30, "EMAIL", 30));
        rig.update(shown, with(shown, it -> it.getPhoneConfig().setAfterContactWorkTimeLimit(45)))
                .succeeded();
        assertThat(times()).containsOnlyKeys("VOICE", "CHAT", "TASK", "EMAIL").containsValue(45);
        assertThat(writes()).containsExactly("UpdateUserPhoneConfig");
    }

    /**
     * The same where somebody has changed both, or a look is one of long ago: what is repeated is what there was
     * before.
     */
    @Test
    void patch_ofTheMemberBesideTheListThatConnectMakes_whereBothAreShownOtherwise_isFollowed() {
        Map<String, Integer> every = Map.of("VOICE", 30, "CHAT", 30, "TASK", 30, "EMAIL", 30);
        ResourceModel shown = live(30, every);
        live(60, Map.of("VOICE", 60, "CHAT", 60, "TASK", 60, "EMAIL", 60));
        rig.update(shown, with(shown, it -> it.getPhoneConfig().setAfterContactWorkTimeLimit(45)))
                .succeeded();
        assertThat(times()).containsOnlyKeys(every.keySet());
        assertThat(times().values()).containsOnly(45);
    }

    /** A template whose forms disagree is nobody's wish, also when something else is taken back. */
    @Test
    void rollback_ofTags_touchesNoForm() {
        ResourceModel a = live(45, LIST);
        live(45, Map.of("VOICE", 45, "CHAT", 45));
        ResourceModel b = with(a, it -> it.setTags(Samples.tags("Team", "Paris")));
        thereAndBack(true, a, b);
        assertThat(times()).isEqualTo(Map.of("VOICE", 45, "CHAT", 45));
        assertThat(writes()).doesNotContain("UpdateUserConfig", "UpdateUserPhoneConfig");
    }

    /** A template that sets the member beside its list is taken back: the list is there again, and the member not. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void rollback_ofAMemberBesideAList_bringsTheListBack(boolean mirrors) {
        ResourceModel a = with(live(0, LIST), it -> it.getPhoneConfig().setAfterContactWorkTimeLimit(null));
        thereAndBack(mirrors, a, with(a, it -> it.getPhoneConfig().setAfterContactWorkTimeLimit(45)));
        assertThat(times()).isEqualTo(LIST);
        assertThat(fake.only().user().phoneConfig().afterContactWorkTimeLimit()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void rollback_ofAnotherMemberBesideItsList_resetsTheMember(boolean mirrors) {
        ResourceModel a = with(live(0, Map.of()), it -> {
            it.getPhoneConfig().setAutoAccept(null);
            it.setAutoAcceptConfigs(List.of(Samples.autoAccept("VOICE", false)));
        });
        rig.update(before, a).succeeded();
        thereAndBack(mirrors, a, with(a, it -> it.getPhoneConfig().setAutoAccept(true)));
        assertThat(fake.only().user().phoneConfig().autoAccept()).isFalse();
        assertThat(fake.only().user().autoAcceptConfigs()).containsExactly(autoAccept("VOICE", false));
    }

    /** What both templates name in both forms is there again in both, though the list has followed in between. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void rollback_ofAChangedMemberBesideItsList_bringsBothBack(boolean mirrors) {
        ResourceModel a = live(30, LIST);
        thereAndBack(mirrors, a, with(a, it -> it.getPhoneConfig().setAfterContactWorkTimeLimit(45)));
        assertThat(times()).isEqualTo(LIST);
        assertThat(fake.only().user().phoneConfig().afterContactWorkTimeLimit()).isEqualTo(30);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void rollback_ofADroppedMemberBesideItsList_bringsBothBack(boolean mirrors) {
        ResourceModel a = live(45, LIST);
        thereAndBack(mirrors, a, with(a, it -> it.getPhoneConfig().setAfterContactWorkTimeLimit(null)));
        assertThat(times()).isEqualTo(LIST);
        assertThat(fake.only().user().phoneConfig().afterContactWorkTimeLimit()).isEqualTo(45);
    }

    /** Where PhoneConfig shows what the list says of VOICE, that is all there is to wait for. */
    @Test
    void rollback_whereBothFormsAreOneThing_bringsTheListBack() {
        ResourceModel a = with(live(0, Map.of()), it -> {
            it.getPhoneConfig().setAutoAccept(null);
            it.setAutoAcceptConfigs(List.of(Samples.autoAccept("VOICE", true)));
        });
        fake.behaviours.clear();
        fake.behaviours.add(Behaviour.PHONE_MIRRORS_LISTS);
        rig.update(before, a).succeeded();
        thereAndBack(true, a, with(a, it -> it.getPhoneConfig().setAutoAccept(false)));
        assertThat(fake.only().user().autoAcceptConfigs()).containsExactly(autoAccept("VOICE", true));
    }

    private void thereAndBack(boolean mirrors, ResourceModel a, ResourceModel b) {
        if (!mirrors) {
            fake.behaviours.clear();
        }
        rig.update(a, b).succeeded();
        var back = Rig.request(a, b);
        back.setRollback(true);
        rig.run(Action.UPDATE, back).succeeded();
    }

    /** The list is asked for until it is shown, whatever fails in between. */
    @Test
    void patch_ofTheMemberWhoseListCannotBeWrittenAtOnce_winsOverTheListAllTheSame() {
        ResourceModel shown = live(30, LIST);
        fake.fail("UpdateUserConfig", 4, Fault.serverError());
        rig.update(shown, with(shown, it -> it.getPhoneConfig().setAfterContactWorkTimeLimit(45)))
                .succeeded();
        assertThat(times()).isEqualTo(Map.of("VOICE", 45, "CHAT", 45));
    }

    /** Connect takes the first callbacks away, also where the list says already what the member is set to. */
    @Test
    void patch_ofTheMemberToWhatTheListSays_keepsAFirstCallbackTime() {
        live(30, Map.of());
        somebodySets(user -> user.afterContactWorkConfigs(time("VOICE", 45, 15)));
        ResourceModel shown = rig.read(before).succeeded().model();
        rig.update(shown, with(shown, it -> it.getPhoneConfig().setAfterContactWorkTimeLimit(45)))
                .succeeded();
        assertThat(fake.only().user().afterContactWorkConfigs()).containsExactly(time("VOICE", 45, 15));
    }

    /** What is repeated is asked for, whatever somebody has made of it since. */
    @Test
    void patch_ofTheMemberWhereSomebodyHasChangedTheList_makesItOfTheMember() {
        ResourceModel shown = live(30, Map.of("VOICE", 40, "CHAT", 50));
        somebodySets(user -> user.afterContactWorkConfigs(time("VOICE", 60, 0), time("CHAT", 90, 0)));
        rig.update(shown, with(shown, it -> it.getPhoneConfig().setAfterContactWorkTimeLimit(45)))
                .succeeded();
        assertThat(times()).isEqualTo(Map.of("VOICE", 45, "CHAT", 45));
    }
}
