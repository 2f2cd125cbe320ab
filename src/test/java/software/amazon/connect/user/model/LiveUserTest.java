package software.amazon.connect.user.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.connect.user.PersistentConnectionConfig;
import software.amazon.connect.user.ResourceModel;
import software.amazon.connect.user.Rig;
import software.amazon.connect.user.UserPhoneConfig;
import software.amazon.connect.user.change.Desired;
import software.amazon.connect.user.change.UserChanges;
import software.amazon.connect.user.support.FakeConnect;
import software.amazon.connect.user.support.RandomModels;
import software.amazon.connect.user.support.Samples;

/** A user is shown as Connect shows it, with the ARNs that the caller uses. */
class LiveUserTest {
    private static final UserPhoneConfig PHONE = Samples.deskPhone();

    private static LiveUser both() {
        ResourceModel model = Samples.full();
        model.setPhoneConfig(WholeObject.PHONE.copy(PHONE));
        return new LiveUser(model, Map.of(), null);
    }

    @Test
    void shownLike_bothForms_showsBothAsConnectDoes() {
        ResourceModel shown = both().shownLike(new ResourceModel());
        assertThat(shown.getPhoneConfig()).isEqualTo(PHONE);
        assertThat(shown.getAutoAcceptConfigs()).hasSize(2);
    }

    @Test
    void shownLike_arnsOfAnotherRegion_givesBackTheCallersSpelling() {
        ResourceModel desired = Rig.parse(
                Rig.json(both().model()).replace("us-east-1", "eu-west-2"), new TypeReference<ResourceModel>() {});
        ResourceModel shown = both().shownLike(desired);
        assertThat(shown.getRoutingProfileArn()).isEqualTo(desired.getRoutingProfileArn());
        assertThat(shown.getHierarchyGroupArn()).isEqualTo(desired.getHierarchyGroupArn());
        assertThat(shown.getInstanceArn()).isEqualTo(desired.getInstanceArn());
        assertThat(shown.getSecurityProfileArns())
                .containsExactlyInAnyOrderElementsOf(desired.getSecurityProfileArns())
                .isNotEmpty();
    }

    @Test
    void shownLike_arnsOfTwoRegions_areSortedAllTheSame() {
        ResourceModel desired = Samples.plain();
        desired.setSecurityProfileArns(Set.of(
                FakeConnect.INSTANCE + "/security-profile/sp-1",
                FakeConnect.INSTANCE.replace("us-east-1", "eu-west-2") + "/security-profile/sp-2"));
        LiveUser live = both();
        live.model().setSecurityProfileArns(Samples.securityProfiles("sp-1", "sp-2"));
        assertThat(live.shownLike(desired).getSecurityProfileArns().stream().toList())
                .hasSize(2)
                .isSorted();
    }

    @Test
    void shownLike_emptyListDesired_showsNoEmptyList() {
        ResourceModel model = Samples.plain();
        ResourceModel shown = new LiveUser(model, Map.of(), null)
                .shownLike(ResourceModel.builder().autoAcceptConfigs(List.of()).build());
        assertThat(shown.getAutoAcceptConfigs()).isNull();
    }

    @Test
    void shownLike_itself_isNotChanged() {
        LiveUser live = both();
        live.shownLike(Samples.plain());
        assertThat(live).isEqualTo(both());
    }

    @Test
    void shownLike_anyUser_isDesirable() {
        for (long seed = 0; seed < 500; seed++) {
            RandomModels random = new RandomModels(seed);
            ResourceModel desired = random.model();
            var stored = random.user(desired);
            ConnectArn arn =
                    ConnectArn.of(ConnectArn.USER, "UserArn", stored.user().arn());
            LiveUser live = LiveUser.of(arn, stored.user(), List.of());
            ResourceModel shown = live.shownLike(desired);
            assertThat(Rig.json(shown)).as("seed %d", seed).doesNotContain("[]", "{}", "null");
            ModelRules.check(shown, shown);
            var again = Desired.of(shown, shown, live.tags(), live.tags(), false);
            assertThat(UserChanges.between(arn, again, live))
                    .as("seed %d: what is shown is what is there", seed)
                    .isEmpty();
        }
    }

    @Test
    void fingerprint_channelsInAnotherOrder_isTheSame() {
        assertThat(listing("CHAT", true, "EMAIL", false)).isEqualTo(listing("EMAIL", false, "CHAT", true));
    }

    /** The hash of a map is the same when two of its values change places. */
    @Test
    void fingerprint_valuesThatChangedPlaces_isAnother() {
        assertThat(listing("CHAT", true, "EMAIL", false)).isNotEqualTo(listing("CHAT", false, "EMAIL", true));
        var one = new LiveUser(new ResourceModel(), Map.of("a", "c", "b", "d"), null);
        var other = new LiveUser(new ResourceModel(), Map.of("a", "d", "b", "c"), null);
        assertThat(one.fingerprint()).isNotEqualTo(other.fingerprint());
    }

    private static int listing(String one, boolean itIs, String other, boolean thisIs) {
        ResourceModel model = ResourceModel.builder()
                .persistentConnectionConfigs(List.of(
                        PersistentConnectionConfig.builder()
                                .channel(one)
                                .persistentConnection(itIs)
                                .build(),
                        PersistentConnectionConfig.builder()
                                .channel(other)
                                .persistentConnection(thisIs)
                                .build()))
                .build();
        return new LiveUser(model, Map.of(), null).fingerprint();
    }
}
