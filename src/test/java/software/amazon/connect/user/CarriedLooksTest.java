package software.amazon.connect.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.cloudformation.Action;
import software.amazon.connect.slice.model.DescribeUserRequest;
import software.amazon.connect.slice.model.DescribeUserResponse;
import software.amazon.connect.user.support.FakeConnect;
import software.amazon.connect.user.support.FakeConnectApi;
import software.amazon.connect.user.support.Samples;

/**
 * How often an update looks before and after its calls: more than once before only where these say more than it asks
 * for.
 */
class CarriedLooksTest extends ExistingUser {
    private static final String LOOK = "DescribeUser";

    /** Nothing is looked at twice for what the template says itself. */
    @Test
    void update_thatCarriesNothingOfOthers_looksBeforeAndAfterAlone() {
        rig.update(before, with(before, it -> {
                    it.getIdentityInfo().setLastName("King");
                    it.setVoiceEnhancementConfigs(null);
                }))
                .succeeded();
        assertThat(fake.operations().stream().filter(LOOK::equals)).hasSize(2);
    }

    /** What is shown of a setting that nobody has made, or in its other form, is nobody's. */
    @ParameterizedTest
    @EnumSource(
            value = FakeConnect.Behaviour.class,
            names = {"SHOWS_ALL_CHANNELS", "PHONE_MIRRORS_LISTS", "NORMALISES_EMAIL"})
    void update_ofAUserInPhoneConfigsForm_looksBeforeAndAfterAlone(FakeConnect.Behaviour behaviour) {
        ResourceModel phone = done(before, it -> {
            it.setAutoAcceptConfigs(null);
            it.setAfterContactWorkConfigs(null);
            it.setPersistentConnectionConfigs(null);
            it.setPhoneNumberConfigs(null);
            it.setPhoneConfig(Samples.deskPhone());
            it.getPhoneConfig().setAutoAccept(behaviour == FakeConnect.Behaviour.SHOWS_ALL_CHANNELS ? null : true);
            it.getIdentityInfo().setEmail("Ada@Example.com");
        });
        fake.behaviours.add(behaviour);
        ResourceModel more = done(phone, it -> it.getPhoneConfig().setPersistentConnection(false));
        ResourceModel last = with(more, it -> {
            it.setVoiceEnhancementConfigs(null);
            it.getIdentityInfo().setLastName("King");
        });
        rig.update(more, last).succeeded();
        assertThat(writes()).contains("UpdateUserConfig", "UpdateUserIdentityInfo");
        assertThat(fake.operations().stream().filter(LOOK::equals)).hasSize(2);
    }

    @Test
    void update_thatCarriesWhatOthersHaveSet_looksThreeTimesBeforeItAndKeepsThat() {
        ResourceModel unmanaged = with(before, it -> it.getIdentityInfo().setSecondaryEmail(null));
        Rig.Run run = rig.update(
                        unmanaged, with(unmanaged, it -> it.getIdentityInfo().setLastName("King")))
                .succeeded();
        assertThat(run.events()).hasSize(1);
        assertThat(fake.only().user().identityInfo().secondaryEmail()).isEqualTo("ada.home@example.com");
        assertThat(fake.operations())
                .startsWith(LOOK, "ListUserProficiencies", LOOK, "ListUserProficiencies", LOOK)
                .containsOnlyOnce("UpdateUserIdentityInfo");
        assertThat(fake.operations().stream().filter(LOOK::equals)).hasSize(4);
    }

    /** What a channel does not say goes with its list all the same. */
    @Test
    void update_droppingAListOfWhichAServiceHidesAChannel_isDoneAtTheFirstLook() {
        fake.remove(before.getUserArn());
        fake.behaviours.add(FakeConnect.Behaviour.HIDES_UNSET_CHANNELS);
        ResourceModel listed = Samples.plain();
        listed.setAutoAcceptConfigs(List.of(Samples.autoAccept("VOICE", true), Samples.autoAccept("CHAT", false)));
        listed.setUserArn(rig.create(listed).succeeded().model().getUserArn());
        listed.setPassword(null);
        ResourceModel bare = with(listed, it -> it.setAutoAcceptConfigs(null));
        assertThat(rig.update(listed, bare).succeeded().events()).hasSize(1);
    }

