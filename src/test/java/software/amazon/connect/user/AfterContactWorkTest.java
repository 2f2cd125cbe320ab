package software.amazon.connect.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.connect.slice.model.ApiAfterContactWorkConfigPerChannel;
import software.amazon.connect.slice.model.ApiVoiceEnhancementConfig;
import software.amazon.connect.user.support.Samples;

/** What becomes of lists by channel beside PhoneConfig, which Connect gives to every channel. */
class AfterContactWorkTest extends MirroredUser {
    /** Nobody asks for the list: it follows, and keeps what it says of first callbacks. */
    @Test
    void template_thatChangesAnotherMember_keepsWhatAListSaysOfFirstCallbacks() {
        live(0, LIST);
        somebodySets(user -> user.autoAcceptConfigs(autoAccept("VOICE", false).toBuilder()
                .agentFirstCallbackAutoAccept(true)
                .build()));
        ResourceModel template = with(rig.read(before).succeeded().model(), model -> model.setAutoAcceptConfigs(null));
        rig.update(template, with(template, model -> {
                    model.getPhoneConfig().setAutoAccept(true);
                    model.setAfterContactWorkConfigs(List.of(Samples.afterContactWork("VOICE", 61)));
                }))
                .succeeded();
        assertThat(fake.only().user().autoAcceptConfigs())
                .containsExactly(autoAccept("VOICE", true).toBuilder()
                        .agentFirstCallbackAutoAccept(true)
                        .build());
    }

    /** A first-callback time is nothing that PhoneConfig can say: the list is another view of it all the same. */
    @Test
    void template_thatChangesTheMember_changesItForEveryChannel_alsoBesideAFirstCallbackTime() {
        ResourceModel shown = live(30, Map.of("VOICE", 30, "CHAT", 30));
        somebodySets(user -> user.afterContactWorkConfigs(user.build().afterContactWorkConfigs().stream()
                .map(item -> item.toBuilder()
                        .agentFirstCallbackAfterContactWorkConfig(limit -> limit.afterContactWorkTimeLimit(10))
                        .build())
                .toList()));
        ResourceModel template = with(shown, model -> model.setAfterContactWorkConfigs(null));
        rig.update(template, with(template, model -> {
                    model.getPhoneConfig().setAfterContactWorkTimeLimit(40);
                    model.setAutoAcceptConfigs(List.of(Samples.autoAccept("CHAT", true)));
                }))
                .succeeded();
        assertThat(times()).containsEntry("VOICE", 40).containsEntry("CHAT", 40);
        assertThat(fake.only().user().afterContactWorkConfigs())
                .filteredOn(item -> "VOICE".equals(item.channelAsString()))
                .extracting(
                        item -> item.agentFirstCallbackAfterContactWorkConfig().afterContactWorkTimeLimit())
                .containsExactly(10);
    }

    /** The same without another list that has the lists written anyway. */
    @Test
    void template_thatChangesTheMemberAlone_keepsAFirstCallbackTime() {
        live(30, Map.of("VOICE", 30));
        somebodySets(user -> user.afterContactWorkConfigs(ApiAfterContactWorkConfigPerChannel.builder()
                .channel("VOICE")
                .afterContactWorkConfig(limit -> limit.afterContactWorkTimeLimit(30))
                .agentFirstCallbackAfterContactWorkConfig(limit -> limit.afterContactWorkTimeLimit(10))
                .build()));
        ResourceModel template = with(rig.read(before).succeeded().model(), it -> it.setAfterContactWorkConfigs(null));
        rig.update(template, with(template, it -> it.getPhoneConfig().setAfterContactWorkTimeLimit(40)))
                .succeeded();
        assertThat(times()).isEqualTo(Map.of("VOICE", 40));
        assertThat(fake.only().user().afterContactWorkConfigs())
                .extracting(
                        item -> item.agentFirstCallbackAfterContactWorkConfig().afterContactWorkTimeLimit())
                .containsExactly(10);
    }

    /** What a template drops from PhoneConfig takes nothing of the list that it keeps. */
    @Test
    void template_thatDropsTheMember_keepsItsList() {
        ResourceModel shown = live(0, Map.of("VOICE", 60));
        ResourceModel listed = with(shown, model -> {
            model.getPhoneConfig().setAutoAccept(true);
            model.getPhoneConfig().setAfterContactWorkTimeLimit(null);
        });
        rig.update(shown, listed).succeeded();
        ResourceModel both = with(
                listed,
                model -> model.setAutoAcceptConfigs(
                        List.of(Samples.autoAccept("VOICE", false), Samples.autoAccept("CHAT", true))));
        rig.update(listed, both).succeeded();
        rig.update(both, with(both, model -> model.getPhoneConfig().setAutoAccept(null)))
                .succeeded();
        assertThat(fake.only().user().autoAcceptConfigs())
                .extracting(item -> item.channelAsString() + " " + item.autoAccept())
                .containsExactlyInAnyOrder("VOICE false", "CHAT true");
        assertThat(times()).isEqualTo(Map.of("VOICE", 60));
    }

