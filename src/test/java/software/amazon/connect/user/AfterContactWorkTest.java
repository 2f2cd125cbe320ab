package software.amazon.connect.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.connect.model.TagResourceRequest;
import software.amazon.awssdk.services.connect.model.TagResourceResponse;
import software.amazon.awssdk.services.connect.model.UpdateUserPhoneConfigRequest;
import software.amazon.awssdk.services.connect.model.UpdateUserPhoneConfigResponse;
import software.amazon.cloudformation.Action;
import software.amazon.connect.slice.model.ApiAfterContactWorkConfigPerChannel;
import software.amazon.connect.slice.model.ApiAutoAcceptConfig;
import software.amazon.connect.slice.model.ApiUserPhoneConfig;
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

    private static ApiAutoAcceptConfig autoAccept(String channel, boolean accept) {
        return ApiAutoAcceptConfig.builder().channel(channel).autoAccept(accept).build();
    }

    /** What PhoneConfig would make of a list, were it sent again, is nothing that a look shows. */
    @Test
    void update_ofListAndPhoneConfig_waitsWhereOneMemberIsShownLate() {
        fake.behaviours.clear();
        fake.behaviours.add(Behaviour.PHONE_MIRRORS_LISTS);
        ResourceModel shown = live(30, Map.of("VOICE", 30));
        ResourceModel template = with(shown, model -> model.getPhoneConfig().setAfterContactWorkTimeLimit(null));
        int[] left = {9};
        rig.way = connect -> new FakeConnectApi(fake) {
            @Override
            public DescribeUserResponse describeUser(DescribeUserRequest request) {
                User user = super.describeUser(request).user();
                boolean late = writes().contains("UpdateUserConfig") && left[0]-- > 0;
                return DescribeUserResponse.builder()
                        .user(late ? user.toBuilder().phoneConfig(without(user)).build() : user)
                        .build();
            }

            private ApiUserPhoneConfig without(User user) {
                return user.phoneConfig().toBuilder().autoAccept(false).build();
            }
        };
        rig.update(template, with(template, model -> {
                    model.getPhoneConfig().setAutoAccept(true);
                    model.setAfterContactWorkConfigs(List.of(Samples.afterContactWork("VOICE", 60)));
                }))
                .succeeded();
        assertThat(times()).isEqualTo(Map.of("VOICE", 60));
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

    /** A template that sets the member beside its list is taken back: the list is there again. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void rollback_ofAMemberBesideAList_bringsTheListBack(boolean mirrors) {
        ResourceModel a = with(live(0, LIST), it -> it.getPhoneConfig().setAfterContactWorkTimeLimit(null));
        if (!mirrors) {
            fake.behaviours.clear();
        }
        ResourceModel b = with(a, it -> it.getPhoneConfig().setAfterContactWorkTimeLimit(45));
        rig.update(a, b).succeeded();
        var back = Rig.request(a, b);
        back.setRollback(true);
        rig.run(Action.UPDATE, back).succeeded();
        assertThat(times()).isEqualTo(LIST);
    }

    /** A list that goes late is no member that is shown otherwise. */
    @Test
    void update_fromTheListToTheMember_waitsWhereTheListIsShownLate() {
        fake.behaviours.clear();
        ResourceModel a = live(0, LIST);
        ResourceModel b = with(a, it -> {
            it.setAfterContactWorkConfigs(null);
            it.getPhoneConfig().setAfterContactWorkTimeLimit(30);
        });
        var list = fake.only().user().afterContactWorkConfigs();
        int[] left = {9};
        rig.way = connect -> new FakeConnectApi(fake) {
            @Override
            public DescribeUserResponse describeUser(DescribeUserRequest request) {
                User user = super.describeUser(request).user();
                boolean late = writes().contains("UpdateUserPhoneConfig") && left[0]-- > 0;
                return DescribeUserResponse.builder()
                        .user(
                                late
                                        ? user.toBuilder()
                                                .afterContactWorkConfigs(list)
                                                .build()
                                        : user)
                        .build();
            }
        };
        rig.update(a, b).succeeded();
        assertThat(times()).isEmpty();
        assertThat(fake.only().user().phoneConfig().afterContactWorkTimeLimit()).isEqualTo(30);
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