    /** The other form of a setting that is made by channel, and lists that change themselves, are nobody's. */
    @Test
    void update_ofAUserInTheFormOfLists_looksBeforeAndAfterAlone() {
        fake.behaviours.add(FakeConnect.Behaviour.PHONE_MIRRORS_LISTS);
        ResourceModel lists = with(before, it -> it.setPhoneConfig(null));
        ResourceModel voice = done(lists, it -> it.setAutoAcceptConfigs(List.of(Samples.autoAccept("VOICE", true))));
        assertThat(fake.only().user().phoneConfig().autoAccept()).isTrue();
        ResourceModel typed = done(
                voice,
                it -> it.setPhoneConfig(
                        UserPhoneConfig.builder().phoneType("SOFT_PHONE").build()));
        ResourceModel last = with(typed, it -> {
            it.setPhoneNumberConfigs(null);
            it.setPhoneConfig(Samples.deskPhone());
            it.getPhoneConfig().setAutoAccept(null);
            it.getPhoneConfig().setAfterContactWorkTimeLimit(null);
            it.getPhoneConfig().setPersistentConnection(null);
            it.setVoiceEnhancementConfigs(null);
        });
        rig.update(typed, last).succeeded();
        assertThat(writes()).as(fake.log().toString()).contains("UpdateUserPhoneConfig", "UpdateUserConfig");
        assertThat(fake.operations().indexOf("UpdateUserConfig"))
                .as(fake.operations().toString())
                .isEqualTo(2);
    }

    /**
     * What lists are cleared beside is repeated for a moment: lists that change themselves, and what PhoneConfig sets.
     */
    @Test
    void update_thatClearsAListBesideOthersThatChange_looksBeforeAndAfterAlone() {
        ResourceModel lists = with(before, it -> it.setPhoneConfig(null));
        rig.update(lists, with(lists, it -> {
                    it.setAutoAcceptConfigs(null);
                    it.setPhoneConfig(UserPhoneConfig.builder().autoAccept(true).build());
                    it.getVoiceEnhancementConfigs().get(0).setVoiceEnhancementMode("NOISE_SUPPRESSION");
                }))
                .succeeded();
        assertThat(writes()).startsWith("UpdateUserConfig", "UpdateUserPhoneConfig", "UpdateUserConfig");
        assertThat(fake.operations().stream().filter(LOOK::equals)).hasSize(2);
    }

    @Test
    void update_thatClearsAListBesideWhatPhoneConfigMirrors_looksBeforeAndAfterAlone() {
        fake.behaviours.add(FakeConnect.Behaviour.PHONE_MIRRORS_LISTS);
        ResourceModel phone = done(before, it -> {
            it.setAfterContactWorkConfigs(null);
            it.setPhoneConfig(
                    UserPhoneConfig.builder().afterContactWorkTimeLimit(60).build());
        });
        rig.update(phone, with(phone, it -> {
                    it.setAutoAcceptConfigs(null);
                    it.getPhoneConfig().setAutoAccept(false);
                    it.getPhoneConfig().setAfterContactWorkTimeLimit(90);
                }))
                .succeeded();
        assertThat(writes()).startsWith("UpdateUserConfig", "UpdateUserPhoneConfig");
        assertThat(fake.operations().stream().filter(LOOK::equals)).hasSize(2);
    }

    /** The order of channels says nothing. */
    @Test
    void rollback_whoseLooksShowChannelsInAnotherOrder_isDoneAfterThreeLooks() {
        int[] looks = {0};
        rig.way = connect -> new FakeConnectApi(fake) {
            @Override
            public DescribeUserResponse describeUser(DescribeUserRequest request) {
                var user = super.describeUser(request).user();
                var list = user.autoAcceptConfigs();
                return looks[0]++ % 2 == 0
                        ? DescribeUserResponse.builder().user(user).build()
                        : DescribeUserResponse.builder()
                                .user(user.toBuilder()
                                        .autoAcceptConfigs(List.of(list.get(1), list.get(0)))
                                        .build())
                                .build();
            }
        };
        ResourceModel other = with(before, it -> it.setRoutingProfileArn(Samples.routingProfile("rp-2")));
        rig.update(before, other).succeeded();
        var request = Rig.request(before, other);
        request.setRollback(true);
        assertThat(rig.run(Action.UPDATE, request).succeeded().events()).hasSize(3);
    }
}
