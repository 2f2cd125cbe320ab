package software.amazon.connect.user;

import static org.assertj.core.api.Assertions.assertThat;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.AccessDenied;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.AlreadyExists;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.InvalidRequest;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.NotStabilized;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.ServiceLimitExceeded;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.Throttling;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.cloudformation.Action;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.ProgressEvent;
import software.amazon.connect.slice.model.CreateUserRequest;
import software.amazon.connect.slice.model.ListUserProficienciesRequest;
import software.amazon.connect.slice.model.ListUserProficienciesResponse;
import software.amazon.connect.user.support.Aspects;
import software.amazon.connect.user.support.FakeConnect;
import software.amazon.connect.user.support.FakeConnectApi;
import software.amazon.connect.user.support.Fault;
import software.amazon.connect.user.support.RandomModels;
import software.amazon.connect.user.support.Samples;

class CreateHandlerTest {
    private final Rig rig = new Rig();
    private final FakeConnect fake = rig.fake;

    private static ResourceModel proficient() {
        return Samples.plain().toBuilder()
                .userProficiencies(List.of(Samples.proficiency("Language", "English", 3)))
                .build();
    }

    private ProgressEvent<ResourceModel, CallbackContext> failed(ResourceModel desired) {
        ProgressEvent<ResourceModel, CallbackContext> end = rig.create(desired).end();
        assertThat(end.isFailed()).as(end.toString()).isTrue();
        return end;
    }

    @Test
    void create_plainUser_makesTwoCalls() {
        ResourceModel model = rig.create(Samples.plain()).succeeded().model();
        assertThat(fake.operations()).containsExactly("CreateUser", "DescribeUser");
        assertThat(model.getUserArn()).isEqualTo(fake.only().user().arn());
    }

    @Test
    void create_withProficiencies_makesFourCalls() {
        ResourceModel model = rig.create(proficient()).succeeded().model();
        assertThat(fake.operations())
                .containsExactly("CreateUser", "AssociateUserProficiencies", "DescribeUser", "ListUserProficiencies");
        assertThat(model.getUserProficiencies()).isEqualTo(proficient().getUserProficiencies());
    }

    @Test
    void create_everyProperty_comesBackAsDesiredAndSorted() {
        ResourceModel model = rig.create(Samples.full()).succeeded().model();
        ResourceModel expected = Rig.copy(new RandomModels(1).shuffled(Samples.full()));
        assertThat(Aspects.of(model)).containsAllEntriesOf(Aspects.of(expected));
        assertThat(model.getTags())
                .containsExactly(Samples.tags("Cost", "42", "Team", "Berlin").toArray(Tag[]::new));
        assertThat(model.getSecurityProfileArns())
                .containsExactly(Samples.securityProfiles("sp-1", "sp-2").toArray(String[]::new));
        assertThat(model.getUserProficiencies())
                .extracting(UserProficiency::getAttributeValue)
                .containsExactly("English", "German");
        assertThat(model.getAutoAcceptConfigs())
                .extracting(AutoAcceptConfig::getChannel)
                .containsExactly("VOICE", "CHAT");
    }

    @Test
    void create_deskPhoneForAllChannels_comesBackInPhoneConfig() {
        ResourceModel desired =
                Samples.plain().toBuilder().phoneConfig(Samples.deskPhone()).build();
        ResourceModel model = rig.create(desired).succeeded().model();
        assertThat(model.getPhoneConfig()).isEqualTo(Samples.deskPhone());
        assertThat(model.getPhoneNumberConfigs()).isNull();
    }

    @Test
    void create_stackAndSystemTags_sendsAllButThoseOfAws() {
        var request = Rig.request(Samples.plain(), null);
        request.setDesiredResourceTags(Map.of("Stack", "one", "aws:cloudformation:stack-id", "two"));
        request.setSystemTags(Map.of("aws:cloudformation:stack-name", "three"));
        rig.run(Action.CREATE, request).succeeded();
        assertThat(fake.only().user().tags()).containsExactly(Map.entry("Stack", "one"));
    }

    @Test
    void create_twoThrottles_waitsAndCreatesOnce() {
        fake.fail("CreateUser", Fault.throttled(), Fault.tooManyRequests());
        rig.create(Samples.plain()).succeeded();
        assertThat(fake.clock.sleeps()).hasSize(2);
        assertThat(fake.users()).hasSize(1);
    }

    @Test
    void create_throttledForGood_failsWithThrottlingAndNoModel() {
        fake.fail("CreateUser", 100, Fault.throttled());
        var end = failed(Samples.plain());
        assertThat(end.getErrorCode()).isEqualTo(Throttling);
        assertThat(end.getResourceModel()).isNull();
        // 34 s of budget, of which the last wait, of 5 s at the most, may be left; each wait is half a ceiling at
        // least.
        assertThat(fake.operations()).hasSizeGreaterThan(5).containsOnly("CreateUser");
        assertThat(fake.clock.millis()).isBetween(29_000L, 34_000L);
    }

