package software.amazon.connect.user;

import static org.assertj.core.api.Assertions.assertThat;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.InvalidRequest;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.NotFound;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.NotStabilized;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.NotUpdatable;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.cloudformation.Action;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.ProgressEvent;
import software.amazon.connect.user.support.FakeConnect;
import software.amazon.connect.user.support.FakeConnect.Behaviour;
import software.amazon.connect.user.support.Fault;
import software.amazon.connect.user.support.Samples;

/**
 * What holds on every invocation, and how writes end on a service that shows them late, in a form of its own, or
 * refuses what is done already.
 */
class ConvergenceTest extends ExistingUser {
    /** Invocations after which an operation gives up that is shown nothing new. */
    private static final int PATIENCE = 13;

    private void refusedLater(HandlerErrorCode code, String property, Consumer<ResourceModel> change) {
        fake.fail("DescribeUser", 3, Fault.serverError());
        Rig.Run run = rig.update(before, changed(change));
        assertThat(run.events()).hasSize(2);
        assertThat(failed(code, run).getMessage()).contains(property);
        assertThat(run.model().getUserArn()).isEqualTo(before.getUserArn());
        assertThat(writes()).isEmpty();
    }

    @Test
    void update_firstLookFails_refusesOnTheNextInvocationWhatCannotChange() {
        refusedLater(NotUpdatable, "Username", model -> model.setUsername("grace"));
        refusedLater(NotUpdatable, "DirectoryUserId", model -> model.setDirectoryUserId("directory-2"));
        refusedLater(
                NotUpdatable,
                "InstanceArn",
                model -> model.setInstanceArn(FakeConnect.INSTANCE.replace("1111-1111", "2222-2222")));
    }

