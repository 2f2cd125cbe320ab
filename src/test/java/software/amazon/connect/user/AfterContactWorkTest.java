package software.amazon.connect.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.connect.model.TagResourceRequest;
import software.amazon.awssdk.services.connect.model.TagResourceResponse;
import software.amazon.awssdk.services.connect.model.UpdateUserPhoneConfigRequest;
import software.amazon.awssdk.services.connect.model.UpdateUserPhoneConfigResponse;
import software.amazon.connect.slice.model.ApiAfterContactWorkConfigPerChannel;
import software.amazon.connect.slice.model.ApiVoiceEnhancementConfig;
import software.amazon.connect.slice.model.DescribeUserRequest;
import software.amazon.connect.slice.model.DescribeUserResponse;
import software.amazon.connect.slice.model.User;
import software.amazon.connect.user.support.FakeConnect.Behaviour;
import software.amazon.connect.user.support.FakeConnectApi;
import software.amazon.connect.user.support.Fault;
import software.amazon.connect.user.support.Samples;

/** UpdateUserPhoneConfig gives its time for after-contact work to every channel, as its page says. */
class AfterContactWorkTest extends ExistingUser {
    private static final Map<String, Integer> LIST = Map.of("VOICE", 60, "CHAT", 90);

    @BeforeEach
    void mirror() {
        fake.behaviours.add(Behaviour.PHONE_GIVES_AFTER_CONTACT_WORK);
    }

    /** A user with PhoneConfig and these times by channel, and no other list; and the model of it. */
    private ResourceModel live(int all, Map<String, Integer> byChannel) {
        somebodySets(user -> user.phoneConfig(
                        phone -> phone.phoneType("SOFT_PHONE").autoAccept(false).afterContactWorkTimeLimit(all))
                .afterContactWorkConfigs(byChannel.entrySet().stream()
                        .map(time -> ApiAfterContactWorkConfigPerChannel.builder()
                                .channel(time.getKey())
                                .afterContactWorkConfig(limit -> limit.afterContactWorkTimeLimit(time.getValue()))
                                .build())
                        .toList())
                .autoAcceptConfigs(List.of())
                .phoneNumberConfigs(List.of())
                .persistentConnectionConfigs(List.of())
                .voiceEnhancementConfigs(List.of()));
        fake.forgetCalls();
        return rig.read(before).succeeded().model();
    }

    private void somebodySets(UnaryOperator<User.Builder> change) {
        var there = fake.only().with(change);
        fake.put(there.user(), there.levels());
    }

    private Map<String, Integer> times() {
        Map<String, Integer> times = new TreeMap<>();
        fake.only()
                .user()
                .afterContactWorkConfigs()
                .forEach(item -> times.put(
                        item.channelAsString(), item.afterContactWorkConfig().afterContactWorkTimeLimit()));
        return times;
    }

    /** What one patch makes of PhoneConfig does not depend on what it makes of an unrelated list. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void patch_ofTheMember_winsOverTheListThatItRepeats(boolean withAnotherList) {
        ResourceModel shown = live(30, LIST);
        ResourceModel patched = with(shown, model -> {
            model.getPhoneConfig().setAfterContactWorkTimeLimit(45);
            model.setAutoAcceptConfigs(withAnotherList ? List.of(Samples.autoAccept("CHAT", true)) : null);
        });
        rig.update(shown, patched).succeeded();
        assertThat(times()).containsEntry("VOICE", 45).containsEntry("CHAT", 45);
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

    /** The list says what PhoneConfig does, of fewer channels; nobody may look any more to see that it has more. */
    @Test
    void update_ofPhoneConfig_keepsTheChannelsOfTheList_alsoWhenNoLookIsAllowed() {
        ResourceModel shown = live(30, Map.of("VOICE", 30));
        ResourceModel template = with(shown, model -> model.getPhoneConfig().setAfterContactWorkTimeLimit(null));
        rig.way = connect -> new FakeConnectApi(fake) {
            @Override
            public TagResourceResponse tagResource(TagResourceRequest request) {
                fake.fail("DescribeUser", 100, Fault.accessDenied());
                return super.tagResource(request);
            }
        };
        rig.update(template, with(template, model -> {
                    model.getPhoneConfig().setAutoAccept(true);
                    model.setTags(Samples.tags("Team", "Paris"));
                }))
                .succeeded();
        assertThat(times()).isEqualTo(Map.of("VOICE", 30));
    }

    /** Looks may stay at what there was between the two calls for as long as at what was before them. */
    @Test
    void update_ofListAndPhoneConfig_waitsWhereLooksShowTheUserBetweenItsCalls() {
        ResourceModel shown = live(0, Map.of("VOICE", 30, "CHAT", 60));
        ResourceModel template = with(shown, model -> model.getPhoneConfig().setAfterContactWorkTimeLimit(null));
        stayBetweenTheCalls(8);
        rig.update(template, with(template, model -> {
                    model.getPhoneConfig().setAutoAccept(true);
                    model.setAfterContactWorkConfigs(
                            List.of(Samples.afterContactWork("VOICE", 30), Samples.afterContactWork("CHAT", 90)));
                }))
                .succeeded();
        assertThat(times()).isEqualTo(Map.of("VOICE", 30, "CHAT", 90));
    }

    private void stayBetweenTheCalls(int looks) {
        User[] between = new User[1];
        int[] left = {looks};
        rig.way = connect -> new FakeConnectApi(fake) {
            @Override
            public UpdateUserPhoneConfigResponse updateUserPhoneConfig(UpdateUserPhoneConfigRequest request) {
                var answer = super.updateUserPhoneConfig(request);
                between[0] = between[0] == null ? fake.only().user() : between[0];
                return answer;
            }

            @Override
            public DescribeUserResponse describeUser(DescribeUserRequest request) {
                var answer = super.describeUser(request);
                return between[0] == null || left[0]-- <= 0
                        ? answer
                        : answer.toBuilder().user(between[0]).build();
            }
        };
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
}