    @Test
    void create_limitExceeded_isSentOnceAlthoughItsStatusIsThatOfThrottles() {
        fake.fail("CreateUser", 100, Fault.limitExceeded());
        var end = failed(Samples.plain());
        assertThat(end.getErrorCode()).isEqualTo(ServiceLimitExceeded);
        assertThat(end.getResourceModel()).isNull();
        assertThat(fake.operations()).containsExactly("CreateUser");
    }

    @Test
    void create_accessDenied_failsAtOnce() {
        fake.fail("CreateUser", Fault.accessDenied());
        assertThat(failed(Samples.plain()).getErrorCode()).isEqualTo(AccessDenied);
        assertThat(fake.operations()).containsExactly("CreateUser");
    }

    @Test
    void create_nameTaken_isAlreadyExistsAndLeavesTheOtherUserAlone() {
        rig.create(Samples.plain()).succeeded();
        fake.forgetCalls();
        var end = failed(Samples.plain());
        assertThat(end.getErrorCode()).isEqualTo(AlreadyExists);
        assertThat(end.getResourceModel()).isNull();
        assertThat(fake.operations()).containsExactly("CreateUser");
    }

    @Test
    void create_unknownProfile_isInvalidRequestThatListsWhatWasSent() {
        ResourceModel desired = Samples.plain().toBuilder()
                .routingProfileArn(Samples.routingProfile("unknown-1"))
                .build();
        var end = failed(desired);
        assertThat(end.getErrorCode()).isEqualTo(InvalidRequest);
        assertThat(end.getMessage())
                .contains("routing profile unknown-1", desired.getRoutingProfileArn(), desired.getInstanceArn())
                .contains(desired.getSecurityProfileArns());
        assertThat(fake.users()).isEmpty();
    }

    @Test
    void create_userArnGiven_isInvalidRequest() {
        var end = failed(Samples.plain().toBuilder()
                .userArn(FakeConnect.INSTANCE + "/agent/a")
                .build());
        assertThat(end.getErrorCode()).isEqualTo(InvalidRequest);
        assertThat(end.getMessage()).contains("UserArn");
        assertThat(fake.log()).isEmpty();
    }

    @Test
    void create_brokenRules_makesNoCall() {
        ResourceModel desired = Samples.full();
        desired.setPhoneConfig(Samples.deskPhone());
        assertThat(failed(desired).getErrorCode()).isEqualTo(InvalidRequest);
        assertThat(fake.log()).isEmpty();
    }

    @Test
    void create_associationRefused_failsWithUserArnSoThatRollbackDeletesTheUser() {
        fake.fail("AssociateUserProficiencies", 5, Fault.refused("InvalidParameterException", 400, "No such level"));
        var end = failed(proficient());
        assertThat(end.getErrorCode()).isEqualTo(InvalidRequest);
        assertThat(end.getMessage()).contains("UserProficiencies", "No such level");
        assertThat(end.getResourceModel().getUserArn())
                .isEqualTo(fake.only().user().arn());
    }

    @Test
    void create_unknownAttribute_isInvalidRequestWithUserArn() {
        var end = failed(Samples.plain().toBuilder()
                .userProficiencies(List.of(Samples.proficiency("unknown", "English", 3)))
                .build());
        assertThat(end.getErrorCode()).isEqualTo(InvalidRequest);
        assertThat(end.getMessage()).contains("UserProficiencies");
        assertThat(end.getResourceModel().getUserArn())
                .isEqualTo(fake.only().user().arn());
    }

    @Test
    void create_userNotKnownEverywhereYet_isAskedAgain() {
        fake.fail("AssociateUserProficiencies", Fault.refused("ResourceNotFoundException", 404, "User not found"));
        Rig.Run run = rig.create(proficient()).succeeded();
        assertThat(run.events()).hasSize(3);
        assertThat(fake.requests(CreateUserRequest.class)).hasSize(1);
        assertThat(fake.only().levels()).hasSize(1);
    }

    @Test
    void create_levelWithMoreDigitsThanConnectKeeps_isReached() {
        rig.create(Samples.plain().toBuilder()
                        .userProficiencies(List.of(Samples.proficiency("Language", "English", 3.123456789)))
                        .build())
                .succeeded();
    }

    @Test
    void create_throttledAfterCreation_goesOnWhereItStopped() {
        fake.fail("AssociateUserProficiencies", 40, Fault.throttled());
        Rig.Run run = rig.create(proficient()).succeeded();
        assertThat(run.events()).hasSizeGreaterThan(1);
        var first = run.events().get(0);
        assertThat(first.getCallbackContext()).isNotNull();
        assertThat(first.getResourceModel())
                .isEqualTo(proficient().toBuilder()
                        .password(null)
                        .userArn(fake.only().user().arn())
                        .build());
        assertThat(fake.requests(CreateUserRequest.class)).hasSize(1);
        assertThat(fake.only().levels()).hasSize(1);
    }

