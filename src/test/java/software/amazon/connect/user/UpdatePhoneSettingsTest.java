package software.amazon.connect.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.connect.model.UpdateUserPhoneConfigRequest;
import software.amazon.connect.user.model.ConnectArn;
import software.amazon.connect.user.support.Aspects;
import software.amazon.connect.user.support.FakeConnect;
import software.amazon.connect.user.support.Samples;

/** Updates of what PhoneConfig and the lists by channel both can say. */
class UpdatePhoneSettingsTest extends ExistingUser {
    @Test
    void update_ofWhatAReadShows_canMoveUnsetMembersToTheirLists() {
        ResourceModel created = rig.create(
                        Samples.plain().toBuilder().username("eve").build())
                .succeeded()
                .model();
        ResourceModel shown = rig.read(created).succeeded().model();
        assertThat(shown.getPhoneConfig().getAutoAccept()).isFalse();
        ResourceModel patched = shown.toBuilder()
                .autoAcceptConfigs(List.of(Samples.autoAccept("VOICE", true)))
                .afterContactWorkConfigs(List.of(Samples.afterContactWork("CHAT", 30)))
                .build();
        ResourceModel updated = rig.update(shown, patched).succeeded().model();
        assertThat(updated.getAutoAcceptConfigs()).isEqualTo(patched.getAutoAcceptConfigs());
        assertThat(updated.getAfterContactWorkConfigs()).isEqualTo(patched.getAfterContactWorkConfigs());
    }

    @Test
    void update_ofWhatAReadShows_theNewListWinsOverTheRepeatedMember() {
        ResourceModel shown = rig.create(Samples.plain().toBuilder()
                        .username("eve")
                        .phoneConfig(UserPhoneConfig.builder().autoAccept(true).build())
                        .build())
                .succeeded()
                .model();
        ResourceModel patched = shown.toBuilder()
                .autoAcceptConfigs(List.of(Samples.autoAccept("VOICE", false)))
                .build();
        assertThat(rig.update(shown, patched).succeeded().model().getAutoAcceptConfigs())
                .isEqualTo(patched.getAutoAcceptConfigs());
    }

    @Test
    void update_ofWhatAReadShows_theNewMemberWinsOverTheRepeatedList() {
        before.setPhoneConfig(rig.read(before).model().getPhoneConfig());
        ResourceModel patched = Rig.copy(before);
        patched.getPhoneConfig().setAutoAccept(true);
        ResourceModel model = rig.update(before, patched).succeeded().model();
        assertThat(model.getPhoneConfig().getAutoAccept()).isTrue();
        assertThat(model.getAutoAcceptConfigs()).isEqualTo(before.getAutoAcceptConfigs());
    }

    @Test
    void update_ofWhatAReadShows_ofTagsAlone_touchesNoSetting() {
        before = rig.read(before).succeeded().model();
        assertThat(before.getPhoneConfig().getAutoAccept()).isFalse();
        updated(model -> model.setTags(Samples.tags("New", "tag")));
        assertThat(writes()).containsOnly("TagResource", "UntagResource");
    }

    @Test
    void update_deskPhoneWithoutNumberThatAReadShows_mayStay() {
        var live = fake.only();
        fake.put(
                live.user().toBuilder()
                        .phoneNumberConfigs(List.of())
                        .phoneConfig(phone -> phone.phoneType("DESK_PHONE"))
                        .build(),
                live.levels());
        before = rig.read(before).succeeded().model();
        updated(model -> model.setTags(Samples.tags("New", "tag")));
    }

    private void somebodyElseSetsADeskPhone() {
        var live = fake.only();
        fake.put(
                live.user().toBuilder()
                        .phoneNumberConfigs(List.of())
                        .phoneConfig(phone -> phone.phoneType("DESK_PHONE").deskPhoneNumber("+12065550100"))
                        .build(),
                live.levels());
    }

    private ResourceModel withPhone(UserPhoneConfig phone) {
        return changed(model -> {
            model.setPhoneConfig(phone);
            model.setPhoneNumberConfigs(null);
        });
    }

