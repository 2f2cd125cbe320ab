package software.amazon.connect.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.cloudformation.Action;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.connect.slice.model.DescribeUserRequest;
import software.amazon.connect.slice.model.DescribeUserResponse;
import software.amazon.connect.user.support.FakeConnect;
import software.amazon.connect.user.support.FakeConnectApi;
import software.amazon.connect.user.support.Fault;
import software.amazon.connect.user.support.Samples;

/** What nobody asks for is sent along where a call would take it away, and only when it is surely there. */
class CarriedSettingsTest extends ExistingUser {
    private static final String LOOK = "DescribeUser";

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void update_afterAnEmailWasDropped_whoseFirstLooksShowItStill_doesNotBringItBack(int late) {
        ResourceModel less = done(before, it -> it.getIdentityInfo().setSecondaryEmail(null));
        fake.lag(LOOK, late);
        rig.update(less, with(less, it -> it.getIdentityInfo().setLastName("King")))
                .succeeded();
        assertThat(fake.only().user().identityInfo().secondaryEmail()).isNullOrEmpty();
        assertThat(fake.only().user().identityInfo().lastName()).isEqualTo("King");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void update_afterAMemberOfPhoneConfigWasDropped_whoseFirstLooksShowItStill_doesNotBringItBack(int late) {
        ResourceModel desk = done(before, it -> {
            it.setPhoneConfig(Samples.deskPhone());
            it.setAutoAcceptConfigs(null);
            it.setAfterContactWorkConfigs(null);
            it.setPersistentConnectionConfigs(null);
        });
        ResourceModel less = done(desk, it -> it.getPhoneConfig().setAutoAccept(null));
        fake.lag(LOOK, late);
        rig.update(less, with(less, it -> it.getPhoneConfig().setAfterContactWorkTimeLimit(90)))
                .succeeded();
        assertThat(fake.only().user().phoneConfig().autoAccept()).isFalse();
        assertThat(fake.only().user().phoneConfig().afterContactWorkTimeLimit()).isEqualTo(90);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void update_afterAListWasDropped_whoseFirstLooksShowItStill_doesNotBringItBack(int late) {
        ResourceModel less = done(before, it -> it.setAutoAcceptConfigs(null));
        fake.lag(LOOK, late);
        rig.update(less, with(less, it -> it.setVoiceEnhancementConfigs(null))).succeeded();
        assertThat(fake.only().user().autoAcceptConfigs()).isEmpty();
        assertThat(fake.only().user().voiceEnhancementConfigs()).isEmpty();
    }

    /** A list that only mirrors what PhoneConfig was is somebody's setting all the same. */
    @Test
    void update_afterAMirroredMemberWasDropped_whoseFirstLookShowsItStill_doesNotBringItBack() {
        fake.behaviours.add(FakeConnect.Behaviour.PHONE_MIRRORS_LISTS);
        ResourceModel phone = done(before, it -> {
            it.setAfterContactWorkConfigs(null);
            it.setPhoneConfig(
                    UserPhoneConfig.builder().afterContactWorkTimeLimit(60).build());
        });
        ResourceModel less = done(phone, it -> it.setPhoneConfig(null));
        fake.lag(LOOK, 1);
        rig.update(less, with(less, it -> it.setVoiceEnhancementConfigs(null))).succeeded();
        assertThat(fake.only().user().phoneConfig().afterContactWorkTimeLimit()).isZero();
    }

    /** A user that is never shown twice alike is told of, not written over. */
    @Test
    void update_thatWouldCarryWhatEveryLookShowsOtherwise_isNotStabilizedAndChangesNothing() {
        int[] looks = {0};
        rig.way = connect -> new FakeConnectApi(fake) {
            @Override
            public DescribeUserResponse describeUser(DescribeUserRequest request) {
                var user = super.describeUser(request).user();
                var info = user.identityInfo().toBuilder().secondaryEmail("a" + looks[0]++ + "@example.com");
                return DescribeUserResponse.builder()
                        .user(user.toBuilder().identityInfo(info.build()).build())
                        .build();
            }
        };
        ResourceModel unmanaged = with(before, it -> it.getIdentityInfo().setSecondaryEmail(null));
        Rig.Run run =
                rig.update(unmanaged, with(unmanaged, it -> it.getIdentityInfo().setLastName("King")));
        assertThat(failed(HandlerErrorCode.NotStabilized, run).getMessage())
                .contains("the same in a few looks", "what nobody asks for");
        assertThat(writes()).isEmpty();
    }

    /** The first look asks for a call; what comes in the same moment is of before, and is no end. */
    @ParameterizedTest
    @ValueSource(ints = {3, 5})
    void rollback_whoseNextLooksAreOfBefore_isNotDoneByThem(int late) {
        ResourceModel unmanaged = with(before, it -> it.getIdentityInfo().setSecondaryEmail(null));
        ResourceModel king = with(unmanaged, it -> it.getIdentityInfo().setLastName("King"));
        rig.update(unmanaged, king).succeeded();
        fake.forgetCalls();
        fake.fail(LOOK, Fault.none()).fail(LOOK, late, Fault.staleRead());
        var request = Rig.request(unmanaged, king);
        request.setRollback(true);
        rig.run(Action.UPDATE, request).succeeded();
        assertThat(fake.only().user().identityInfo().lastName()).isEqualTo("Lovelace");
    }

    /** What a look has just shown to be missing is still to be sent when the next look is denied. */
    @Test
    void update_deniedBetweenLooksThatShowAnotherChange_isDenied() {
        int[] looks = {0};
        rig.way = connect -> new FakeConnectApi(fake) {
            @Override
            public DescribeUserResponse describeUser(DescribeUserRequest request) {
                if (looks[0]++ == 2) {
                    fake.write(
                            request.instanceId(),
                            request.userId(),
                            stored -> stored.with(user -> user.identityInfo(user.build().identityInfo().toBuilder()
                                    .lastName("Somebody")
                                    .build())));
                }
                return super.describeUser(request);
            }
        };
        fake.fail(LOOK, Fault.none(), Fault.staleRead(), Fault.none()).fail(LOOK, 100, Fault.accessDenied());
        ResourceModel unmanaged = with(before, it -> it.getIdentityInfo().setSecondaryEmail(null));
        failed(
                HandlerErrorCode.AccessDenied,
                rig.update(unmanaged, with(unmanaged, it -> it.setRoutingProfileArn(Samples.routingProfile("rp-2")))));
    }

    /**
     * Of two forms that disagree neither is anybody's wish: what is sent is what a look has shown, asked for or not.
     */
    @Test
    void update_repeatingTwoFormsThatDisagree_whoseFirstLookIsLate_doesNotBringBackWhatWasBefore() {
        fake.remove(before.getUserArn());
        ResourceModel listed = Samples.plain();
        listed.setAutoAcceptConfigs(List.of(Samples.autoAccept("VOICE", false), Samples.autoAccept("CHAT", false)));
        listed.setUserArn(rig.create(listed).succeeded().model().getUserArn());
        listed.setPassword(null);
        ResourceModel both = done(
                listed,
                it -> it.setPhoneConfig(
                        UserPhoneConfig.builder().autoAccept(true).build()));
        fake.lag(LOOK, 1);
        rig.update(both, with(both, it -> it.getPhoneConfig().setAfterContactWorkTimeLimit(60)))
                .succeeded();
        assertThat(fake.only().user().phoneConfig().autoAccept()).isTrue();
    }

    /** Slow looks add up over invocations. */
    @Test
    void update_thatCarriesWhatOthersHaveSet_whereEveryLookIsSlow_isSuccess() {
        for (int i = 0; i < 40; i++) {
            fake.fail(LOOK, Fault.answerTooLate(), Fault.slow());
            fake.fail("ListUserProficiencies", Fault.answerTooLate(), Fault.slow());
        }
        ResourceModel unmanaged = with(before, it -> it.getIdentityInfo().setSecondaryEmail(null));
        rig.update(unmanaged, with(unmanaged, it -> it.getIdentityInfo().setLastName("King")))
                .succeeded();
    }

    /**
     * What goes is in the call only where the look has shown it: else nothing is whole, and a denied look no success.
     */
    @Test
    void update_deniedAfterACallOfWhichALateLookHidARemoval_isDenied() {
        ResourceModel bare = done(before, it -> {
            it.setAutoAcceptConfigs(null);
            it.setPhoneConfig(null);
        });
        ResourceModel listed = done(bare, it -> it.setAutoAcceptConfigs(List.of(Samples.autoAccept("CHAT", true))));
        fake.fail(LOOK, Fault.staleRead()).fail(LOOK, 100, Fault.accessDenied());
        ResourceModel desired = with(listed, it -> {
            it.setAutoAcceptConfigs(null);
            it.setVoiceEnhancementConfigs(null);
            it.setTags(Samples.tags("Team", "Paris", "Cost", "42"));
        });
        failed(HandlerErrorCode.AccessDenied, rig.update(listed, desired));
        assertThat(fake.only().user().tags()).isEqualTo(Map.of("Team", "Paris", "Cost", "42"));
    }
}