    /** A template that names the member alone leaves a list that somebody else has set, whatever it changes. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void template_thatChangesTheMember_leavesTheListOfSomebodyElse(boolean withAnotherList) {
        ResourceModel shown = live(30, LIST);
        ResourceModel template = with(shown, model -> model.setAfterContactWorkConfigs(null));
        rig.update(template, with(template, model -> {
                    model.getPhoneConfig().setAfterContactWorkTimeLimit(45);
                    model.setAutoAcceptConfigs(withAnotherList ? List.of(Samples.autoAccept("CHAT", true)) : null);
                }))
                .succeeded();
        assertThat(times()).isEqualTo(LIST);
        assertThat(fake.only().user().phoneConfig().afterContactWorkTimeLimit()).isEqualTo(45);
    }

    /** What PhoneConfig makes of further channels is then what is shown of nobody's. */
    @Test
    void update_ofPhoneConfigThatSaysNothingOfAList_writesNone() {
        ResourceModel shown = live(0, Map.of("VOICE", 0));
        rig.update(shown, with(shown, model -> model.getPhoneConfig().setAutoAccept(true)))
                .succeeded();
        assertThat(writes()).containsExactly("UpdateUserPhoneConfig");
    }

    @Test
    void update_ofTags_besideAnEmptyListAndItsMember_writesNoSetting() {
        ResourceModel shown = live(30, Map.of());
        ResourceModel template = with(shown, model -> model.setAfterContactWorkConfigs(List.of()));
        rig.update(template, with(template, model -> model.setTags(Samples.tags("Team", "Paris"))))
                .succeeded();
        assertThat(writes()).containsOnly("TagResource", "UntagResource");
    }

    @Test
    void update_ofPhoneConfig_writesNoListForVoiceEnhancementsSake() {
        live(0, Map.of());
        somebodySets(user -> user.voiceEnhancementConfigs(ApiVoiceEnhancementConfig.builder()
                .channel("VOICE")
                .voiceEnhancementMode("VOICE_ISOLATION")
                .build()));
        fake.forgetCalls();
        ResourceModel shown = rig.read(before).succeeded().model();
        ResourceModel template = with(shown, model -> {
            model.setVoiceEnhancementConfigs(null);
            model.setAfterContactWorkConfigs(null);
        });
        rig.update(template, with(template, model -> model.getPhoneConfig().setAutoAccept(true)))
                .succeeded();
        assertThat(writes()).containsExactly("UpdateUserPhoneConfig");
    }

    /** A channel that said otherwise than PhoneConfig is somebody's, also beside one that said the same. */
    @Test
    void template_thatChangesTheMember_leavesTheChannelsThatSayOtherwise() {
        live(30, Map.of());
        somebodySets(user -> user.afterContactWorkConfigs(time("VOICE", 30, 10), time("CHAT", 90, 0)));
        ResourceModel template = with(rig.read(before).succeeded().model(), it -> it.setAfterContactWorkConfigs(null));
        rig.update(template, with(template, it -> it.getPhoneConfig().setAfterContactWorkTimeLimit(45)))
                .succeeded();
        assertThat(fake.only().user().afterContactWorkConfigs())
                .containsExactly(time("VOICE", 45, 10), time("CHAT", 90, 0));
    }

    /** Nothing is documented of other settings: a list that nobody names is not written for their sake. */
    @Test
    void template_thatChangesAnotherMember_writesNoListOfSomebodyElse() {
        live(0, Map.of());
        somebodySets(user -> user.autoAcceptConfigs(
                autoAccept("VOICE", false).toBuilder()
                        .agentFirstCallbackAutoAccept(true)
                        .build(),
                autoAccept("CHAT", false)));
        ResourceModel template = with(rig.read(before).succeeded().model(), it -> it.setAutoAcceptConfigs(null));
        fake.forgetCalls();
        rig.update(template, with(template, it -> it.getPhoneConfig().setAutoAccept(true)))
                .succeeded();
        assertThat(writes()).containsExactly("UpdateUserPhoneConfig");
    }
}