    private String numberSentFor(UserPhoneConfig softPhone) {
        somebodyElseSetsADeskPhone();
        before = withPhone(softPhone);
        rig.update(before, before).succeeded();
        UpdateUserPhoneConfigRequest sent =
                fake.requests(UpdateUserPhoneConfigRequest.class).get(0);
        assertThat(sent.phoneConfig().phoneTypeAsString()).isEqualTo("SOFT_PHONE");
        return sent.phoneConfig().deskPhoneNumber();
    }

    @Test
    void update_deskPhoneThatSomebodyElseSet_goesWithItsNumber() {
        assertThat(numberSentFor(
                        UserPhoneConfig.builder().phoneType("SOFT_PHONE").build()))
                .isNull();
    }

    @Test
    void update_deskPhoneThatSomebodyElseSet_numberThatIsAskedForBesideTheSoftPhone_isSent() {
        assertThat(numberSentFor(UserPhoneConfig.builder()
                        .phoneType("SOFT_PHONE")
                        .deskPhoneNumber("+12065550199")
                        .build()))
                .isEqualTo("+12065550199");
    }

    @Test
    void update_deskPhoneThatIsAskedForWithoutItsNumber_keepsTheNumber() {
        somebodyElseSetsADeskPhone();
        before = withPhone(UserPhoneConfig.builder().phoneType("DESK_PHONE").build());
        ResourceModel desired = Rig.copy(before);
        desired.getPhoneConfig().setAutoAccept(true);
        rig.update(before, desired).succeeded();
        assertThat(fake.only().user().phoneConfig().deskPhoneNumber()).isEqualTo("+12065550100");
    }

    @Test
    void update_listsByChannel_changedAndCleared() {
        updated(model -> model.setAutoAcceptConfigs(List.of(Samples.autoAccept("TASK", true))));
        assertThat(writes()).containsExactly("UpdateUserConfig");
        ResourceModel model = updated(desired -> {
            desired.setAutoAcceptConfigs(null);
            desired.setAfterContactWorkConfigs(null);
            desired.setPhoneNumberConfigs(null);
            desired.setPersistentConnectionConfigs(null);
            desired.setVoiceEnhancementConfigs(null);
        });
        assertThat(Aspects.of(fake.only()).keySet()).noneMatch(aspect -> aspect.startsWith("list."));
        assertThat(model.getVoiceEnhancementConfigs()).isNull();
    }

    @Test
    void update_fromListsToPhoneConfigAndBack_holdsTheFormAskedFor() {
        ResourceModel phone = updated(model -> {
            model.setAutoAcceptConfigs(null);
            model.setAfterContactWorkConfigs(null);
            model.setPhoneNumberConfigs(null);
            model.setPersistentConnectionConfigs(null);
            model.setPhoneConfig(Samples.deskPhone());
        });
        assertThat(phone.getPhoneConfig()).isEqualTo(Samples.deskPhone());
        ResourceModel lists = before;
        before = phone;
        ResourceModel back = updated(model -> {
            model.setPhoneConfig(null);
            model.setAutoAcceptConfigs(lists.getAutoAcceptConfigs());
            model.setAfterContactWorkConfigs(lists.getAfterContactWorkConfigs());
            model.setPhoneNumberConfigs(lists.getPhoneNumberConfigs());
            model.setPersistentConnectionConfigs(lists.getPersistentConnectionConfigs());
        });
        assertThat(back.getAutoAcceptConfigs()).isEqualTo(lists.getAutoAcceptConfigs());
        assertThat(back.getPhoneNumberConfigs()).isEqualTo(lists.getPhoneNumberConfigs());
    }

    @Test
    void update_deskPhoneToSoftPhone_takesTheNumberAway() {
        ResourceModel desired = Samples.plain().toBuilder()
                .username("desk")
                .phoneConfig(Samples.deskPhone())
                .build();
        before = rig.create(desired).succeeded().model();
        fake.forgetCalls();
        ResourceModel model = updated(it -> it.setPhoneConfig(
                UserPhoneConfig.builder().phoneType("SOFT_PHONE").build()));
        assertThat(model.getPhoneConfig().getDeskPhoneNumber()).isNull();
        assertThat(writes()).containsExactly("UpdateUserPhoneConfig");
    }