    @Test
    void update_firstLookFails_refusesOnTheNextInvocationWhatBreaksTheRules() {
        refusedLater(
                InvalidRequest,
                "RoutingProfileArn",
                model -> model.setRoutingProfileArn(
                        Samples.routingProfile("rp-2").replace("1111-1111", "2222-2222")));
        refusedLater(InvalidRequest, "AfterContactWorkMode", model -> {
            var list = List.of(Samples.afterContactWork("VOICE", 30));
            list.get(0).getAfterContactWorkConfig().setAfterContactWorkMode("AUTO_AVAILABLE");
            model.setAfterContactWorkConfigs(list);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 6})
    void update_shownLate_sendsEachCallOnce(int staleReads) {
        fake.staleReadsAfterWrites = staleReads;
        ResourceModel desired = changed(model -> {
            model.setRoutingProfileArn(Samples.routingProfile("rp-2"));
            model.setHierarchyGroupArn(Samples.hierarchyGroup("hg-2"));
            model.setSecurityProfileArns(Samples.securityProfiles("sp-3"));
            model.getIdentityInfo().setLastName("King");
            model.setTags(Samples.tags("Team", "Hamburg"));
            model.setAutoAcceptConfigs(List.of(Samples.autoAccept("VOICE", false)));
        });
        rig.update(before, desired).succeeded();
        assertThat(fake.only().user().routingProfileId()).isEqualTo("rp-2");
        if (staleReads < 3) {
            assertThat(writes()).doesNotHaveDuplicates();
        }
    }

    @Test
    void update_anotherCallInTheWay_isSentAgainOnceLooksAgreeThatItIsMissing() {
        var stored = fake.only();
        ResourceModel desired = changed(model -> model.setRoutingProfileArn(Samples.routingProfile("rp-2")));
        fake.fail("DescribeUser", 4, Fault.staleRead());
        var request = Rig.request(desired, before);
        var first = rig.invoke(Action.UPDATE, request, null);
        assertThat(first.isInProgress()).isTrue();
        fake.put(stored.user(), stored.levels()); // somebody takes the change back
        request.setDesiredResourceState(first.getResourceModel());
        var context = first.getCallbackContext();
        ProgressEvent<ResourceModel, CallbackContext> event = first;
        for (int i = 0; i < PATIENCE && event.isInProgress(); i++) {
            event = rig.invoke(Action.UPDATE, request, context);
            context = event.getCallbackContext();
        }
        assertThat(event.isSuccess()).as(event.toString()).isTrue();
        assertThat(writes()).containsExactly("UpdateUserRoutingProfile", "UpdateUserRoutingProfile");
        assertThat(fake.only().user().routingProfileId()).isEqualTo("rp-2");
    }

    @Test
    void write_whereEmailIsKeptInLowerCase_isSuccess() {
        fake.behaviours.add(Behaviour.NORMALISES_EMAIL);
        ResourceModel desired = changed(model -> model.getIdentityInfo().setEmail("Ada.King@Example.com"));
        Rig.Run run = rig.update(before, desired).succeeded();
        assertThat(run.events()).hasSize(1);
        assertThat(run.model().getIdentityInfo().getEmail()).isEqualTo("ada.king@example.com");
        fake.remove(before.getUserArn());
        ResourceModel another = Samples.full();
        another.getIdentityInfo().setEmail("Ada.King@Example.com");
        assertThat(rig.create(another).succeeded().events()).hasSizeLessThan(4);
    }

    @Test
    void write_whereFurtherChannelsAreShownAsFalse_isSuccess() {
        fake.behaviours.add(Behaviour.SHOWS_ALL_CHANNELS);
        ResourceModel desired = changed(model -> model.setAutoAcceptConfigs(List.of(Samples.autoAccept("CHAT", true))));
        assertThat(rig.update(before, desired).succeeded().events()).hasSize(1);
        assertThat(rig.update(desired, changed(model -> model.setAutoAcceptConfigs(null)))
                        .succeeded()
                        .events())
                .hasSize(1);
        fake.forgetCalls();
        rig.update(desired, desired).succeeded();
        assertThat(writes()).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void write_whereAChannelThatSaysNothingIsNotShown_isSuccess() {
        fake.behaviours.add(Behaviour.HIDES_UNSET_CHANNELS);
        List<AutoAcceptConfig> voiceAlone =
                List.of(Samples.autoAccept("CHAT", false), Samples.autoAccept("VOICE", true));
        ResourceModel desired = changed(model -> {
            model.setAutoAcceptConfigs(voiceAlone);
            model.setPersistentConnectionConfigs(List.of(new PersistentConnectionConfig("VOICE", false)));
        });
        assertThat(rig.update(before, desired).succeeded().events()).hasSize(1);
        ResourceModel another = Samples.plain().toBuilder()
                .username("eve")
                .autoAcceptConfigs(voiceAlone)
                .build();
        assertThat(rig.create(another).succeeded().events()).hasSizeLessThan(4);
    }

    @Test
    void update_movingAMemberOfPhoneConfigToAChannelThatSaysNothing_isSuccess() {
        fake.behaviours.add(Behaviour.HIDES_UNSET_CHANNELS);
        before = changed(model -> {
            model.setPhoneConfig(UserPhoneConfig.builder().autoAccept(true).build());
            model.setAutoAcceptConfigs(null);
            model.setPhoneNumberConfigs(null);
        });
        fake.put(
                fake.only().user().toBuilder()
                        .autoAcceptConfigs(List.of())
                        .phoneNumberConfigs(List.of())
                        .phoneConfig(phone -> phone.phoneType("SOFT_PHONE").autoAccept(true))
                        .build(),
                fake.only().levels());
        ResourceModel desired = changed(model -> {
            model.setPhoneConfig(UserPhoneConfig.builder().build());
            model.setAutoAcceptConfigs(List.of(Samples.autoAccept("VOICE", false)));
        });
        assertThat(rig.update(before, desired).succeeded().events()).hasSize(1);
    }

    @Test
    void update_toAChannelThatSaysNothing_whereAnotherIsShownStill_isNotDone() {
        fake.behaviours.add(Behaviour.HIDES_UNSET_CHANNELS);
        updated(model -> model.setAutoAcceptConfigs(List.of(Samples.autoAccept("VOICE", true))));
        ResourceModel desired =
                changed(model -> model.setAutoAcceptConfigs(List.of(Samples.autoAccept("CHAT", false))));
        before.setAutoAcceptConfigs(null);
        fake.fail("DescribeUser", Fault.none(), Fault.staleRead());
        Rig.Run run = rig.update(before, desired).succeeded();
        assertThat(run.events()).hasSize(2);
        assertThat(run.model().getAutoAcceptConfigs()).isNull();
    }

    @Test
    void update_keptOtherwiseThanAskedFor_isNotStabilizedNamingTheMemberLongBeforePatienceEnds() {
        fake.behaviours.add(Behaviour.CUTS_LAST_NAMES);
        Rig.Run run =
                rig.update(before, changed(model -> model.getIdentityInfo().setLastName("King of Lovelace")));
        assertThat(failed(NotStabilized, run).getMessage()).contains("IdentityInfo", "otherwise than asked for");
        assertThat(run.events()).hasSizeLessThan(PATIENCE - 2);
        assertThat(run.model().getUserArn()).isEqualTo(before.getUserArn());
    }

    @Test
    void create_keptOtherwiseThanAskedFor_isNotStabilizedNamingTheMemberLongBeforePatienceEnds() {
        fake.behaviours.add(Behaviour.CUTS_LAST_NAMES);
        fake.remove(before.getUserArn());
        Rig.Run run = rig.create(Samples.full());
        assertThat(failed(NotStabilized, run).getMessage()).contains("IdentityInfo", "otherwise than asked for");
        assertThat(run.events()).hasSizeLessThan(PATIENCE - 2);
        assertThat(run.model().getUserArn()).isEqualTo(fake.only().user().arn());
    }

    @Test
    void update_emailsDroppedWhereAnEmptyOneIsRefused_isSuccessAndKeepsThem() {
        fake.behaviours.add(Behaviour.REFUSES_EMPTY_EMAIL);
        ResourceModel desired = changed(model -> {
            model.getIdentityInfo().setSecondaryEmail(null);
            model.getIdentityInfo().setLastName("King");
        });
        fake.behaviours.add(Behaviour.IDENTITY_MERGES);
        Rig.Run run = rig.update(before, desired).succeeded();
        assertThat(run.events()).hasSize(1);
        assertThat(fake.only().user().identityInfo().lastName()).isEqualTo("King");
        assertThat(fake.only().user().identityInfo().secondaryEmail()).isEqualTo("ada.home@example.com");
    }

    @Test
    void update_emailThatIsNone_isStillRefused() {
        fake.fail("UpdateUserIdentityInfo", 9, Fault.refused("InvalidParameterException", 400, "No e-mail address"));
        Rig.Run run =
                rig.update(before, changed(model -> model.getIdentityInfo().setEmail("ada")));
        assertThat(failed(InvalidRequest, run).getMessage()).contains("IdentityInfo", "No e-mail address");
    }

    @Test
    void rollback_firstLookStale_takesTheUpdateBackAllTheSame() {
        ResourceModel changed = changed(model -> model.setRoutingProfileArn(Samples.routingProfile("rp-2")));
        rig.update(before, changed).succeeded();
        fake.forgetCalls();
        fake.fail("DescribeUser", Fault.staleRead());
        var request = Rig.request(before, changed);
        request.setRollback(true);
        rig.run(Action.UPDATE, request).succeeded();
        assertThat(fake.only().user().routingProfileId()).isEqualTo("rp-1");
        assertThat(writes()).containsExactly("UpdateUserRoutingProfile");
    }

    @Test
    void update_writeMeets404_oneDescribeUserTellsWhatIsMissing() {
        Fault gone = Fault.refused("ResourceNotFoundException", 404, "Not found");
        fake.fail("UpdateUserRoutingProfile", 3, gone);
        ResourceModel desired = changed(model -> model.setRoutingProfileArn(Samples.routingProfile("rp-2")));
        assertThat(failed(InvalidRequest, rig.update(before, desired)).getMessage())
                .contains("RoutingProfileArn");
        assertThat(fake.operations())
                .startsWith("DescribeUser", "ListUserProficiencies", "UpdateUserRoutingProfile", "DescribeUser");
        assertThat(writes()).hasSize(3);
        fake.fail("UpdateUserRoutingProfile", gone).fail("DescribeUser", Fault.none(), gone);
        assertThat(failed(NotFound, rig.update(before, desired)).getMessage()).contains(before.getUserArn());
    }

    @Test
    void update_throttledBetweenFailures_keepsItsThreeTries() {
        fake.fail("UpdateUserRoutingProfile", Fault.throttled(), Fault.throttled(), Fault.throttled());
        fake.fail("UpdateUserRoutingProfile", Fault.serverError(), Fault.throttled(), Fault.serverError());
        Rig.Run run = rig.update(before, changed(model -> model.setRoutingProfileArn(Samples.routingProfile("rp-2"))))
                .succeeded();
        assertThat(run.events()).hasSize(1);
    }

    @Test
    void update_threeFailures_endTheInvocationNotTheOperation() {
        fake.fail("UpdateUserRoutingProfile", 3, Fault.serverError());
        Rig.Run run = rig.update(before, changed(model -> model.setRoutingProfileArn(Samples.routingProfile("rp-2"))))
                .succeeded();
        assertThat(run.events()).hasSize(2);
        assertThat(writes()).hasSize(4);
    }
}