    @Test
    void create_throttledForGoodAfterCreation_isNotStabilizedWithUserArn() {
        fake.fail("AssociateUserProficiencies", 5_000, Fault.throttled());
        Rig.Run run = rig.create(proficient());
        assertThat(run.end().getErrorCode()).isEqualTo(NotStabilized);
        assertThat(run.model().getUserArn()).isEqualTo(fake.only().user().arn());
        assertThat(run.events()).hasSizeLessThanOrEqualTo(61);
    }

    @Test
    void create_staleReadBack_waitsUntilConnectShowsTheUser() {
        fake.fail("DescribeUser", Fault.staleRead(), Fault.staleRead(), Fault.staleRead());
        Rig.Run run = rig.create(Samples.plain()).succeeded();
        assertThat(run.events()).hasSize(4);
        assertThat(fake.requests(CreateUserRequest.class)).hasSize(1);
    }

    @Test
    void create_staleProficiencies_areNotAssociatedWithoutEnd() {
        fake.fail("ListUserProficiencies", Fault.staleRead(), Fault.staleRead());
        rig.create(proficient()).succeeded();
        assertThat(fake.only().levels()).hasSize(1);
    }

    @Test
    void create_neverShown_isNotStabilizedAfterThirtyReads() {
        fake.fail("DescribeUser", 200, Fault.staleRead());
        Rig.Run run = rig.create(Samples.plain());
        assertThat(run.end().getErrorCode()).isEqualTo(NotStabilized);
        assertThat(run.model().getUserArn()).isEqualTo(fake.only().user().arn());
        assertThat(run.events()).hasSize(31);
    }

    @Test
    void create_reenteredAfterAKillWithoutCounters_finishes() {
        ResourceModel created = rig.create(Samples.plain()).succeeded().model();
        ResourceModel handedBack = proficient().toBuilder()
                .password(null)
                .userArn(created.getUserArn())
                .build();
        var event = rig.invoke(Action.CREATE, Rig.request(handedBack, null), new CallbackContext());
        assertThat(event.isSuccess()).isTrue();
        assertThat(event.getResourceModel().getUserProficiencies()).hasSize(1);
    }

    @Test
    void create_withProficiencies_handsOverTheArnRightAfterCreateUser() {
        var first = rig.invoke(Action.CREATE, Rig.request(proficient(), null), null);
        assertThat(first.isInProgress()).isTrue();
        assertThat(first.getCallbackDelaySeconds()).isEqualTo(1);
        assertThat(fake.operations()).containsExactly("CreateUser");
        assertThat(first.getResourceModel().getUserArn())
                .isEqualTo(fake.only().user().arn());
    }

    @Test
    void create_nameTaken_saysHowToAdoptTheUser() {
        rig.create(Samples.plain()).succeeded();
        assertThat(failed(Samples.plain()).getMessage())
                .contains("already associated", "import it by InstanceArn '" + FakeConnect.INSTANCE, "Username 'ada'");
    }

    @Test
    void create_calledBack_waitsHalfOfItsDelayByChance() {
        fake.clock.chance = bound -> 0;
        fake.fail("DescribeUser", 6, Fault.staleRead());
        assertThat(delays(rig.create(Samples.plain()))).containsExactly(2, 4, 8, 15, 15, 15, 0);
        fake.clock.chance = bound -> bound - 1;
        fake.fail("DescribeUser", 6, Fault.staleRead());
        ResourceModel another = Samples.plain().toBuilder().username("another").build();
        assertThat(delays(rig.create(another))).containsExactly(4, 8, 16, 30, 30, 30, 0);
    }

    private static List<Integer> delays(Rig.Run run) {
        return run.succeeded().events().stream()
                .map(ProgressEvent::getCallbackDelaySeconds)
                .toList();
    }

    /** Who may create need not have the right to update. */
    @Test
    void create_levelThatIsShownOtherwise_isNotStabilizedAndNoUpdate() {
        showAnotherLevel();
        var end = rig.create(proficient()).end();
        assertThat(end.getErrorCode()).isEqualTo(HandlerErrorCode.NotStabilized);
        assertThat(end.getMessage()).contains("UserProficiencies");
        assertThat(fake.operations()).doesNotContain("UpdateUserProficiencies");
    }

    /** Looks on both sides of one that finds nobody are none in a row. */
    @Test
    void create_levelShownOtherwiseBeforeAndAfterALookThatFindsNobody_needsThreeLooksAfterIt() {
        showAnotherLevel();
        fake.fail("DescribeUser", Fault.none(), Fault.refused("ResourceNotFoundException", 404, "User not found"));
        Rig.Run run = rig.create(proficient());
        assertThat(run.end().getErrorCode()).isEqualTo(NotStabilized);
        assertThat(run.events()).as("made, one look, nobody, three looks").hasSize(6);
    }

    private void showAnotherLevel() {
        rig.way = connect -> new FakeConnectApi(fake) {
            @Override
            public ListUserProficienciesResponse listUserProficiencies(ListUserProficienciesRequest request) {
                var answer = super.listUserProficiencies(request);
                return answer.toBuilder()
                        .userProficiencyList(answer.userProficiencyList().stream()
                                .map(it -> it.toBuilder().level(4f).build())
                                .toList())
                        .build();
            }
        };
    }
}