    @Test
    void update_whereBothFormsMirrorEachOther_comesToAnEnd() {
        fake.behaviours.add(FakeConnect.Behaviour.PHONE_MIRRORS_LISTS);
        ResourceModel phone = updated(model -> {
            model.setAutoAcceptConfigs(null);
            model.setAfterContactWorkConfigs(null);
            model.setPhoneNumberConfigs(null);
            model.setPersistentConnectionConfigs(null);
            model.setPhoneConfig(Samples.deskPhone());
        });
        assertThat(phone.getPhoneConfig()).isEqualTo(Samples.deskPhone());
        fake.forgetCalls();
        before = phone;
        updated(model -> {});
        assertThat(writes()).isEmpty();
        ResourceModel desired = changed(model -> {
            model.setPhoneConfig(null);
            model.setAutoAcceptConfigs(List.of(Samples.autoAccept("CHAT", true)));
        });
        ResourceModel model = rig.update(before, desired).succeeded().model();
        assertThat(model.getAutoAcceptConfigs()).isEqualTo(desired.getAutoAcceptConfigs());
        assertThat(model.getAfterContactWorkConfigs()).isEqualTo(desired.getAfterContactWorkConfigs());
    }

    @Test
    void update_ofListsWhereBothFormsMirrorEachOther_withoutPhoneConfig_holdsTheLists() {
        fake.behaviours.add(FakeConnect.Behaviour.PHONE_MIRRORS_LISTS);
        ResourceModel desired = Rig.copy(Samples.full());
        desired.setUsername("grace");
        desired.setPassword(Samples.PASSWORD);
        before = rig.create(desired).succeeded().model();
        before = rig.read(before).succeeded().model();
        updated(model -> {
            model.setPhoneConfig(null);
            model.setAutoAcceptConfigs(List.of(Samples.autoAccept("TASK", true)));
            model.setPersistentConnectionConfigs(List.of(PersistentConnectionConfig.builder()
                    .channel("VOICE")
                    .persistentConnection(false)
                    .build()));
            model.setVoiceEnhancementConfigs(null);
            model.setHierarchyGroupArn(null);
        });
    }

    /** What a read shows of a user is in both forms, and templates are made of it. */
    @Test
    void update_thatRepeatsBothFormsInAgreement_healsBoth() {
        ResourceModel both = rig.create(Samples.plain().toBuilder()
                        .username("eve")
                        .phoneConfig(UserPhoneConfig.builder().autoAccept(true).build())
                        .build())
                .succeeded()
                .model();
        both.setAutoAcceptConfigs(List.of(Samples.autoAccept("VOICE", true)));
        ConnectArn eve = ConnectArn.of(ConnectArn.USER, "UserArn", both.getUserArn());
        fake.write(
                eve.instanceId(),
                eve.id(),
                stored -> stored.with(user -> user.phoneConfig(it -> it.autoAccept(false))
                        .autoAcceptConfigs(it -> it.channel("VOICE").autoAccept(false))));
        ResourceModel model = rig.update(both, both).succeeded().model();
        assertThat(model.getPhoneConfig().getAutoAccept()).isTrue();
        assertThat(model.getAutoAcceptConfigs()).isEqualTo(both.getAutoAcceptConfigs());
    }

    @Test
    void update_thatRepeatsBothFormsInDisagreement_leavesThemAlone() {
        ResourceModel both = changed(model -> {
            model.setPhoneConfig(UserPhoneConfig.builder().autoAccept(true).build());
            model.setAutoAcceptConfigs(List.of(Samples.autoAccept("VOICE", false)));
        });
        ResourceModel tagged = Rig.copy(both);
        tagged.setTags(Samples.tags("New", "tag"));
        rig.update(both, tagged).succeeded();
        assertThat(writes()).containsOnly("TagResource", "UntagResource");
    }
}
