package software.amazon.connect.user;

import static org.assertj.core.api.Assertions.assertThat;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.NotFound;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.cloudformation.Action;
import software.amazon.connect.user.support.Aspects;
import software.amazon.connect.user.support.FakeConnect;
import software.amazon.connect.user.support.RandomModels;
import software.amazon.connect.user.support.Samples;

class UpdateHandlerTest extends ExistingUser {
    private ResourceModel updated(Consumer<ResourceModel> change) {
        ResourceModel desired = changed(change);
        ResourceModel model = rig.update(before, desired).succeeded().model();
        assertThat(Aspects.of(model)).containsAllEntriesOf(Aspects.of(desired));
        return model;
    }

    @Test
    void update_nothing_readsAndWritesNothing() {
        ResourceModel same = new RandomModels(3).shuffled(before);
        assertThat(rig.update(before, same).succeeded().model()).isEqualTo(before);
        assertThat(fake.operations()).containsExactly("DescribeUser", "ListUserProficiencies");
    }

    @Test
    void update_integerLevel_isTheSameLevel() {
        String json = Rig.json(before).replace("\"Level\":3.0", "\"Level\":3");
        assertThat(json).contains("\"Level\":3}");
        rig.update(before, Rig.parse(json, new TypeReference<ResourceModel>() {}))
                .succeeded();
        assertThat(writes()).isEmpty();
    }

    @Test
    void update_securityProfiles_addedRemovedAndReordered() {
        updated(model -> model.setSecurityProfileArns(Samples.securityProfiles("sp-1", "sp-2", "sp-3")));
        assertThat(writes()).containsExactly("UpdateUserSecurityProfiles");
        fake.forgetCalls();
        updated(model -> model.setSecurityProfileArns(Samples.securityProfiles("sp-3")));
        assertThat(fake.only().user().securityProfileIds()).containsExactly("sp-3");
        fake.forgetCalls();
        updated(model -> model.setSecurityProfileArns(Samples.securityProfiles("sp-3")));
        assertThat(writes()).isEmpty();
    }

    @Test
    void update_hierarchyGroup_changedAndRemoved() {
        updated(model -> model.setHierarchyGroupArn(Samples.hierarchyGroup("hg-2")));
        assertThat(fake.only().user().hierarchyGroupId()).isEqualTo("hg-2");
        ResourceModel model = updated(desired -> desired.setHierarchyGroupArn(null));
        assertThat(model.getHierarchyGroupArn()).isNull();
        assertThat(fake.only().user().hierarchyGroupId()).isNull();
    }

    @Test
    void update_routingProfile_changes() {
        updated(model -> model.setRoutingProfileArn(Samples.routingProfile("rp-2")));
        assertThat(writes()).containsExactly("UpdateUserRoutingProfile");
    }

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

    @Test
    void update_emailsDropped_areCleared() {
        updated(model -> {
            model.getIdentityInfo().setEmail(null);
            model.getIdentityInfo().setSecondaryEmail(null);
        });
        var info = fake.only().user().identityInfo();
        assertThat(info.email()).isNullOrEmpty();
        assertThat(info.secondaryEmail()).isNullOrEmpty();
        assertThat(info.lastName()).isEqualTo("Lovelace");
    }

    @Test
    void update_partOfIdentity_keepsTheRest() {
        updated(model -> model.getIdentityInfo().setLastName("King"));
        assertThat(fake.only().user().identityInfo().mobile()).isEqualTo("+491711234567");
    }

    @Test
    void update_identityDroppedWhole_keepsNames() {
        ResourceModel model = updated(desired -> desired.setIdentityInfo(null));
        assertThat(model.getIdentityInfo())
                .isEqualTo(UserIdentityInfo.builder()
                        .firstName("Ada")
                        .lastName("Lovelace")
                        .build());
    }

    @Test
    void update_mobileDroppedWhereUpdatesMerge_succeedsAndKeepsIt() {
        fake.behaviours.add(FakeConnect.Behaviour.IDENTITY_MERGES);
        updated(model -> model.getIdentityInfo().setMobile(null));
        assertThat(fake.only().user().identityInfo().mobile()).isEqualTo("+491711234567");
    }

    @Test
    void update_proficiencies_areReplacedWhole() {
        ResourceModel model = updated(desired -> desired.setUserProficiencies(
                List.of(Samples.proficiency("Language", "English", 4), Samples.proficiency("Language", "Thai", 1))));
        assertThat(writes())
                .containsExactly(
                        "DisassociateUserProficiencies", "AssociateUserProficiencies", "UpdateUserProficiencies");
        assertThat(model.getUserProficiencies()).hasSize(2);
        assertThat(updated(desired -> desired.setUserProficiencies(null)).getUserProficiencies())
                .isNull();
    }

    @Test
    void update_tenProficienciesByTenOthers_staysWithinTheLimit() {
        updated(model -> model.setUserProficiencies(ten("a")));
        updated(model -> model.setUserProficiencies(ten("b")));
        assertThat(fake.only().levels()).hasSize(10);
    }

    private static List<UserProficiency> ten(String prefix) {
        return java.util.stream.IntStream.range(0, 10)
                .mapToObj(i -> Samples.proficiency("Skill", prefix + i, 2))
                .toList();
    }

    @Test
    void update_tags_mergesThreeWay() {
        var stored = fake.only();
        Map<String, String> tags = new TreeMap<>(stored.user().tags());
        tags.put("Governance", "keep");
        tags.put("aws:cloudformation:stack-name", "s");
        fake.put(stored.user().toBuilder().tags(tags).build(), stored.levels());
        var request = Rig.request(changed(model -> model.setTags(Samples.tags("Team", "Hamburg", "New", ""))), before);
        request.setPreviousResourceTags(Map.of("Team", "Berlin", "Cost", "42", "OldStack", "1"));
        request.setDesiredResourceTags(Map.of("Team", "Hamburg", "New", "", "Stack", "2", "aws:x", "y"));
        rig.run(Action.UPDATE, request).succeeded();
        assertThat(fake.only().user().tags())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "Team",
                        "Hamburg",
                        "New",
                        "",
                        "Stack",
                        "2",
                        "Governance",
                        "keep",
                        "aws:cloudformation:stack-name",
                        "s"));
        assertThat(writes()).containsExactly("UntagResource", "TagResource");
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
    void update_listDroppedOfATemplateWithoutPhoneConfig_takesOneCall() {
        before.setPhoneConfig(null);
        updated(model -> {
            model.setAutoAcceptConfigs(null);
            model.setVoiceEnhancementConfigs(null);
        });
        assertThat(writes()).containsExactly("UpdateUserConfig");
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
    void update_withoutUserArn_findsTheUserByName() {
        ResourceModel desired = changed(model -> {
            model.setUserArn(null);
            model.setHierarchyGroupArn(Samples.hierarchyGroup("hg-2"));
        });
        assertThat(rig.update(before, desired).succeeded().model().getUserArn()).isEqualTo(before.getUserArn());
        fake.remove(before.getUserArn());
        assertThat(rig.update(before, desired).end().getErrorCode()).isEqualTo(NotFound);
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
}
