package software.amazon.connect.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.connect.model.UpdateUserSecurityProfilesRequest;
import software.amazon.connect.slice.model.UpdateUserConfigRequest;
import software.amazon.connect.user.support.Samples;

/** The order in which an update's calls leave, each time because the other way round something would be lost. */
class UpdateCallOrderTest extends ExistingUser {
    @Test
    void update_fromAListToPhoneConfig_clearsListsThenWritesPhoneConfigThenSetsLists() {
        updated(model -> {
            model.setAutoAcceptConfigs(null);
            model.setPhoneConfig(UserPhoneConfig.builder().autoAccept(true).build());
        });
        assertThat(writes()).containsExactly("UpdateUserConfig", "UpdateUserPhoneConfig", "UpdateUserConfig");
        List<UpdateUserConfigRequest> lists = fake.requests(UpdateUserConfigRequest.class);
        assertThat(lists.get(0).hasAutoAcceptConfigs()).isTrue();
        assertThat(lists.get(0).autoAcceptConfigs()).as("cleared first").isEmpty();
        assertThat(lists.get(1).afterContactWorkConfigs())
                .as("set behind PhoneConfig, which Connect may give to every channel")
                .hasSize(2);
    }

    @Test
    void update_ofAListAndPhoneConfig_setsTheListLast() {
        updated(model -> {
            model.setPhoneConfig(
                    UserPhoneConfig.builder().phoneType("SOFT_PHONE").build());
            model.setPhoneNumberConfigs(null);
            model.setAfterContactWorkConfigs(List.of(Samples.afterContactWork("VOICE", 45)));
        });
        assertThat(writes()).endsWith("UpdateUserPhoneConfig", "UpdateUserConfig");
    }

    @Test
    void update_ofEverything_removesBeforeItAdds_andTagsComeLast() {
        updated(model -> {
            model.setUserProficiencies(List.of(
                    Samples.proficiency("Language", "German", 4), Samples.proficiency("Language", "French", 1)));
            model.setTags(Samples.tags("Team", "Rome"));
            model.setHierarchyGroupArn(null);
            model.getIdentityInfo().setLastName("King");
        });
        assertThat(writes())
                .containsExactly(
                        "UpdateUserIdentityInfo",
                        "UpdateUserHierarchy",
                        "DisassociateUserProficiencies",
                        "AssociateUserProficiencies",
                        "UpdateUserProficiencies",
                        "UntagResource",
                        "TagResource");
    }

    @Test
    void update_ofSecurityProfiles_namesThemInOneOrderWhateverTheSetHas() {
        updated(model -> model.setSecurityProfileArns(
                Samples.securityProfiles("sp-9", "sp-3", "sp-7", "sp-1", "sp-8", "sp-2", "sp-6", "sp-4")));
        assertThat(fake.requests(UpdateUserSecurityProfilesRequest.class).get(0).securityProfileIds())
                .isSorted()
                .hasSize(8);
    }

    @Test
    void update_ofAUserInAGroupThatNoModelNames_leavesItThere() {
        before.setHierarchyGroupArn(null);
        updated(model -> model.setTags(Samples.tags("Team", "Rome")));
        assertThat(writes()).doesNotContain("UpdateUserHierarchy");
        assertThat(fake.only().user().hierarchyGroupId()).isEqualTo("hg-1");
    }
}
