package software.amazon.connect.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each setting is shown once: by channel where Connect has it so, in an answer in the form that was asked for. */
class LiveUserTest {
    private static final UserPhoneConfig PHONE = Samples.deskPhone();

    private static LiveUser both() {
        ResourceModel model = Samples.full();
        model.setPhoneConfig(PhoneAndIdentity.copy(PHONE));
        return new LiveUser(model, Map.of(), null);
    }

    @Test
    void shown_bothForms_showsTheLists() {
        ResourceModel shown = both().shown();
        assertThat(shown.getPhoneConfig()).isNull();
        assertThat(shown.getAutoAcceptConfigs()).hasSize(2);
    }

    @Test
    void shown_oneListEmpty_showsThatSettingInPhoneConfig() {
        ResourceModel model = both().model();
        model.setAutoAcceptConfigs(null);
        ResourceModel shown = new LiveUser(model, Map.of(), null).shown();
        assertThat(shown.getPhoneConfig())
                .isEqualTo(UserPhoneConfig.builder().autoAccept(true).build());
    }

    @Test
    void shownLike_phoneConfigDesired_showsThoseMembersAndTheOtherLists() {
        ResourceModel desired = ResourceModel.builder()
                .phoneConfig(UserPhoneConfig.builder()
                        .phoneType("DESK_PHONE")
                        .deskPhoneNumber("+12065550100")
                        .build())
                .build();
        ResourceModel shown = both().shownLike(desired);
        assertThat(shown.getPhoneConfig())
                .isEqualTo(UserPhoneConfig.builder()
                        .phoneType("DESK_PHONE")
                        .deskPhoneNumber("+12065550100")
                        .build());
        assertThat(shown.getPhoneNumberConfigs()).isNull();
        assertThat(shown.getAutoAcceptConfigs()).isNotNull();
    }

    @Test
    void shownLike_emptyListDesired_showsNoEmptyList() {
        ResourceModel model = Samples.plain();
        ResourceModel shown = new LiveUser(model, Map.of(), null)
                .shownLike(ResourceModel.builder().autoAcceptConfigs(List.of()).build());
        assertThat(shown.getAutoAcceptConfigs()).isNull();
    }

    @Test
    void shown_itself_isNotChanged() {
        LiveUser live = both();
        live.shown();
        assertThat(live).isEqualTo(both());
    }

    @Test
    void shown_anyUser_showsEachSettingOnceAndIsDesirable() {
        for (long seed = 0; seed < 500; seed++) {
            RandomModels random = new RandomModels(seed);
            ResourceModel desired = random.model();
            var stored = random.user(desired);
            ConnectArn arn =
                    ConnectArn.of(ConnectArn.USER, "UserArn", stored.user().arn());
            LiveUser live = ModelTranslator.liveUser(arn, stored.user(), List.of());
            for (ResourceModel shown : List.of(live.shown(), live.shownLike(desired))) {
                assertThat(Rig.json(shown)).as("seed %d", seed).doesNotContain("[]", "{}", "null");
                if (shown.getPhoneConfig() == null
                        || shown.getPhoneConfig().getDeskPhoneNumber() != null
                        || !"DESK_PHONE".equals(shown.getPhoneConfig().getPhoneType())) {
                    ModelRules.check(shown);
                }
                var again = new Desired(shown, shown, live.tags(), live.tags());
                assertThat(UserChanges.between(arn, again, live))
                        .as("seed %d: what is shown is what is there", seed)
                        .isEmpty();
            }
        }
    }
}
