package software.amazon.connect.user;

import static org.assertj.core.api.Assertions.assertThat;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.NotFound;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import software.amazon.cloudformation.Action;
import software.amazon.connect.user.support.FakeConnect;
import software.amazon.connect.user.support.RandomModels;
import software.amazon.connect.user.support.Samples;

class UpdateHandlerTest extends ExistingUser {
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
    void update_listDroppedOfATemplateWithoutPhoneConfig_takesOneCall() {
        before.setPhoneConfig(null);
        updated(model -> {
            model.setAutoAcceptConfigs(null);
            model.setVoiceEnhancementConfigs(null);
        });
        assertThat(writes()).containsExactly("UpdateUserConfig");
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
}
