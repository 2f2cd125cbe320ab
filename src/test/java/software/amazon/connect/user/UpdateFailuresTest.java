package software.amazon.connect.user;

import static org.assertj.core.api.Assertions.assertThat;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.InvalidRequest;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.NotFound;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.NotStabilized;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.ServiceLimitExceeded;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.UnauthorizedTaggingOperation;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.ProgressEvent;
import software.amazon.connect.user.support.Fault;
import software.amazon.connect.user.support.Samples;

/** Updates that meet refusals, broken connections, throttles and old data. */
class UpdateFailuresTest extends ExistingUser {
    private ProgressEvent<ResourceModel, CallbackContext> failed(HandlerErrorCode code, ResourceModel desired) {
        var end = rig.update(before, desired).end();
        assertThat(end.getErrorCode()).as(end.toString()).isEqualTo(code);
        return end;
    }

    @Test
    void update_answersOfProficiencyCallsLost_areNotAskedAgainBlindly() {
        fake.fail("DisassociateUserProficiencies", Fault.answerLost());
        fake.fail("AssociateUserProficiencies", Fault.answerLost());
        ResourceModel desired =
                changed(model -> model.setUserProficiencies(List.of(Samples.proficiency("Language", "Thai", 2))));
        rig.update(before, desired).succeeded();
        assertThat(writes()).containsExactly("DisassociateUserProficiencies", "AssociateUserProficiencies");
    }

    @Test
    void update_missingUser_isNotFoundWithAndWithoutDifferences() {
        fake.remove(before.getUserArn());
        failed(NotFound, before);
        failed(NotFound, changed(model -> model.setRoutingProfileArn(Samples.routingProfile("rp-2"))));
        failed(NotFound, changed(model -> model.setUsername("eve")));
        assertThat(writes()).isEmpty();
    }

    @Test
    void update_unknownReference_isInvalidRequestThatNamesTheProperty() {
        assertThat(failed(
                                InvalidRequest,
                                changed(model -> model.setRoutingProfileArn(Samples.routingProfile("unknown"))))
                        .getMessage())
                .contains("RoutingProfileArn", "routing profile unknown");
        assertThat(failed(
                                InvalidRequest,
                                changed(model -> model.setSecurityProfileArns(Samples.securityProfiles("unknown"))))
                        .getMessage())
                .contains("SecurityProfileArns");
        assertThat(failed(
                                InvalidRequest,
                                changed(model -> model.setHierarchyGroupArn(Samples.hierarchyGroup("unknown"))))
                        .getMessage())
                .contains("HierarchyGroupArn");
        assertThat(failed(
                                InvalidRequest,
                                changed(model ->
                                        model.setUserProficiencies(List.of(Samples.proficiency("unknown", "x", 1)))))
                        .getMessage())
                .contains("UserProficiencies");
    }

    @Test
    void update_userDeletedInBetween_isNotFound() {
        Fault gone = Fault.refused("ResourceNotFoundException", 404, "User not found");
        fake.fail("UpdateUserIdentityInfo", 50, gone)
                .fail("DescribeUser", Fault.none())
                .fail("DescribeUser", 50, gone);
        failed(NotFound, changed(model -> model.getIdentityInfo().setLastName("King")));
    }

    @Test
    void update_throttledBeyondOneInvocation_sendsOnlyWhatIsMissing() {
        fake.fail("UpdateUserHierarchy", 40, Fault.throttled());
        ResourceModel desired = changed(model -> {
            model.setRoutingProfileArn(Samples.routingProfile("rp-2"));
            model.setHierarchyGroupArn(Samples.hierarchyGroup("hg-2"));
            model.setTags(Samples.tags("Team", "Hamburg"));
        });
        Rig.Run run = rig.update(before, desired).succeeded();
        assertThat(run.events()).hasSizeGreaterThan(1);
        assertThat(run.events().get(0).getResourceModel()).isEqualTo(desired);
        assertThat(writes()).containsOnlyOnce("UpdateUserRoutingProfile", "UntagResource", "TagResource");
    }

    @Test
    void update_conflictsAndBrokenConnections_areRepeated() {
        fake.fail("UpdateUserConfig", Fault.conflict(), Fault.answerLost(), Fault.serverErrorAfterCommit());
        rig.update(before, changed(model -> model.setVoiceEnhancementConfigs(null)))
                .succeeded();
        assertThat(fake.only().user().voiceEnhancementConfigs()).isEmpty();
    }

    @Test
    void update_staleReadBack_waits() {
        fake.fail("DescribeUser", Fault.none(), Fault.staleRead(), Fault.staleRead());
        rig.update(before, changed(model -> model.setRoutingProfileArn(Samples.routingProfile("rp-2"))))
                .succeeded();
        assertThat(fake.only().user().routingProfileId()).isEqualTo("rp-2");
    }

    @Test
    void update_neverShown_isNotStabilizedAndSaysWhat() {
        fake.fail("DescribeUser", 200, Fault.staleRead());
        ResourceModel desired = changed(model -> model.setRoutingProfileArn(Samples.routingProfile("rp-2")));
        assertThat(failed(NotStabilized, desired).getMessage()).contains("RoutingProfileArn");
    }

    @Test
    void update_limitExceeded_isSentOnce() {
        fake.fail("AssociateUserProficiencies", 20, Fault.limitExceeded());
        failed(
                ServiceLimitExceeded,
                changed(model -> model.setUserProficiencies(List.of(Samples.proficiency("Language", "Thai", 1)))));
        assertThat(writes()).containsOnlyOnce("AssociateUserProficiencies");
    }

    @Test
    void update_taggingDenied_saysThatItIsAboutTags() {
        fake.fail("TagResource", Fault.accessDenied());
        assertThat(failed(UnauthorizedTaggingOperation, changed(model -> model.setTags(Samples.tags("New", "tag"))))
                        .getMessage())
                .contains("Tags (TagResource)");
    }

    @Test
    void update_brokenRules_changesNothing() {
        failed(InvalidRequest, changed(model -> {
            model.setPhoneConfig(Samples.deskPhone());
            model.setAutoAcceptConfigs(List.of(Samples.autoAccept("TASK", true)));
        }));
        assertThat(writes()).isEmpty();
    }
}
